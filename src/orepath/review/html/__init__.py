"""The dossier as one HTML file a language, which opens offline.

A document comes in; a page goes out that asks for nothing outside itself and runs no script.
It never words anything: texts come from the wording, this room only lays them out.
"""

from orepath.review.html.render import render_html

__all__ = ["render_html"]
