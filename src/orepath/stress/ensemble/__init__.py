"""Ensembles: many scenarios of one run, seeded, on all cores, kept as Parquet, and what they say together.

A run comes in; tables of scenarios go out, and expected and tail losses, times to survive and to recover, what drives
the answer and what evidence would narrow it. It never forgets a finished scenario.
"""
