"""Mirror figures: what the importer and the exporter each report of one flow, side by side.

A good, a pair of places and a year come in; every figure of either side, the gaps between them and the reconciled flow
beside them go out. It never adds figures, converts a currency, or takes a side that says nothing for zero.
"""
