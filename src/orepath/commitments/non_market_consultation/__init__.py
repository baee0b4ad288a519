"""Whether the Parties consulted each other in the current review period, on each limb of the commitment.

The register of consultations comes in, with measures of non-Parties and of the Parties as context; a finding goes out.
It never says why a measure was taken, and never takes an empty register for silence between the Parties.
"""
