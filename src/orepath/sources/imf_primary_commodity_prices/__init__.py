"""Prices and price indices of primary commodities by month (International Monetary Fund).

The workbook of the IMF, or a CSV table taken from its figures, comes in; statements go out.
It never takes an index for a price, nor what somebody computed from the prices for a figure of the IMF.
"""
