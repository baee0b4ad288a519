"""Which part of a battery's metals was recovered from waste, against the minimum of the day.

Metals with their masses come in; the share of each metal, exactly or within bounds, and whether each reaches its
minimum go out. It never takes an unknown share for one that is high enough.
"""
