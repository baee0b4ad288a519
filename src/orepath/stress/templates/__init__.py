"""Shocks, made from the register of measures: what a measure would do if it applied from its own day on.

A measure comes in; shocks come out, with what is assumed, what is not covered, and the minerals that no figure can be
given for. It never says why a measure was taken.
"""

from orepath.stress.templates.listing import Listed, listed
from orepath.stress.templates.template import Templated, template, templated

__all__ = ["Listed", "Templated", "listed", "template", "templated"]
