"""Interventions as Global Trade Alert lists them: subsidies, trade controls and the rest.

Its export, a transcription of it in JSON or a folder of both comes in; candidates for the register of measures go out.
It never takes an intervention for a measure, or the index's evaluation for a judgement.
"""
