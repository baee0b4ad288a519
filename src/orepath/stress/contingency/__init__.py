"""Contingency: what is lost without each node and each flow, where nobody adapts.

A network and places come in; the yearly loss of their use without each node and flow goes out, every one in closed
form. It never removes two at once.
"""
