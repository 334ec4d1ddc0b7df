"""The commands of `nps-bot`, a file each; bot/__main__.py puts them together.

page.py      how commands are listed, given their settings, and fail
books.py     the database, opened for a command
imports.py   what an import tells, for customers.py and answers.py
records.py   what is exported, for export.py
cells.py     values as a spreadsheet may have them, for export.py
roll.py      what is wrong with the customers on paper, for check.py
reach.py     who cannot be found on the platforms, for check.py
journal.py   the log, for run.py
"""
