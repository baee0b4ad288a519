"""Declarations of smelters: workbooks in which a company says who smelted the metals of its goods.

A filled-in reporting template (EMRT, CMRT, CRT) comes in; its rows as plain data, and a report of every cell that could
not be read, go out. It never takes an empty cell for a "no", nor a failed formula for an empty cell.
"""
