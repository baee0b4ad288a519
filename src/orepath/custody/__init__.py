"""Lots that cannot be counted twice.

Events, passports, declarations and tables about lots come in; a lot graph, a mass-balance ledger for each
chain-of-custody model, and every violation with the events that prove it go out. It never lets more be claimed than
came in.
"""
