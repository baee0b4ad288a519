"""Network: who supplies whom, how much.

Statements come in; a staged supply network goes out, each flow labelled observed, reconciled or allocated. It never
invents a flow without its label.
"""
