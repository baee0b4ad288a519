"""Who said what, when, and under which licence.

Statements come in; releases go out: immutable, hashed, licensed tables that answer "as known on" and "true on".
It never decides which of two statements is true without saying so.
"""
