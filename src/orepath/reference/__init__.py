"""The release that ships in the package.

Nothing comes in at run time; the packaged release goes out.
It never changes without its build script, ``tools/build_reference.py``.
"""
