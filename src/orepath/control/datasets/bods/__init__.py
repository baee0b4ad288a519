"""Statements of the Beneficial Ownership Data Standard (BODS) 0.4, imported.

A file of statements, or a folder of files, comes in; entities and stakes go out, with the bounds of their shares.
It never names a private person: the id of the record stands in place of the name.
"""
