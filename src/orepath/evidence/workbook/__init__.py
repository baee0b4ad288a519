"""Workbooks (XLSX), looked into before they are opened.

A workbook comes in; a refusal of what must not be opened, and the cells a reader of workbooks would lose, go out. It
never reads a value.
"""
