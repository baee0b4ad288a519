"""Ownership statements of publishers, imported: what `orepath control` reads from a file, kept as a release.

A file or folder of a publisher comes in; statements of the registers `entity` and `ownership_stake` go out, as those
that people keep have them. It reads with the code of `control.reading` and never says more than that does.
"""
