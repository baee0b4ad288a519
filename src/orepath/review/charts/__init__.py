"""Charts as SVG text, one a language: Vega draws, nothing is fetched, the same input gives the same bytes."""
