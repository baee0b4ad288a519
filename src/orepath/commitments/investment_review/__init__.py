"""Whether the Parties' investment-review authorities exchanged views on their practice in the current review period.

The register of exchanges comes in; a finding goes out, and beside it the screening of an acquirer where one is named.
It never looks at an authority's cases, lets a screening decide, or takes an empty register for a broken promise.
"""
