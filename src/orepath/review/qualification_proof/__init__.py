"""The proof of a result under a rule as a PDF, in English or Japanese, for somebody to file and somebody else to check.

A result, its rule and perhaps a plan come in; the bytes of a tagged PDF go out, the same for the same result.
It never reckons: every figure is the result's own, with the file and row or the rule where it stands.
"""

from orepath.review.qualification_proof.render import render_proof

__all__ = ["render_proof"]
