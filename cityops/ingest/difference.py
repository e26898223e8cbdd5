"""What a file says beside what is held: new, changed, the same, taken back, and what is not in it."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from cityops.store import Reader

KINDS = ("new", "changed", "unchanged", "withdrawn", "not_in_file")
ALL = 2**31 - 1


@dataclass(frozen=True, slots=True)
class Page:
    """Which rows of each kind are listed.

    Attributes:
        skip: How many are left out before.
        size: How many are listed.
        kinds: Which kinds; those that stay as they are only if somebody asks.
        order: 'line', or 'change' for the biggest change first.
    """

    skip: int = 0
    size: int = 200
    kinds: tuple[str, ...] = ("new", "changed", "withdrawn", "not_in_file")
    order: str = "line"


FIRST = Page()
_ORDERED = {"line": "ingest/difference_rows", "change": "ingest/difference_by_change"}


@dataclass(frozen=True, slots=True)
class Difference:
    """How the claims of an upload stand to what was held before it.

    Attributes:
        counts: How many of each kind.
        scope: What the upload speaks of, as `--json` prints it.
        rows: Rows of one page, by kind.
    """

    counts: dict[str, int]
    scope: tuple[dict[str, Any], ...]
    rows: dict[str, list[dict[str, Any]]]


def of_upload(
    reader: Reader, number: int, moment: datetime, page: Page = FIRST, *, is_first: bool = False
) -> Difference:
    """Return the difference that an upload makes, or made.

    Args:
        reader: A transaction in which its claims were written, or the store at any time later.
        number: Of the upload.
        moment: Of the upload: what was held just before is compared.
        page: Which rows to list.
        is_first: Whether it is known that nothing at all was held of its indicators.
    """
    counted = reader.rows("ingest/difference", upload_number=number, moment=moment)[0]
    names = {
        "new": "rows_new",
        "changed": "rows_changed",
        "unchanged": "rows_same",
        "withdrawn": "rows_withdrawn",
    }
    counts = {kind: int(counted[name]) for kind, name in names.items()}
    counts["not_in_file"], missing = (0, []) if is_first else not_in_file(reader, number, moment, page)
    rows = {
        kind: rows_of(reader, number, moment, kind, page) if counts[kind] else []
        for kind in page.kinds
        if kind != "not_in_file"
    }
    if "not_in_file" in page.kinds:
        rows["not_in_file"] = missing
    return Difference(counts, scope(reader, number), rows)


def not_in_file(
    reader: Reader, number: int, moment: datetime, page: Page
) -> tuple[int, list[dict[str, Any]]]:
    """Return how many values are held within the scope of an upload and not in it, and one page of them."""

    def ask(size: int, skip: int) -> list[dict[str, Any]]:
        return reader.rows("ingest/not_in_file", upload_number=number, moment=moment, size=size, skip=skip)

    found = ask(page.size, page.skip)
    first = found if found or (page.size and not page.skip) else ask(1, 0)
    return int(first[0]["total"]) if first else 0, [_missing(row) for row in found]


def scope(reader: Reader, number: int) -> tuple[dict[str, Any], ...]:
    """Return what an upload speaks of: indicator, scenario and breakdown, with areas, first and last day."""
    return tuple(
        {
            "indicator": row["indicator_id"],
            **{name: row[name] for name in ("scenario", "breakdown", "areas")},
            "from": row["first_period"].isoformat(),
            "to": (row["end_period"] - timedelta(days=1)).isoformat(),
        }
        for row in reader.rows("ingest/scope", upload_number=number)
    )


def rows_of(reader: Reader, number: int, moment: datetime, kind: str, page: Page) -> list[dict[str, Any]]:
    """Return one page of the rows of one kind; see `of_upload`."""
    if kind == "not_in_file":
        return not_in_file(reader, number, moment, page)[1]
    found = reader.rows(
        _ORDERED[page.order],
        upload_number=number,
        moment=moment,
        kind=kind,
        size=page.size,
        skip=page.skip,
    )
    return [_row(row) for row in found]


def _row(row: dict[str, Any]) -> dict[str, Any]:
    old, new = row["old_value"], row["new_value"]
    return {
        **_named(row),
        "old": old,
        "new": new,
        "percent": percent(old, new),
        "old_flag": row["old_flag"] or "",
        "flag": row["new_flag"],
        "line": row["line"],
    }


def _missing(row: dict[str, Any]) -> dict[str, Any]:
    return {**_named(row), "old": row["value"], "old_flag": row["flag"]}


def _named(row: dict[str, Any]) -> dict[str, Any]:
    return {
        "indicator": row["indicator_id"],
        "area": row["area_id"],
        "period": row["period_label"],
        "dimensions": row["dimensions"],
        "scenario": row["scenario"],
    }


def percent(old: float | None, new: float | None) -> float | None:
    """Return by how many percent a value changes; None from zero, and where one of the two is not there.

    >>> percent(20.0, 25.0), percent(-4.0, -5.0), percent(0.0, 1.0), percent(None, 1.0)
    (25.0, -25.0, None, None)
    """
    if old is None or new is None or not old:
        return None
    return 100 * (new - old) / abs(old)
