"""Bilateral trade by good and year, reconciled between exporter and importer (CEPII, BACI).

A yearly CSV, a folder of them or a Parquet extract comes in; the wide trade table goes out.
It never repairs silently: every row refused, code mapped and zero restored is counted and said.
"""
