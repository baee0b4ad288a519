"""A place's demand for battery minerals, by chemistry of the batteries in the vehicles sold there.

Statements on sales, capacities, chemistries and intensities come in; tonnes with a range and their statements go out.
It never forecasts: years to come are shown as their publishers give them, and no tonnes are reckoned from them.
"""
