"""Policies on critical minerals as the International Energy Agency's tracker lists them.

The table of all policies, or an extract of it in JSON, comes in; candidates for the register of measures go out.
It never takes a policy for a measure, a list of kinds for a legal instrument, or a year for a day.
"""
