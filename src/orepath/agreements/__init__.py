"""Agreements as data: parties, minerals, commitments with their strength, and the review cycle.

A TOML file comes in; an `Agreement` goes out.
It never holds one line of code that is true of one agreement alone.
"""
