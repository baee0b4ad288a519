"""USGS Mineral Commodity Summaries 2026, data release: one CSV of all commodity chapters.

The file as the USGS issues it comes in; statements of U.S. salient statistics, world tables and import sources go out.
It never turns a symbol into a number that the file does not state, and says in a note what it had to read into a cell.
"""
