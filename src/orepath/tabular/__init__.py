"""Tables that people fill in.

Columns as data come in, with headings in two languages, and files or tables in memory; rows of checked, exact cells go
out, or every fault with its row and column, and empty templates to fill. It never guesses what a cell means.
"""
