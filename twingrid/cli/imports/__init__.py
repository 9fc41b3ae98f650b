"""Importers: a file is read, its headings are understood, every cell is checked, and an action takes the rows over.

`files.import_file` is the door; one module per subject says which columns there are and what they must be.
"""
