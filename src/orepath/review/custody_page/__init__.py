"""The picture and the page of a ledger of lots: what was made from what, what cannot be true of it, what may be claimed.

A ledger comes in; pages and pictures go out as text. It never keeps books and never judges: it shows what
`orepath.custody.books` found, and counts what could not be checked.
"""
