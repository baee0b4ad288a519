"""The European Commission's criticality study of 2023, as tables.

Supply shares by stage and country, the trade parameter, supply risk, economic importance and uses come in; statements
go out. It never makes shares sum to one: what the study leaves out stays out.
"""
