"""The customers: their file, their past answers, their wish to be left alone.

customer.py      the values
csvfile.py       any CSV file that a person has
customerfile.py  one row of it → a customer (pure)
roster.py        the customers' file → the books · pastanswers.py the answers' file
imported.py      what came of an import
marks.py         how somebody is known once erased · erasure.py forgetting them
"""
