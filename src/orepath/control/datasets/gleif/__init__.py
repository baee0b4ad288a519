"""GLEIF's records, imported: level 1, level 2 and reporting exceptions.

A file of level 1, or a folder of all three, comes in; entities and stakes whose share is open go out.
It never takes a relation of accounting for a share held, nor a relation for one where level 1 does not say who it is.
"""
