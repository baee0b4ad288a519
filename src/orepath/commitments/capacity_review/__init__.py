"""Whether the capacity reviews that fell due were held in time and with a decision, under both readings of the anchor.

The register of reviews comes in, with production and capacity of the Parties to compare; a finding and a table go out.
It never takes the absence of a public record for proof that no review was held, and never takes the decision itself.
"""
