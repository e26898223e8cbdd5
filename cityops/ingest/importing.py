"""Import, undo and redo: one transaction each, with what it does to the statuses."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any

import pyarrow as pa

from cityops import access
from cityops.access import Actor, Duty
from cityops.errors import RefusedError
from cityops.indicators import reads as indicators
from cityops.ingest import columns, consequences, correcting, remembering, tables, taken
from cityops.ingest.care import Care, judge, load, refuse_without_reason
from cityops.ingest.frontdoor import Opened, Reading, open_file
from cityops.ingest.meaning.mapping import Mapping
from cityops.ingest.model import Fault, NoTableError, Receipt
from cityops.ingest.staging import Staging
from cityops.store import PRESENT, Reader, Store, Transaction, Versioned

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
    ),
)
_PLAIN = Care()

Then = Callable[[Transaction], object]


def _nothing(_tx: Transaction) -> None:
    """Do nothing more."""


class _DryRunError(Exception):
    """Ends a dry run: everything that it tried is rolled back."""

    def __init__(self, receipt: Receipt) -> None:
        self.receipt = receipt


@dataclass(frozen=True, slots=True)
class Clocks:
    """Dates that an import is judged by.

    Attributes:
        on: Reporting date for the statuses that change.
        today: What is measured cannot lie after it.
    """

    on: date
    today: date


def import_file(
    store: Store,
    actor: Actor,
    name: str,
    data: bytes,
    clocks: Clocks,
    *,
    dry_run: bool = False,
    reason: str = "",
    then: Then = _nothing,
    reading: Reading | None = None,
    mapping: Mapping | None = None,
    dump: Path | None = None,
    care: Care = _PLAIN,
) -> Receipt:
    """Check a table and, if nothing is wrong with it and nothing is open, write it whole.

    Args:
        store: To write to.
        actor: Who does it.
        name: Of the file.
        data: Its bytes.
        clocks: Dates that it is judged by.
        dry_run: Whether to check and compare only.
        reason: Kept with the upload.
        then: Done in the same write, once the values are in: what follows from them is in the receipt too.
        reading: How the file is to be read, as far as that is known.
        mapping: What its columns mean; without one it is proposed, unless the table is long and clean.
        dump: Where to write what was understood, as CSV.
        care: What people corrected in it, what is left out, and more that is done beside.

    Returns:
        The receipt. With errors or questions in it nothing was written.

    Raises:
        RefusedError: The file is no such table at all, or lines are left out and no reason is given.
        NotAllowedError: The actor may not write data.
    """
    access.require(actor, Duty.DATA)
    care.step("read", 0.0)
    opened = correcting.apply(open_file(name, data, reading), care.corrections)
    memory = remembering.recall(store, opened.header) if mapping is None and care.uses_memory else None
    staging = tables.stage(opened, memory.mapping if memory else mapping)
    try:
        receipt = tables.told(_checked(store, staging, clocks, dump, care), staging, care, memory)
        if receipt.errors or receipt.questions:
            return replace(receipt, dry_run=dry_run)
        if not dry_run:
            refuse_without_reason(receipt.corrections, reason)
        care.step("compare", 0.6)
        finish = taken.finishing(staging, data, mapping, is_kept=not dry_run)
        return _write(store, actor, staging, receipt, clocks, dry_run, reason, then, finish)
    finally:
        staging.close()


def import_within(
    tx: Transaction, name: str, data: bytes, clocks: Clocks, *, is_illustrative: bool = False
) -> Receipt:
    """Do what `import_file` does, as a part of a greater write.

    Returns:
        The receipt. With errors in it nothing of this file was written, and the greater write should end.
    """
    opened = open_file(name, data)
    staging = Staging(opened, columns.find(opened))
    try:
        receipt = _checked(tx, staging, clocks)
        return (
            receipt
            if receipt.errors
            else _claim(tx, staging, receipt, clocks, is_illustrative=is_illustrative)
        )
    finally:
        staging.close()


def _checked(
    store: Reader, staging: Staging, clocks: Clocks, dump: Path | None = None, care: Care = _PLAIN
) -> Receipt:
    receipt = tables.receipt_of(staging.opened)
    broken = load(staging, care)
    if broken:
        return tables.faulty(staging, receipt, len(broken), broken)
    care.step("check", 0.3)
    receipt = tables.understood(staging, receipt, dump)
    if receipt.questions:
        return receipt
    areas = indicators.areas(store, on=clocks.today)
    count, faults = staging.check(areas.values(), indicators.catalogue(store).values(), clocks.today)
    if not staging.rows():
        raise NoTableError(staging.opened.name, Fault(staging.opened.header_line, "", "", "", "no_rows"))
    receipt = tables.faulty(staging, receipt, count, faults)
    if judge(staging, care):
        receipt = replace(receipt, rejected=0, errors=())
    return replace(tables.checked(staging, receipt, dump), observations=staging.rows())


def _write(
    store: Store,
    actor: Actor,
    staging: Staging,
    receipt: Receipt,
    clocks: Clocks,
    dry_run: bool,
    reason: str,
    then: Then,
    finish: taken.Finish,
) -> Receipt:
    def work(tx: Transaction) -> Receipt:
        done = finish(tx, _claim(tx, staging, receipt, clocks, then=then))
        if dry_run:
            raise _DryRunError(replace(done, upload_id="", dry_run=True))
        return done

    try:
        return access.write(store, actor, Duty.DATA, work, action="import", reason=reason, lock="import")
    except _DryRunError as tried:
        return tried.receipt


def _claim(
    tx: Transaction,
    staging: Staging,
    receipt: Receipt,
    clocks: Clocks,
    *,
    is_illustrative: bool = False,
    then: Then = _nothing,
) -> Receipt:
    before = consequences.look(tx, clocks.on)
    numbers = tx.rows("ingest/next_numbers")[0]
    series, claims = _number(tx, staging, numbers["upload_number"], numbers["series_id"])
    tx.insert("series", series)
    tx.insert("claims", claims)
    counts = tx.rows("ingest/difference", upload_number=numbers["upload_number"], present=PRESENT)[0]
    upload_id = tx.create(
        UPLOADS, _upload(staging.opened, numbers["upload_number"], receipt, counts, is_illustrative)
    )
    _settle(tx, numbers["upload_number"])
    then(tx)
    after = consequences.look(tx, clocks.on)
    return replace(
        receipt,
        new=counts["rows_new"],
        changed=counts["rows_changed"],
        unchanged=counts["rows_same"],
        status_changes=consequences.changes(before, after),
        headline_before=before.headline,
        headline_after=after.headline,
        upload_id=upload_id,
    )


def _upload(
    opened: Opened, number: int, receipt: Receipt, counts: dict[str, Any], is_illustrative: bool
) -> dict[str, object]:
    return {
        "upload_number": number,
        "state": "live",
        "file_name": opened.name,
        "sha256": opened.sha256,
        "mode": "upsert",
        "rows_read": receipt.observations,
        **{name: int(counts[name]) for name in ("rows_new", "rows_changed", "rows_same")},
        "is_illustrative": is_illustrative,
    }


def _number(tx: Transaction, staging: Staging, upload: int, first_series: int) -> tuple[pa.Table, pa.Table]:
    """Give the rows their series, new ones where there is none, and the number of the upload."""
    known = pa.table({name: pa.array(values) for name, values in tx.arrays("ingest/series").items()})
    return staging.claims(known, upload, first_series)


def _settle(tx: Transaction, upload_number: int) -> None:
    """Let the observations follow from the live claims, for the points that an upload touches."""
    tx.run("ingest/close_observations", upload_number=upload_number)
    tx.run("ingest/open_observations", upload_number=upload_number)
    tx.analyze("observations")


def undo(store: Store, actor: Actor, upload_id: str, on: date, reason: str = "") -> dict[str, Any]:
    """Take an upload back; what older or newer live uploads say holds again.

    Returns:
        `upload_id`, `state`, `closed` and `opened` points, `status_changes`.

    Raises:
        RefusedError: There is no such upload, or it is undone already.
    """
    return _turn(store, actor, upload_id, on, "undone", reason)


def redo(store: Store, actor: Actor, upload_id: str, on: date, reason: str = "") -> dict[str, Any]:
    """Bring an undone upload back. See `undo`."""
    return _turn(store, actor, upload_id, on, "live", reason)


def _turn(store: Store, actor: Actor, upload_id: str, on: date, state: str, reason: str) -> dict[str, Any]:
    def work(tx: Transaction) -> dict[str, Any]:
        upload = _find(tx, upload_id)
        if upload["state"] == state:
            raise RefusedError(
                f"Upload {upload_id} ({upload['file_name']}) is {state} already. Nothing was done."
            )
        before = consequences.look(tx, on)
        set_state(tx, upload, state)
        after = consequences.look(tx, on)
        return {
            "upload_id": upload_id,
            "file": upload["file_name"],
            "state": state,
            **{key: int(n) for key, n in tx.rows("ingest/moved", moment=tx.stamp.moment)[0].items()},
            "status_changes": [change.as_json() for change in consequences.changes(before, after)],
        }

    action = "undo" if state == "undone" else "redo"
    return access.write(store, actor, Duty.DATA, work, action=action, reason=reason, lock="import")


def set_state(tx: Transaction, upload: dict[str, Any], state: str) -> None:
    """Make an upload, a row of `ingest/uploads`, 'live' or 'undone'; the observations follow from it."""
    tx.change(UPLOADS, upload["id"], upload["version"], {"state": state})
    _settle(tx, upload["upload_number"])


def _find(tx: Transaction, upload_id: str) -> dict[str, Any]:
    found = next((row for row in tx.rows("ingest/uploads", known=PRESENT) if row["id"] == upload_id), None)
    if found is None:
        raise RefusedError(f"There is no upload {upload_id!r}. The Data page lists them with their ids.")
    return found
