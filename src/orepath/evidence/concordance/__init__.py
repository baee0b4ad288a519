"""Codes of one edition of the Harmonized System in another, and what of a trade cannot be told across them.

Correspondences and trade come in; where a code goes, the smallest groups of codes whose totals are exact, and the value
and mass under codes that several codes took over go out. It never divides a figure among codes.
"""
