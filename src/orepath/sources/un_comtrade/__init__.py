"""Trade in goods as each country reports it, imports and exports apart (United Nations, UN Comtrade).

A file of the bulk service, the API or the website comes in, or an extract of it; the reported-trade table goes out.
It never adds a total to its breakdowns, nor guesses which of several rows is the total.
"""
