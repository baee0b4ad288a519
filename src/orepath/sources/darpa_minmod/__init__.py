"""Mineral sites, their ore and grade, and judgements of which sites are the same, from the MinMod knowledge graph.

JSON files of sites, CSV files of judgements and the tables of entities they refer to come in; statements go out.
It never merges two records of a site, adds two estimates, or takes a name for one the publisher did not resolve it to.
"""
