"""Attribution as one relational plan, written in DuckDB SQL, for networks that memory does not hold.

Two backends run it: DuckDB on one machine, out of core and within a limit of memory; Spark on many.
"""
