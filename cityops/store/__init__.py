"""The only room that knows the database: connect, migrate, read, write (versions, history, locks)."""

from cityops.store.moments import PRESENT
from cityops.store.owner import is_nothing
from cityops.store.reader import Reader
from cityops.store.store import Store, open_store
from cityops.store.texts import Texts
from cityops.store.transaction import Transaction
from cityops.store.versions import Versioned, new_id, parts

__all__ = [
    "PRESENT",
    "Reader",
    "Store",
    "Texts",
    "Transaction",
    "Versioned",
    "is_nothing",
    "new_id",
    "open_store",
    "parts",
]
