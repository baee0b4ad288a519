"""Whether each Party has measures in force for circular economy and for environmental practice.

The register of such measures comes in; a finding on each limb goes out, with indicators and outside schemes as context.
It never weighs whether a measure is enough, and finds a promise broken only where a record states that nothing is done.
"""
