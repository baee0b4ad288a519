"""Which part of a product's direct material costs does not come from prohibited foreign entities.

Materials with their costs come in; the ratio of each product, exactly or within bounds, and whether it reaches its
threshold go out. It never takes an unknown supplier for an allowed one.
"""
