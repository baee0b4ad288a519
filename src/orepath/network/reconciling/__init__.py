"""The nearest flows that balance: figures and their uncertainty come in, reconciled flows with a proof go out.

`problem` says what is asked and answered, `dual` and `factor` hold the mathematics, `solve` finds the answer,
`certificate` proves it, `draws` answers again for other figures inside their uncertainty from the one factorisation in
`reference`, and `impossible` names the balances that no flows can close.
"""
