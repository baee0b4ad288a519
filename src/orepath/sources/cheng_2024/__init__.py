"""The battery supply chain of 2020 as a study published it: flows from mine to cathode, production by country.

Tables of flows and a workbook come in; statements go out, in tonnes where a unit is known.
It never shares out a balancing node, nor sets a unit where none is known.
"""
