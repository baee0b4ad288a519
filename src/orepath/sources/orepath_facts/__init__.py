"""Facts that commitments rest on: law on export duties, labour instruments, cooperation, reviewing bodies.

CSV or TOML files of these registers come in; one statement a record goes out.
It never holds what only the Parties can know, such as consultations held.
"""
