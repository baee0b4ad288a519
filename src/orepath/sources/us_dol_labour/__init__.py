"""Goods listed as made with child or forced labour, and ratifications, as the US Department of Labor reports them.

XML files of its app and its workbook come in; statements go out.
It never takes a place that is not on the list, or not in the report, for one where all is well.
"""
