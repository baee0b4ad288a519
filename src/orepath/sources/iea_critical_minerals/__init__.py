"""Mining, refining and demand from the data explorer of the IEA, as a third party transcribed it.

One JSON file comes in; statements go out, in tonnes.
It never passes an outlook off as a figure of the past, nor the rest of the world as a country.
"""
