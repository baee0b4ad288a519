"""Whether each Party looked for ways to build capacity for high labour standards, its own and that of its suppliers.

The register of opportunities and projects comes in; a finding on each limb goes out.
It never weighs whether a project helped, and finds a promise broken only where a record states that nothing was found.
"""
