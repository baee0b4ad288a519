"""Tracing: what reaches a place, by last exporter and by origin.

A network and its attribution come in; the border view beside the traced view goes out. It never balances a network.
"""
