"""How many batteries a production line may count as compliant, from the lots it took in.

Lots come in; what complies of each, the cap by the scarcest material, and whether an allocation is covered go out. It
never counts what nobody knows to comply.
"""
