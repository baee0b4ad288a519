"""The document put into the words of one language: a plain tree of texts that HTML and PDF both only lay out.

A document comes in; dictionaries, lists and texts come out, numbers formatted, links named, nothing left to decide.
It never reckons: a number is only formatted.
"""

from orepath.review.wording.tree import tree

__all__ = ["tree"]
