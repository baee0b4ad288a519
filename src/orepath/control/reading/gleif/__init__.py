"""Records of the Global LEI Foundation (GLEIF), read: who is who, who consolidates whom, and why a parent is not named.

Records come in; entities and stakes go out. GLEIF's relations are of accounting and of funds, and its records give no
share of anything: the share of a stake made from one lies between nothing and the whole. Two entities so
linked are adjacent; that one owns or controls the other to any extent is not said.
"""
