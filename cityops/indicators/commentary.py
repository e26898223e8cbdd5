"""Commentary on an indicator: dated, signed, kept in all its versions."""

from dataclasses import dataclass
from datetime import date, datetime

from cityops import access
from cityops.access import Actor, Duty
from cityops.store import PRESENT, Reader, Store, Versioned
from cityops.words.refusals import refused

COMMENTARIES = Versioned(
    "commentaries", ("indicator_id", "area_id", "on_date", "language", "story", "works", "next_steps")
)


@dataclass(frozen=True, slots=True)
class Commentary:
    """What a person makes of an indicator in an area.

    Attributes:
        on_date: Reporting date that it speaks of.
        language: That it is written in.
        story: What lies behind the number.
        works: What helps; '' if nothing is said.
        next_steps: What comes next; '' if nothing is said.
        person: Who signed; a pseudonym once the name was erased.
        written_at: UTC.
    """

    id: str
    version: int
    on_date: date
    language: str
    story: str
    works: str
    next_steps: str
    person: str
    written_at: datetime


def read(reader: Reader, indicator_id: str, area_id: str, *, known: datetime = PRESENT) -> list[Commentary]:
    """Return the commentary on an indicator in an area, newest first."""
    rows = reader.rows("indicators/commentaries", indicator_id=indicator_id, area_id=area_id, known=known)
    return [Commentary(**row) for row in rows]


def add(
    store: Store,
    actor: Actor,
    *,
    indicator_id: str,
    area_id: str,
    on: date,
    language: str,
    story: str,
    works: str = "",
    next_steps: str = "",
) -> str:
    """Add a commentary, signed by the actor; return its id.

    Raises:
        RefusedError: It says nothing.
        NotAllowedError: The actor may not comment.
    """
    if not story.strip():
        raise refused("refused.empty_comment")
    values: dict[str, object] = {
        "indicator_id": indicator_id,
        "area_id": area_id,
        "on_date": on,
        "language": language,
        "story": story.strip(),
        "works": works.strip(),
        "next_steps": next_steps.strip(),
    }
    return access.write(
        store, actor, Duty.COMMENTARY, lambda tx: tx.create(COMMENTARIES, values), action="add_commentary"
    )


def remove(store: Store, actor: Actor, commentary_id: str, version: int, reason: str) -> int:
    """Take a commentary from the screen; its versions are kept.

    Raises:
        StaleError: Somebody else changed it since `version`.
    """
    return access.write(
        store,
        actor,
        Duty.COMMENTARY,
        lambda tx: tx.remove(COMMENTARIES, commentary_id, version),
        action="remove_commentary",
        reason=reason,
    )
