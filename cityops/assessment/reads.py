"""Reads of waves, at any moment of knowledge."""

from datetime import datetime

from cityops.assessment.model import Evidence, Group, Review, Standing, Tally, Wave, WaveItem, WholeWave
from cityops.store import PRESENT, Reader


def waves(reader: Reader, *, known: datetime = PRESENT) -> list[Wave]:
    """Return every wave, the newest day first."""
    found = [Wave(**row) for row in reader.rows("assessment/waves", known=known)]
    return sorted(found, key=lambda one: (one.held_on, one.id), reverse=True)


def wave(reader: Reader, wave_id: str, *, known: datetime = PRESENT) -> Wave | None:
    """Return one wave, None where there is none of that id."""
    return next((one for one in waves(reader, known=known) if one.id == wave_id), None)


def items(reader: Reader, wave_id: str, *, known: datetime = PRESENT) -> tuple[WaveItem, ...]:
    """Return the questions of a wave with their answers, in its order."""
    return tuple(WaveItem(**row) for row in reader.rows("assessment/items", wave=wave_id, known=known))


def groups(reader: Reader, wave_id: str, *, known: datetime = PRESENT) -> tuple[Group, ...]:
    """Return the groups of a wave, in its order."""
    return tuple(Group(**row) for row in reader.rows("assessment/groups", wave=wave_id, known=known))


def whole(reader: Reader, wave_id: str, *, known: datetime = PRESENT) -> WholeWave | None:
    """Return a wave with all that belongs to it, None where there is none of that id."""
    found = wave(reader, wave_id, known=known)
    if found is None:
        return None
    asked = {"wave": wave_id, "known": known}
    return WholeWave(
        wave=found,
        items=items(reader, wave_id, known=known),
        groups=groups(reader, wave_id, known=known),
        evidence=tuple(Evidence(**row) for row in reader.rows("assessment/evidence", **asked)),
        reviews=tuple(Review(**row) for row in reader.rows("assessment/reviews", **asked)),
        tallies=tuple(Tally(**row) for row in reader.rows("assessment/tallies", **asked)),
    )


def standing(reader: Reader, area_id: str, *, known: datetime = PRESENT) -> Standing | None:
    """Return where an area stands: the elements of its newest city-wide wave that has an answer.

    A wave of one organisation or of one silo says nothing of the whole place and is left out.

    Args:
        reader: The store, or a snapshot of it.
        area_id: Of the city or district.
        known: What had been recorded by then.
    """
    answered = {row["wave_id"] for row in reader.rows("assessment/answered", known=known)}
    for one in waves(reader, known=known):
        if one.area_id == area_id and not one.organisation and not one.domain and one.id in answered:
            asked = items(reader, one.id, known=known)
            return Standing(one, {item.element_id: item for item in asked if item.is_element})
    return None
