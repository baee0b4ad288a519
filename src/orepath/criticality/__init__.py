"""How concentrated supply is and how dependent a place, each figure by its published method.

Statements of production, trade and governance come in; metrics go out, each with its dataset, statements and bounds.
It never mixes two methods' thresholds, and never invents a constant that a method leaves to its user.
"""
