"""Attribution: what stands behind each tonne.

A network and labels come in; the composition of every node goes out. It never knows what a label means.
"""
