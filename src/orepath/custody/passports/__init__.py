"""Drafts of battery passports.

What documents say of a product comes in; one structure with each field, its value, unit and the file and place it comes
from goes out, with what is contradicted and what a passport needs and nobody says. It never chooses between two values.
"""
