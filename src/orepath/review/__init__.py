"""A cited dossier: a document model, then HTML, PDF and JSON.

Findings, figures and tables come in; a document that knows no language comes out, and from it one file a language.
It never reads a file of evidence or the clock: the same document gives the same bytes.
"""
