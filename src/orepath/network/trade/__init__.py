"""Trade: how gross border statistics become tonnes of the mineral in the goods.

Trade statements come in; flows between places by stage go out, each with a range and what it rests on. It never
takes one fraction for all goods of a code, and never turns a mass nobody knows into a figure.
"""
