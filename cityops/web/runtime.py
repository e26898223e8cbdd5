"""The one store of this process, and the door file through which the command line finds it."""

import json
import os
import secrets
import threading
from pathlib import Path

from cityops import journal
from cityops.access import SET_UP
from cityops.config import Config, beside, database, is_file
from cityops.errors import StoreError
from cityops.operating_model import reads, writes
from cityops.store import Store, is_nothing, open_store

_lock = threading.Lock()
_running: dict[str, Store] = {}
_token = secrets.token_urlsafe(32)


def store() -> Store:
    """Return the store of this process; open it where nobody has."""
    named = database()
    with _lock:
        if named not in _running:
            _running[named] = open_with(Config.from_env())
        return _running[named]


def open_with(config: Config) -> Store:
    """Open the store that the settings name.

    Raises:
        StoreError: It is in use elsewhere, damaged, or in a place where nothing can be written.
    """
    limits = {"memory_limit": config.memory_limit, "threads": str(config.threads)}
    journal.begin(config.database)
    try:
        return _with_model(open_store(config.database, limits))
    except OSError as error:
        raise StoreError(
            f"The store {config.database} cannot be opened: {error}. Name another place."
        ) from error


def _with_model(store: Store) -> Store:
    """Give a store whose city was founded before there was an operating model the one that comes with it."""
    if reads.is_missing(store):
        writes.load(store, SET_UP)
    return store


def door_file(database: str) -> Path:
    """Return where the running app leaves its address and token for the command line."""
    return beside(database, ".door")


def is_missing(database: str) -> bool:
    """Whether a store is a file that is not there, or in which nothing is."""
    return is_file(database) and is_nothing(database)


def open_door(url: str) -> None:
    """Leave the app's loopback address and a token for the command line, readable by this user only."""
    path = door_file(Config.from_env().database)
    path.unlink(missing_ok=True)
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(handle, "w", encoding="utf-8") as file:
        json.dump({"url": url, "token": _token, "process": os.getpid()}, file)


def is_token(given: str) -> bool:
    """Compare a token in constant time."""
    return secrets.compare_digest(given.encode(), _token.encode())


def stop() -> None:
    """Close the door and let go of the store."""
    config = Config.from_env()
    door_file(config.database).unlink(missing_ok=True)
    with _lock:
        found = _running.pop(config.database, None)
    if found:
        found.close()
    journal.end()
