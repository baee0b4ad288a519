"""A user's own network: read from CSV, Parquet, Arrow or a data frame, and written.

Two tables come in; a network and what must be said of it go out. Every fault is listed at once; it never repairs a row
and never leaves a network half read.
"""
