"""Mines, smelters, refineries and plants of the world, as the International Council on Mining and Metals lists them.

The workbook comes in; sites go out, a statement for each mineral of each.
It never moves a site into another place than the list says, nor counts one twice for a mineral.
"""
