"""Baselines that wait for their value: a target names a period, and the data come later."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date

from cityops.indicators import formulas
from cityops.progress.frame import observations
from cityops.progress.trends import Observations
from cityops.store import PRESENT, Reader, Transaction
from cityops.vision import reads, settings
from cityops.vision.model import Target
from cityops.vision.rules import RefusedTargetError, check_target
from cityops.vision.writes import TARGETS

_COMPUTED = "added up from the areas"


def waiting(reader: Reader) -> list[Target]:
    """Return the targets of the vision that name a baseline whose value was not frozen yet."""
    return [
        one
        for one in reads.targets(reader)
        if one.outcome_id and one.baseline_label and one.baseline_value is None
    ]


def known(reader: Reader, today: date) -> list[Target]:
    """Return those whose value is in the data now, frozen; what the rules refuse goes on waiting."""
    held = waiting(reader)
    if not held:
        return []
    setting = settings.read(reader)
    seen = observations(reader, on=today, known=PRESENT, city=setting.city, hierarchy=setting.hierarchy)
    files = {row["upload_number"]: row["file_name"] for row in reader.rows("ingest/uploads", known=PRESENT)}
    derived = {key: one.formula.text for key, one in formulas.read(reader).items()}
    found = (_frozen(one, seen, files, derived) for one in held)
    return [frozen for frozen in found if frozen and _is_fit(frozen)]


def _frozen(one: Target, seen: Observations, files: dict[int, str], derived: dict[str, str]) -> Target | None:
    points = seen.trend(one.indicator_id, one.area_id)
    point = next((point for point in points if point.label == one.baseline_label), None)
    if point is None:
        return None
    file = files.get(point.upload_number)
    formula = derived.get(one.indicator_id)
    computed = f"computed: {formula}" if formula else _COMPUTED
    source = f"{file}, line {point.line}" if file else computed
    return replace(one, baseline_value=point.value, baseline_source=source)


def _is_fit(one: Target) -> bool:
    try:
        check_target(one)
    except RefusedTargetError:
        return False
    return True


def freeze_within(tx: Transaction, today: date) -> int:
    """Freeze every baseline whose value is known now, as a part of a greater write; return how many."""
    found = known(tx, today)
    for one in found:
        values: dict[str, object] = {
            "baseline_value": one.baseline_value,
            "baseline_source": one.baseline_source,
        }
        tx.change(TARGETS, one.id, one.version, values)
    return len(found)


def freezing(today: date) -> Callable[[Transaction], int]:
    """Return what an import does once its values are in: `freeze_within`."""
    return lambda tx: freeze_within(tx, today)
