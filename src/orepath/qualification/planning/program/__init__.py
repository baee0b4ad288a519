"""The least-cost choice of at most one item a group such that what they gain adds up to enough.

Groups of items with an exact cost and gain come in; the cheapest choice goes out, with the bound that proves it. It
never rounds, never takes chance's help, and never looks on without end: what it could not prove, it says.

References
----------
The program is the multiple-choice knapsack problem. Its relaxation and the bound by reduced costs: P. Sinha and
A. A. Zoltners, "The Multiple-Choice Knapsack Problem", Operations Research 27 (1979), 503-515. Only few groups need be
looked at besides: D. Pisinger, "A minimal algorithm for the multiple-choice knapsack problem", European Journal of
Operational Research 83 (1995), 394-410. Two lists of partial choices that are joined: E. Horowitz and S. Sahni,
"Computing Partitions with Applications to the Knapsack Problem", Journal of the ACM 21 (1974), 277-292.
"""
