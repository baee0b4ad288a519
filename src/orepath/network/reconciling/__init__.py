"""The nearest flows that balance: statements and their uncertainty come in, reconciled flows with a certificate go out.

`problem` says what is asked and answered, `solve` finds the answer and `certificate` proves it, `draws` answers the
same question many times over for perturbed figures, `strained` names what could not be kept, `impossible` names the
balances that no flows can close.
"""
