"""The same question answered with other programs, each in its own manner.

A module offers ``prepare(system, threads)``, the search for components and whatever the program wants its input to be,
``solve(prepared)``, which is timed, and ``shares(prepared, solved)``, (nodes, labels) for comparison. ``THREADS`` is
how many it can use; ``MOST_EDGES``, where it has one, is what fits.
"""
