"""The picture and the page of a ledger of lots: what came of what, what cannot be true, what may be claimed.

A ledger comes in; pages and pictures go out as text. It never keeps books and never judges: it shows what
`orepath.custody.books` found, and counts what could not be checked.
"""

from orepath.review.custody_page.writer import write_page

__all__ = ["write_page"]
