"""Prices and price indices of commodities by month or year (World Bank, Commodity Price Data, the "Pink Sheet").

The publisher's monthly or annual workbook comes in; statements go out.
It never passes an index off as a price, a real price off as a nominal one, nor a missing figure off as a zero.
"""
