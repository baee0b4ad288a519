"""Statements of the Beneficial Ownership Data Standard (BODS) 0.4, read.

Statements come in; entities and stakes go out. An indirect interest is never added to the chain that explains it, and
an interest without a share leaves its share open: it is never nothing.
"""
