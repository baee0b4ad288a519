"""Whether each Party promotes neutrality of employers when workers organise and run unions.

The register of public measures, instruments and incidents comes in; a finding on each Party goes out.
It never forms a score, and never takes the law on unfair labour practices of one place for the neutrality of another.
"""
