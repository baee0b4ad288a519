"""Who owns and controls whom, as of a day.

Ownership statements come in; integrated shares, what is held under a dated rule, control, and bounds where stakes are
missing go out. It never judges: it says what a rule's own words and figures give.
"""
