"""Minerals per kWh of battery by chemistry, capacity per vehicle and the mix of chemistries, as researchers give them.

Workbooks and CSV files, one by one or a folder of them, come in; statements go out.
It never takes a group of countries for a country, nor the world's mix for that of a country.
"""
