"""The engine `memory`: one pass over the network in level order, compiled.

A system comes in; the shares of every label at every node go out, with a bound of their error. The same bytes every
run, whatever the threads.
"""
