"""All that the service remembers; the only room that knows of SQL.

migrations/*.sql   the schema, step by step, append-only
queries/*.sql      every statement, named, with a one-line purpose
books.py           the open database: `write` and `read` whole transactions
<table>.py         one method per thing anybody wants to know of it
"""

from bot.store.books import Books, Store, UnwritableError
from bot.store.schema import NewerDatabaseError

__all__ = ["Books", "NewerDatabaseError", "Store", "UnwritableError"]
