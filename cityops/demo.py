"""The demo city: London, a folder like any other city's, founded and taken out by the same functions."""

import hashlib
from datetime import date
from functools import cache

from cityops.access import Actor
from cityops.assessment import file
from cityops.config import ROOT
from cityops.founding.acts import Step, found
from cityops.founding.folder import data_files, read_folder
from cityops.founding.plans import understand
from cityops.founding.removal import Belongings, is_there, remove
from cityops.store import Reader, Store, Transaction

FOLDER = ROOT / "data" / "london"


def load(store: Store, actor: Actor, today: date, step: Step = lambda _name, _share: None) -> dict[str, int]:
    """Load the catalogue and London into a store without a city.

    Returns:
        How many of each were loaded: `indicators`, `areas`, `observations`, `outcomes`, `targets`.

    Raises:
        RefusedError: The store holds areas already.
    """
    city = understand(read_folder(FOLDER), today)
    return found(store, actor, city, today, reason="demo", step=step, also=_put_waves)


def _put_waves(tx: Transaction) -> None:
    """Put the two waves in, which are made up: `is_illustrative` says so in each."""
    for path in sorted((FOLDER / "waves").glob("*.json")):
        file.put(tx, file.read_file(path.read_bytes()))


def take_out(store: Store, actor: Actor, today: date) -> dict[str, int]:
    """Take London out; its history stays, and `load` puts it back.

    Returns:
        How many `areas`, `indicators`, `targets` and `uploads` were there.

    Raises:
        RefusedError: London is not there.
    """
    return remove(store, actor, _london(), today, reason="demo")


def is_loaded(reader: Reader, today: date) -> bool:
    """Whether London is in the store."""
    return is_there(reader, _london(), today)


@cache
def _london() -> Belongings:
    source = read_folder(FOLDER)
    return Belongings(
        areas=frozenset({source.place.text("code"), *(entry.text("area_code") for entry in source.areas)}),
        indicators=frozenset(entry.text("indicator_id") for entry in source.indicators),
        files=frozenset(hashlib.sha256(file.data).hexdigest() for file in data_files(FOLDER)),
    )
