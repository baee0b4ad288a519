"""Production of mineral raw materials by country and year (Austria's ministry, World Mining Data).

A SQLite file with a table a raw material comes in; statements go out.
It never takes the total for a country, and it keeps neither of two rows that claim one code.
"""
