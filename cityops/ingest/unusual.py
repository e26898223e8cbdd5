"""What is unusual about the values that an upload brings, beside what their series say otherwise."""

from collections import Counter
from collections.abc import Iterator
from datetime import date, datetime
from typing import Any

import numpy as np

from cityops.ingest import rules
from cityops.ingest.model import Fault, Finding
from cityops.ingest.staging import Staging
from cityops.store import Transaction
from cityops.vision import releases

_NEVER = datetime(1, 1, 1)  # noqa: DTZ001  the store's instants are UTC without a zone
_EVERY = (0, 2**31 - 1)
_FEW = 1_000  # values of an upload; so many touch no more than fits at once
_AT_ONCE = 1_000_000  # values of the touched series, about

Row = dict[str, Any]


def warnings(tx: Transaction, staging: Staging, upload_number: int, fresh: int) -> tuple[Finding, ...]:
    """Return the warnings about the values that an upload has brought in this transaction.

    A file in which every series is new is judged by its own values: they are the history.

    Args:
        tx: The write.
        staging: The file.
        upload_number: Of the upload.
        fresh: How many of its values were not held before.
    """
    if not fresh:
        return ()
    counts, rows = _unusual(tx, upload_number, fresh)
    texts = _texts(tx, upload_number, rows)
    is_wide = "period" not in staging.columns.roles
    title = staging.columns.title("value")
    first = [
        Fault(
            row["line"],
            row["period"] if is_wide else title,
            texts[_place(row)],
            row["earlier"] if row["code"] == "gap" else f"{row['beside']:g}",
            row["code"],
        )
        for row in rows
    ]
    return rules.findings(counts, first)


def _unusual(tx: Transaction, upload_number: int, fresh: int) -> tuple[dict[str, int], list[Row]]:
    """Return how many places there are of each rule, and the first of them."""
    released = releases.last(tx)
    values = {
        "upload_number": upload_number,
        "moment": tx.stamp.moment,
        "released": released.known_at if released else _NEVER,
        "robust_z": rules.ROBUST_Z,
        "fewest": rules.FEWEST,
        "jump_within": rules.JUMP_WITHIN,
        "gap_cadences": rules.GAP_CADENCES,
        "most": rules.SHOWN,
    }
    counts: Counter[str] = Counter()
    found: dict[str, list[Row]] = {}
    for first, last in _spans(tx, upload_number) if fresh > _FEW else (_EVERY,):
        rows = tx.rows("ingest/unusual", first_series=first, last_series=last, **values)
        counts.update({row["code"]: int(row["places"]) for row in rows})
        for row in rows:
            found.setdefault(row["code"], []).append(row)
    order = sorted(found.items())
    return dict(counts), [row for _, rows in order for row in sorted(rows, key=_place)[: rules.SHOWN]]


def _place(row: Row) -> tuple[int, int, date]:
    return row["line"], row["series_id"], row["period_start"]


def _spans(tx: Transaction, upload_number: int) -> Iterator[tuple[int, int]]:
    """Yield first and last number of the touched series, about a million values at a time."""
    found = tx.arrays("ingest/points_of_series", upload_number=upload_number, moment=tx.stamp.moment)
    series, points = found["series_id"], found["points"].astype(np.int64)
    part = (np.cumsum(points) - 1) // _AT_ONCE
    ends = np.flatnonzero(np.append(part[1:] != part[:-1], values=True)[: len(part)])
    starts = np.append(0, ends[:-1] + 1)[: len(ends)]
    yield from zip(series[starts].tolist(), series[ends].tolist(), strict=True)


def _texts(tx: Transaction, upload_number: int, rows: list[Row]) -> dict[tuple[int, int, date], str]:
    """Return what stands in the file at the places of some rows."""
    if not rows:
        return {}
    lines = ",".join(str(line) for line in sorted({row["line"] for row in rows}))
    found = tx.rows("ingest/raw_values", upload_number=upload_number, lines=lines)
    return {_place(row): row["raw_value"] for row in found}
