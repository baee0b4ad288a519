"""Which six-digit codes of one edition of the Harmonized System correspond to which of another.

A table of Global Trade Alert (CSV) or a workbook of the United Nations Statistics Division comes in; statements go out.
It never takes a code for another because the digits are the same, nor completes a table that lacks codes.
"""
