"""Aspects of the Battery Pass data model: what a battery passport says of one battery, a document for each aspect."""
