"""Does this battery meet this rule on this day, with proof.

Procurement chains and dated rule files come in; a result with every step and figure of its proof goes out. It never
uses a float where the law compares.
"""
