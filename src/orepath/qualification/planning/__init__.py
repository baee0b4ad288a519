"""Which change of suppliers, places or recycled content passes a rule at the least cost, with the proof.

Chains and options come in; the cheapest set of options that passes goes out, exactly, or the best that they reach.
It never counts what is not known, and never calls a set the cheapest that it did not prove to be.
"""
