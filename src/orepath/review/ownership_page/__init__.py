"""The picture and the page of an answer on control: who stands above an entity, with the shares a rule counts.

An answer and the names of its entities come in; an SVG, an HTML page and the sentences that text and page share go out.
It never computes a share and never judges: it shows what `orepath.control` found under a rule.
"""
