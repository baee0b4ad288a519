"""Whether the Parties' investment-review authorities exchanged views on their practice in the current review period.

The register of exchanges comes in, with each Party's instruments as context; a finding goes out.
It never looks at a single investment case, and never takes an empty register for a broken promise.
"""
