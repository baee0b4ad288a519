"""Trade of the Member States of the European Union as each of them reports it, by eight-digit code (Eurostat, Comext).

A bulk file, an extract or a folder of them comes in; rows of the table of reported trade go out, values in euro.
It never converts a currency, never adds a part to its total, and says of every row left out why.
"""
