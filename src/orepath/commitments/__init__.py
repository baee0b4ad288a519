"""Is each commitment kept, and how sure are we: one room a commitment, all of one shape.

Evidence and an agreement come in, read-only; findings go out, with the ids of the statements behind them.
It never imports another commitment, and never takes an empty register for a kept or a broken promise.
"""
