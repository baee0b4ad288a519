"""Sales of battery-electric vehicles by country and year, past and projected, as researchers compiled them.

One CSV file comes in; statements go out.
It never passes a projection off as a figure of the past, nor a group of countries off as a country.
"""
