"""Electric vehicles by country, mode and powertrain from the IEA's Global EV Data: past years and two scenarios.

One CSV file comes in; statements go out, each with its scenario where it is of one.
It never passes a scenario off as a figure of the past, nor a region off as a country.
"""
