"""Candidates for the register of measures: what an index lists, what a person decided of it, and what is left to read.

Statements of `candidate_measure` and the register of decisions come in; candidates with their standing, the measures
that may already be them, and drafts for a person to fill go out.
A candidate never counts as a measure: a person reads the primary notice and enters it.
"""
