"""Rationing: what a network lacks, step by step, where nobody adapts to what is cut.

A network as arrays, stocks and multipliers of its flows come in, many scenarios at once; what is held back comes out,
by node and period. It never redirects a tonne.
"""
