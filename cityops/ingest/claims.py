"""The claims of one upload, written; and the observations that follow from the claims that hold."""

from dataclasses import replace
from datetime import date
from typing import Any

import pyarrow as pa

from cityops.ingest import consequences, deriving, difference
from cityops.ingest.difference import ALL
from cityops.ingest.model import Receipt
from cityops.ingest.orders import Order
from cityops.ingest.staging import Staging
from cityops.store import Transaction, Versioned

UPLOADS = Versioned(
    "uploads",
    (
        "upload_number",
        "state",
        "file_name",
        "sha256",
        "mode",
        "rows_read",
        "rows_new",
        "rows_changed",
        "rows_same",
        "is_illustrative",
        "origin",
    ),
)
_WITHDRAWN = ("series_id", "period_start", "period_end", "period_label")


def write(tx: Transaction, staging: Staging, receipt: Receipt, on: date, order: Order) -> Receipt:
    """Write what a file that was checked says; return the receipt with all that follows from it."""
    watch = consequences.Watch(tx, on)
    numbers = tx.rows("ingest/next_numbers")[0]
    number = numbers["upload_number"]
    known = pa.table({name: pa.array(values) for name, values in tx.arrays("ingest/series").items()})
    tx.insert("series", staging.series(known, numbers["series_id"]))
    tx.insert("claims", staging.claims(number))
    staging.rest()
    is_first = staging.is_first()
    if order.mode == "replace" and not is_first:
        _withdraw(tx, number)
    found = difference.of_upload(tx, number, tx.stamp.moment, order.page, is_first=is_first)
    upload_id = tx.create(UPLOADS, _upload(staging, number, receipt, found.counts, order))
    derived = settle_newest(tx, number, found.counts)
    is_reframed = order.then(tx) != 0
    is_other = is_reframed or derived or any(found.counts[kind] for kind in ("new", "changed", "withdrawn"))
    said = watch.ended(tx, is_reframed=is_reframed) if is_other else watch.untouched()
    return replace(
        receipt,
        new=found.counts["new"],
        changed=found.counts["changed"],
        unchanged=found.counts["unchanged"],
        withdrawn=found.counts["withdrawn"],
        not_in_file=found.counts["not_in_file"],
        mode=order.mode,
        scope=found.scope,
        difference=found.rows,
        status_changes=said.status_changes,
        outcome_changes=said.outcome_changes,
        headline_before=said.headline_before,
        headline_after=said.headline_after,
        worsens=said.worsens,
        identical_to=_identical(tx, receipt.sha256, number),
        derived=tuple(one.as_json() for one in derived),
        upload_id=upload_id,
    )


def _upload(
    staging: Staging, number: int, receipt: Receipt, counts: dict[str, int], order: Order
) -> dict[str, object]:
    return {
        "upload_number": number,
        "state": "live",
        "file_name": staging.opened.name,
        "sha256": staging.opened.sha256,
        "mode": order.mode,
        "rows_read": receipt.observations,
        "rows_new": counts["new"],
        "rows_changed": counts["changed"],
        "rows_same": counts["unchanged"],
        "is_illustrative": order.is_illustrative,
        "origin": order.origin,
    }


def _withdraw(tx: Transaction, number: int) -> None:
    """Claim that what is held within the scope of an upload, and is not in it, holds no longer."""
    page = {"size": ALL, "skip": 0, "moment": tx.stamp.moment}
    gone = tx.arrays("ingest/not_in_file", upload_number=number, **page)
    size = len(gone["series_id"])
    if not size:
        return
    columns: dict[str, Any] = {name: pa.array(gone[name]) for name in _WITHDRAWN}
    texts = pa.array([""] * size, pa.string())
    columns |= {
        "upload_number": pa.array([number] * size, pa.int32()),
        "line": pa.array([0] * size, pa.int32()),
    }
    columns |= {"value": pa.nulls(size, pa.float64()), "flag": texts, "raw_value": texts}
    tx.insert("claims", pa.table(columns))


def _identical(tx: Transaction, sha256: str, number: int) -> dict[str, str]:
    found = tx.rows("ingest/identical", sha256=sha256, upload_number=number)
    return {
        name: str(value)
        for row in found
        for name, value in (
            ("upload_id", row["id"]),
            ("file", row["file_name"]),
            ("uploaded_at", row["uploaded_at"].isoformat()),
        )
    }


def settle_newest(tx: Transaction, number: int, counts: dict[str, int]) -> list[deriving.Followed]:
    """Let the observations follow from an upload that was written just now: nothing stands above it.

    Args:
        tx: The write.
        number: Of the upload.
        counts: Of its difference: what has nothing to do is not asked of a million rows.
    """
    if counts["changed"] or counts["withdrawn"]:
        tx.run("ingest/close_replaced", upload_number=number)
    if counts["new"] or counts["changed"]:
        tx.run("ingest/open_claimed", upload_number=number)
    return _followed(tx, number)


def settle(tx: Transaction, number: int) -> list[deriving.Followed]:
    """Let the observations follow from the live claims, for the points that an upload touches."""
    tx.run("ingest/close_observations", upload_number=number)
    tx.run("ingest/open_observations", upload_number=number)
    return _followed(tx, number)


def _followed(tx: Transaction, number: int) -> list[deriving.Followed]:
    tx.analyze("observations")
    return deriving.follow(tx, number)
