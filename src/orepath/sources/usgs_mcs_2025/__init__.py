"""USGS Mineral Commodity Summaries 2025, world data: production, capacity and reserves by country in one CSV.

The file as the USGS issues it comes in; statements for 2023 and 2024 go out.
It never turns a blank cell into a zero: a blank without a note states nothing.
"""
