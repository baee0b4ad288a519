"""What the words mean: minerals, stages, places, goods, units, properties and periods, in English and Japanese.

Definition files (TOML, CSV) come in; typed, immutable tables of terms go out.
It never knows a source: how a publisher spells a thing stays with that publisher's reader.
"""
