"""Registers that a ministry keeps itself: consultations, exchanges, cases, capacity and the rest.

A folder of CSV or TOML files named after their registers comes in; one statement a record goes out.
It never guesses what an unknown file is, and an empty register says nothing either way.
"""
