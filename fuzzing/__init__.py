"""Files as nobody should give them: real ones changed at random, fed to every reader.

A real file, or the beginning of a large one, comes in; thousands of changed copies are imported, each in a store of its
own. A reader may take a copy or refuse it in its own words; anything else is a finding.
"""
