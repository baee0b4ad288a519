"""Battery, vehicle and other clean-energy plants of North America with what was announced for each, as a list has them.

One CSV file comes in; sites go out, each with its investment.
It never adds up investments, nor takes a 0 of the list for a plant that cost nothing.
"""
