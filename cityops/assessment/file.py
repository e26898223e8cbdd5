"""A finished wave leaves as one file, and another CityOps takes it in with the same ids."""

from dataclasses import asdict, dataclass, field, replace
from typing import Any

from cityops import access
from cityops.access import Actor, Duty
from cityops.assessment import carried, reads
from cityops.assessment.carried import NAMES, NoWaveError
from cityops.assessment.model import WholeWave
from cityops.assessment.tables import WAVES, Part, parts_of
from cityops.indicators import reads as areas_and_catalogue
from cityops.store import Reader, Store, Transaction, Versioned, parts
from cityops.words.refusals import refused

_FILLED = ("current", "ambition")
"""What a file may fill where it is open here, and does not write over unasked."""


@dataclass(slots=True)
class Difference:
    """What taking a wave in would write.

    Attributes:
        new: Rows that are not here.
        changed: Rows that say something else here, as they would be.
        same: How many say the same.
        clashes: 'B5: 3, 4': answers that differ, here and in the file.
    """

    new: list[tuple[Versioned, Any]] = field(default_factory=list)
    changed: list[tuple[Versioned, Any]] = field(default_factory=list)
    same: int = 0
    clashes: list[str] = field(default_factory=list)


def export(reader: Reader, wave_id: str) -> bytes:
    """Return the file of a wave. Votes are not in it, only what the room was shown of them.

    Raises:
        RefusedError: There is no such wave.
    """
    whole = reads.whole(reader, wave_id)
    if whole is None:
        there = ", ".join(one.id for one in reads.waves(reader)[:5])
        raise refused("assessment.refused.no_wave", id=wave_id, there=there or "-")
    return carried.dumps(whole)


def import_wave(store: Store, actor: Actor, data: bytes, *, replacing: bool = False) -> dict[str, Any]:
    """Take a wave in; the same file twice changes nothing.

    A wave that is here, a draft that went to the hall on a laptop, is filled in: rows of the file are added
    or changed, and none is taken away.

    Args:
        store: The store.
        actor: Who takes it in.
        data: The file.
        replacing: Whether its answers count where there are others here, also in a closed wave.

    Returns:
        `wave`, its id; how many rows are `new`, `changed` and `unchanged`.

    Raises:
        RefusedError: It is no file of a wave, its area is not here, or answers here say something else.
        NotAllowedError: The actor does not write waves.
    """
    access.require(actor, Duty.WAVES)
    whole = read_file(data)
    with store.snapshot() as reader:
        found = difference(reader, whole)
    if found.new or found.changed:
        found = access.write(
            store, actor, Duty.WAVES, lambda tx: put(tx, whole, replacing=replacing), action="import_wave"
        )
    return _counted(whole, found)


def foresee(store: Store, actor: Actor, data: bytes, *, replacing: bool = False) -> dict[str, Any]:
    """Return what `import_wave` would return, with `clashes`: answers that differ, here and in the file.

    Raises:
        RefusedError: As `import_wave`, but for clashes.
        NotAllowedError: The actor does not write waves.
    """
    access.require(actor, Duty.WAVES)
    whole = read_file(data)
    with store.snapshot() as reader:
        found = difference(reader, whole)
        _check(reader, whole, found, replacing=replacing)
    return _counted(whole, found) | {"clashes": found.clashes}


def _counted(whole: WholeWave, found: Difference) -> dict[str, Any]:
    counts = {"new": len(found.new), "changed": len(found.changed), "unchanged": found.same}
    return {"wave": whole.wave.id, **counts}


def read_file(data: bytes) -> WholeWave:
    """Return the wave of a file, or refuse; see `carried.loads`."""
    try:
        return carried.loads(data)
    except NoWaveError as error:
        raise refused(f"assessment.file.{error.args[0]}", found=error.args[1]) from None


def put(tx: Transaction, whole: WholeWave, *, replacing: bool = False) -> Difference:
    """Do what `import_wave` does, as a part of a greater write; return what was written."""
    found = difference(tx, whole)
    if found.clashes and not replacing:
        raise refused("assessment.file.clash", found="; ".join(found.clashes[:5]))
    _check(tx, whole, found, replacing=replacing)
    for table in dict.fromkeys(declared for declared, _ in found.new):
        tx.put_many(table, [parts(row) for declared, row in found.new if declared == table])
    for declared, row in found.changed:
        tx.change(declared, row.id, row.version, parts(row)[1])
    return found


def _check(reader: Reader, whole: WholeWave, found: Difference, *, replacing: bool) -> None:
    """Refuse a wave of a place that is not here, and one that is closed here and would change."""
    if whole.wave.area_id not in areas_and_catalogue.areas(reader, on=whole.wave.held_on):
        raise refused("assessment.refused.no_area", area=whole.wave.area_id)
    here = reads.wave(reader, whole.wave.id)
    if here and here.state == "closed" and (found.new or found.changed) and not replacing:
        raise refused("assessment.file.closed")


def difference(reader: Reader, whole: WholeWave) -> Difference:
    """Return what taking a wave in would write."""
    found, here = Difference(), reads.whole(reader, whole.wave.id)
    known: dict[str, Any] = {}
    if here:
        known = {one.id: one for _, rows in parts_of(here) for one in rows} | {"": here.wave}
    _look(found, WAVES, whole.wave, known.get(""))
    for declared, rows in parts_of(whole):
        for row in rows:
            _look(found, declared, _with_names(row, known.get(row.id), whole), known.get(row.id))
    return found


def _with_names(row: Part, here: Any, whole: WholeWave) -> Part:
    """Keep the names that stand here where they did not travel."""
    name = NAMES.get(type(row))
    if name is None or here is None or whole.wave.is_named:
        return row
    return replace(row, **{name: getattr(here, name)})


def _look(found: Difference, declared: Versioned, row: Any, here: Any) -> None:
    if here is None:
        found.new.append((declared, row))
        return
    row = replace(row, version=here.version)
    if row == here:
        found.same += 1
        return
    found.changed.append((declared, row))
    said, stands = asdict(row), asdict(here)
    for name in _FILLED:
        if stands.get(name) and said.get(name) != stands[name]:
            found.clashes.append(f"{row.item_id}: {stands[name]}, {said[name] or '-'}")
