"""Whether each Party shared what it holds on labour-rights violations, as far as its law allows, and promoted remedy.

The register of cases comes in; a finding on each Party goes out, case by case.
It never names a person or an entity, and never takes a refusal on a legal ground for a broken promise.
"""
