"""The tables of a wave, and what every write of one asks first."""

from collections.abc import Iterator

from cityops.assessment import reads, rules
from cityops.assessment.model import Evidence, Group, Review, Tally, Wave, WaveItem, WholeWave
from cityops.store import PRESENT, Transaction, Versioned
from cityops.words.refusals import refused

WAVES = Versioned.of("waves", Wave)
ITEMS = Versioned.of("wave_items", WaveItem)
GROUPS = Versioned.of("wave_groups", Group)
EVIDENCE = Versioned.of("wave_evidence", Evidence)
REVIEWS = Versioned.of("wave_reviews", Review)
TALLIES = Versioned.of("wave_tallies", Tally)


Part = WaveItem | Group | Evidence | Review | Tally


def parts_of(whole: WholeWave) -> Iterator[tuple[Versioned, tuple[Part, ...]]]:
    """Return what belongs to a wave, with its table."""
    yield ITEMS, whole.items
    yield GROUPS, whole.groups
    yield EVIDENCE, whole.evidence
    yield REVIEWS, whole.reviews
    yield TALLIES, whole.tallies


def wave(tx: Transaction, wave_id: str) -> Wave:
    """Return a wave, or refuse."""
    found = reads.wave(tx, wave_id)
    if found is None:
        there = ", ".join(one.id for one in reads.waves(tx)[:5])
        raise refused("assessment.refused.no_wave", id=wave_id, there=there or "-")
    return found


def open_wave(tx: Transaction, wave_id: str) -> Wave:
    """Return a wave that can still be written, or refuse."""
    found = wave(tx, wave_id)
    if found.state == "closed":
        raise refused("assessment.refused.closed")
    return found


def item(tx: Transaction, wave_id: str, item_id: str) -> WaveItem:
    """Return a question of a wave, or refuse."""
    for one in reads.items(tx, wave_id):
        if one.item_id == item_id:
            return one
    raise refused("assessment.refused.no_item", id=item_id)


def tally_version(tx: Transaction, wave_id: str, tally_id: str) -> int:
    """Return the version of a tally, 0 where there is none yet."""
    rows = tx.rows("assessment/tallies", wave=wave_id, known=PRESENT)
    return next((int(row["version"]) for row in rows if row["id"] == tally_id), 0)


def check(why: str | None) -> None:
    """Refuse by the last part of a key of `assessment.refused`; None lets pass."""
    if why:
        raise refused(f"assessment.refused.{why}", most=str(rules.MOST))
