"""Acts that restrict exports, their events, and the measures taken at home against non-market practices.

CSV or TOML files of these registers come in; one statement a record goes out.
It never says whether an act is in force: that is computed from the dates, for a day.
"""
