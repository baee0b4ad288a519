"""The command line: arguments come in; text, files and exit codes go out.

It never makes a number, and it starts without loading any analysis library.
"""
