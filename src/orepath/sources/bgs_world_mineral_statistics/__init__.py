"""Production of minerals by country and year, from 1971 (British Geological Survey, World Mineral Statistics).

A CSV file of the publisher's API or a folder of them comes in; statements go out.
It never takes an ore for the metal in it, and it never adds two rows of a country.
"""
