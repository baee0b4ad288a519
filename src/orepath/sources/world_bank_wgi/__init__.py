"""How well places are governed, by perception: six estimates a year (World Bank, Worldwide Governance Indicators).

The workbook of all six indicators or a SQLite file of political stability comes in; statements go out.
It never lets two rows stand for one country.
"""
