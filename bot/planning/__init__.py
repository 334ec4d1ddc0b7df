"""Who is due to be asked, when, and why not: all of it pure.

planner.py    the plan of some months
month.py      one month's slots, given out
rotation.py   whose turn it is
sendtime.py   when somebody may be written to, by their own clock
plan.py       the values
"""
