"""The pictures and the page of a trace: who shipped what arrived last, and where it was mined.

A trace and the network it was made on come in; one page a language and its pictures go out. It never makes a share:
those come from `orepath.tracing`; it adds up what it cannot show by name, and `unknown` always stands by itself.
"""

from orepath.review.trace_page.writer import write_trace_page

__all__ = ["write_trace_page"]
