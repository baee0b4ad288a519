"""Lots as a network: what each is made of, for the attribution engine, and the chains behind it, for qualification."""
