"""Parties on United States screening lists: the Consolidated Screening List and OFAC's legacy files.

The list's CSV, TSV or JSON, or a folder of the header-less files, comes in; one statement a party and list goes out.
It never takes a place from what is not stated as one, and never joins rows that belong to no party.
"""
