"""Readers: a folder each, ``source.toml`` for what the dataset is and ``read.py`` for how its files are read.

A file as its publisher issues it comes in; statements go out.
A reader never repairs silently, and never imports another source.
"""
