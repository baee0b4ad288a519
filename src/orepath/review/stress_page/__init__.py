"""The page and the pictures of an answer to a shock: what acting together averts leads, what is unknown comes first.

An answer of `orepath.stress` comes in; one page a language, its pictures and tables go out. It never makes a figure: it
words and draws those of the answer, none more exact than its range.
"""

from orepath.review.stress_page.writer import write_stress_page

__all__ = ["write_stress_page"]
