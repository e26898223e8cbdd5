"""The state of the program, and the one list of what happened: acts from the store, the rest from the log."""

from dataclasses import dataclass
from datetime import UTC, datetime

from cityops import __version__, access, journal
from cityops.access import Actor, Duty
from cityops.journal import Entry
from cityops.operations import backups, rules
from cityops.operations.model import ACT, Happening
from cityops.operations.rules import Health, Keep
from cityops.store import Store
from cityops.store.shelf import SCHEDULED, Copy

_SEARCHED = 1_000
"""Lines of the log that are looked through for the last copy that failed."""


@dataclass(frozen=True, slots=True)
class State:
    """How the program and its store stand.

    Attributes:
        version: Of the program.
        schema: Version of the store's schema.
        data_version: Of the data; rises with each write.
        engine: 'DuckDB' or 'PostgreSQL'.
        place: Path of the store file; '' where there is none.
        size: Of that file in bytes; None where there is none.
        log: Path of the log file.
        copies: Newest first.
        health: How the copies stand.
        failure: Why the last copy failed; '' unless `health` says so.
    """

    version: str
    schema: int
    data_version: int
    engine: str
    place: str
    size: int | None
    log: str
    copies: tuple[Copy, ...]
    health: Health
    failure: str


def history(store: Store, actor: Actor, most: int, reference: str = "") -> list[Happening]:
    """Return what happened, newest first.

    Args:
        store: Whose.
        actor: Who asks.
        most: How many at most.
        reference: Only what was shown under this reference, if it is given.

    Raises:
        NotAllowedError: The actor's role does not cover operations.
    """
    access.require(actor, Duty.OPERATIONS)
    noted = [_noted(entry) for entry in journal.read(store.address, _SEARCHED if reference else most)]
    if reference:
        return [one for one in noted if one.reference == reference.strip().lower()]
    acts = [_act(row) for row in store.rows("operations/acts", most=most)]
    return sorted(noted + acts, key=lambda one: one.at, reverse=True)[:most]


def _act(row: dict[str, object]) -> Happening:
    at = row["changed_at"]
    assert isinstance(at, datetime)
    person = None if row["person"] is None else str(row["person"])
    said = (str(row[name]) for name in ("action", "role", "reason"))
    action, role, reason = said
    return Happening(at.replace(tzinfo=UTC), journal.INFO, ACT, action, person, role, reason, "")


def _noted(entry: Entry) -> Happening:
    return Happening(
        datetime.fromisoformat(entry.at),
        entry.level,
        entry.event,
        entry.action,
        entry.person,
        entry.role,
        entry.says,
        entry.reference,
    )


def state(store: Store, actor: Actor, keep: Keep, now: datetime) -> State:
    """Return how the program and its store stand. Raises as `history` does."""
    access.require(actor, Duty.OPERATIONS)
    copies, place = backups.listed(store), store.place
    last = next((copy.made_at for copy in copies if copy.kind == SCHEDULED), None)
    failed_at, why = _last_failure(store)
    health = rules.health(keep, last, failed_at, now, has_place=place is not None)
    return State(
        version=__version__,
        schema=store.upgraded.after,
        data_version=store.version,
        engine=store.engine,
        place=str(place or ""),
        size=place.stat().st_size if place else None,
        log=str(journal.file(store.address)),
        copies=tuple(copies),
        health=health,
        failure=why if health is Health.FAILED else "",
    )


def _last_failure(store: Store) -> tuple[datetime | None, str]:
    for entry in journal.read(store.address, _SEARCHED):
        if entry.event == "backup" and entry.level == journal.ERROR:
            return datetime.fromisoformat(entry.at), entry.says
    return None, ""
