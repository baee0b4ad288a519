"""Whether a duty of a batteries regulation covers a battery and its operator.

Batteries with what is known of them come in; in scope, not in scope or undetermined, with the reasons, go out. It never
says whether a duty is kept.
"""
