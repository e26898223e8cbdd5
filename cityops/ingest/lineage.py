"""Where a value comes from, down to the line; and what rests on an upload, up to the statuses."""

from collections.abc import Iterator
from datetime import date
from typing import Any

from cityops.indicators import formulas
from cityops.indicators import reads as indicators
from cityops.indicators.formula import order
from cityops.ingest import difference
from cityops.ingest.difference import Page
from cityops.ingest.turning import find
from cityops.progress.assessment import Assessment
from cityops.progress.reads import progress
from cityops.store import PRESENT, Reader
from cityops.words.refusals import refused

Place = tuple[str, str]
"""Indicator and area."""


def of_upload(reader: Reader, upload_id: str, on: date, page: Page = difference.FIRST) -> dict[str, Any]:
    """Return what an upload did, and everything that rests on it now.

    Args:
        reader: The store.
        upload_id: Of the upload.
        on: Reporting date of the statuses.
        page: Which rows of the difference to list.

    Returns:
        The upload with who, when and why; `counts`, `scope` and `difference`, as they were when it was made;
        `holds`: how many points of each indicator hold by its word; `derived`: indicators that are computed
        from these; `statuses`: every status that one of its points goes into, with `rests`: latest, trend,
        districts or formula.

    Raises:
        RefusedError: There is no such upload.
    """
    upload = find(reader, upload_id)
    number = upload["upload_number"]
    found = difference.of_upload(reader, number, upload["uploaded_at"], page)
    holds = reader.rows("ingest/holds", upload_number=number)
    derived = _derived(reader, {row["indicator_id"] for row in holds})
    return {
        **{name: upload[name] for name in ("id", "state", "mode", "origin", "person", "reason", "sha256")},
        "file": upload["file_name"],
        "uploaded_at": upload["uploaded_at"].isoformat(),
        "counts": found.counts,
        "scope": list(found.scope),
        "difference": found.rows,
        "holds": _held(holds),
        "derived": derived,
        "statuses": list(_statuses(reader, on, number, holds, derived)),
    }


def _held(rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Return how many points hold of each indicator, in how many areas."""
    found: dict[str, dict[str, Any]] = {}
    for row in rows:
        one = found.setdefault(
            row["indicator_id"], {"indicator": row["indicator_id"], "areas": 0, "points": 0}
        )
        one["areas"] += 1
        one["points"] += row["points"]
    return list(found.values())


def _derived(reader: Reader, touched: set[str]) -> list[str]:
    """Return the derived indicators that are computed from some, over any number of steps."""
    every = {key: one.formula for key, one in formulas.read(reader).items()}
    found: list[str] = []
    for key in order(every):
        if (touched | set(found)) & set(every[key].inputs):
            found.append(key)
    return found


def _statuses(
    reader: Reader, on: date, number: int, holds: list[dict[str, Any]], derived: list[str]
) -> Iterator[dict[str, Any]]:
    way = progress(reader, on=on)
    if way is None:
        return
    held = {row["indicator_id"] for row in holds}
    for area in (way.city, *way.districts.values()):
        for one in area.assessments:
            rests = _rests(one, number, held, derived)
            if rests:
                yield {
                    "indicator": one.indicator.id,
                    "area": one.area_id,
                    "target": one.target.id,
                    "status": one.status.value,
                    "rests": rests,
                }


def _rests(one: Assessment, number: int, held: set[str], derived: list[str]) -> str:
    """Return how a status rests on an upload; '' if it does not."""
    if one.latest and one.latest.upload_number == number:
        return "latest"
    if any(point.upload_number == number for point in one.trend):
        return "trend"
    if not any(not point.upload_number for point in one.trend):
        return ""
    if one.indicator.id in derived:
        return "formula"
    return "districts" if {one.indicator.id, one.indicator.weight_indicator_id} & held else ""


def of_point(reader: Reader, indicator: str, area: str, period: str) -> dict[str, Any]:
    """Return every claim about a point, newest first; of a derived one its formula and each of its inputs.

    Raises:
        RefusedError: The catalogue has no such indicator.
    """
    if indicator not in indicators.catalogue(reader):
        raise refused("refused.no_indicator", indicator=indicator)
    return _point(reader, indicator, area, period)


def _point(reader: Reader, indicator: str, area: str, period: str) -> dict[str, Any]:
    formula = formulas.read(reader).get(indicator)
    said: dict[str, Any] = {"indicator": indicator, "area": area, "period": period}
    said["value"] = _value(reader, indicator, area, period)
    if formula is None:
        rows = reader.rows(
            "ingest/claims_of_point", indicator_id=indicator, area_id=area, period_label=period
        )
        return said | {"claims": [_claim(row) for row in rows]}
    inputs = [_point(reader, one, area, period) for one in formula.formula.inputs]
    return said | {"formula": formula.formula.text, "inputs": inputs}


def _value(reader: Reader, indicator: str, area: str, period: str) -> float | None:
    rows = reader.rows("indicators/held", indicator_id=indicator, known=PRESENT)
    return next(
        (
            row["value"]
            for row in rows
            if (row["area_id"], row["period_label"], row["dimensions"], row["scenario"])
            == (area, period, "", "actual")
        ),
        None,
    )


def _claim(row: dict[str, Any]) -> dict[str, Any]:
    return row | {"uploaded_at": row["uploaded_at"].isoformat()}
