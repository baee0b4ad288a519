"""Many batteries in one file, one after another.

A CSV file of chains with a column ``battery_id`` comes in; a row a battery, exact as one by one, goes out. It never
holds the file in memory, and writes nothing where any row is faulty.
"""
