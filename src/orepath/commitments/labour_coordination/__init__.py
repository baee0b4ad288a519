"""Whether the Parties coordinated engagement, exchange of information and enforcement on labour rights.

The register of labour cooperation comes in, with ratifications and listed goods as context; a finding goes out.
It never takes a convention that was not ratified, or a good that stands on a list, for a broken promise.
"""
