"""Which suppliers are on a list, or in a region, that a law on forced labour names.

Rows of suppliers and a list come in; flags, each with its legal ground and day, and names that a person must check go
out. It never says that there was forced labour, and never takes a near name for the same.
"""
