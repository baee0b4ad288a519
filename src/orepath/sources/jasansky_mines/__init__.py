"""Mines, smelters and refineries with what they produced, by year, as researchers took it from companies' reports.

The authors' workbook comes in, alone or with their list of facility ids; sites, figures and owners go out.
It never divides a company's share of a figure into the whole, and never makes the shares of owners add up.
"""
