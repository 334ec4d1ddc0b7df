"""What must be said, to whom, and how it gets there.

speech.py     an answer's news, put into the outbox in the transaction of its cause
delivery.py   the outbox → the channels, at the pace that each platform allows
outcomes.py   what becomes of each message
alerts.py     an unhappy customer, in words
standing.py   where we stand: the score with all that it leans on
report.py     that, in words · news.py the day's news · naming.py what people are called
newsroom.py   the daily summary and the running score
"""
