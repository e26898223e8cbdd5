"""Import a file: one transaction, with a receipt of what it does; and the front of what undoes it."""

from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from cityops import access
from cityops.access import Actor, Duty
from cityops.errors import RefusedError
from cityops.indicators import formulas
from cityops.indicators import reads as indicators
from cityops.ingest import claims, columns, correcting, receipts, remembering, rules, tables, taken
from cityops.ingest.care import Care, judge, load, refuse_without_reason
from cityops.ingest.claims import UPLOADS
from cityops.ingest.difference import FIRST, Page
from cityops.ingest.frontdoor import Opened, Reading, open_file
from cityops.ingest.meaning.mapping import Mapping
from cityops.ingest.model import Fault, NoTableError, Receipt
from cityops.ingest.orders import DIFFERS, Order, Then, nothing
from cityops.ingest.staging import Staging
from cityops.ingest.turning import redo, set_state, undo
from cityops.store import Reader, Store, Transaction
from cityops.words import worse
from cityops.words.catalogue import in_every_language

_LISTED = 200

__all__ = ["UPLOADS", "Clocks", "Then", "import_file", "import_within", "redo", "set_state", "undo"]

_PLAIN = Care()


class _EndedError(Exception):
    """Ends a write that is not to be: everything that it tried is rolled back."""

    def __init__(self, receipt: Receipt) -> None:
        self.receipt = receipt


class UnconfirmedError(RefusedError):
    """Something would be worse afterwards, and nobody has confirmed that it is meant.

    Attributes:
        receipt: What would have been done.
    """

    def __init__(self, receipt: Receipt) -> None:
        found = receipt.consequences.as_json()
        said = in_every_language(lambda language: worse.sentence(language, receipt.file, found))
        super().__init__(said["en"], said)
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
    then: Then = nothing,
    reading: Reading | None = None,
    mapping: Mapping | None = None,
    dump: Path | None = None,
    mode: str = "upsert",
    confirm: bool = False,
    key: str = "",
    page: Page = FIRST,
    origin: str = "file",
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
        mode: 'append' refuses to change a value, 'upsert' changes it, 'replace' also takes back what is
            held within the scope of the file and is not in it.
        confirm: Whether it is written though something gets worse by it.
        key: Chosen by who asks, the same for every try: a second try gets the receipt of the first.
        page: Rows of the difference that the receipt lists.
        origin: 'file', or 'correction' for one value by hand.
        care: What people corrected in it, what is left out, and more that is done beside.

    Returns:
        The receipt. With errors or questions in it nothing was written.

    Raises:
        RefusedError: The file is no such table at all, lines are left out and no reason is given, or the key
            was used for another file.
        UnconfirmedError: Something would be worse afterwards, and `confirm` does not say that it is meant.
        UsageError: There is no such mode.
        NotAllowedError: The actor may not write data.
    """
    access.require(actor, Duty.DATA)
    order = Order(mode, dry_run, confirm, reason, key, then, page, origin)
    first = None if dry_run else receipts.find(store, key, receipts.checksum(data))
    if first:
        return first
    care.step("read", 0.0)
    staging, memory = _staged(
        store, correcting.apply(open_file(name, data, reading), care.corrections), mapping, care
    )
    try:
        receipt = tables.told(_checked(store, staging, clocks, dump, care), staging, care, memory)
        receipt = replace(receipt, mode=mode)
        if receipt.errors or receipt.questions:
            return replace(receipt, dry_run=dry_run)
        if not dry_run:
            refuse_without_reason(receipt.corrections, reason)
        care.step("compare", 0.6)
        staging.forget_text()
        finish = taken.finishing(staging, data, mapping, is_kept=not dry_run)
        return _write(store, actor, staging, receipt, clocks.on, replace(order, finish=finish))
    finally:
        staging.close()


def _staged(
    store: Store, opened: Opened, mapping: Mapping | None, care: Care
) -> tuple[Staging, remembering.Memory | None]:
    """Return the private database of a file, and what is remembered of its header if that is taken."""
    memory = remembering.recall(store, opened.header) if mapping is None and care.uses_memory else None
    return tables.stage(opened, memory.mapping if memory else mapping), memory


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
        if receipt.errors:
            return receipt
        return claims.write(tx, staging, receipt, clocks.on, Order(is_illustrative=is_illustrative))
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
    if staging.forbid(formulas.read(store)):
        count, faults = sum(staging.counts.values()), staging.faults(_LISTED)
    receipt = tables.faulty(staging, receipt, count, faults)
    if judge(staging, care):
        receipt = replace(receipt, rejected=0, errors=())
    return replace(tables.checked(staging, receipt, dump), observations=staging.rows())


def _write(store: Store, actor: Actor, staging: Staging, receipt: Receipt, on: date, order: Order) -> Receipt:
    def work(tx: Transaction) -> Receipt:
        first = None if order.dry_run else receipts.find(tx, order.key, receipt.sha256)
        if first:  # the other try was quicker
            raise _EndedError(first)
        done = order.finish(tx, claims.write(tx, staging, receipt, on, order))
        _refuse(done, order)
        receipts.keep(tx, order.key, done)
        return done

    action = "import" if order.origin == "file" else "correct"
    try:
        return access.write(store, actor, Duty.DATA, work, action=action, reason=order.reason, lock="import")
    except _EndedError as ended:
        return ended.receipt


def _refuse(done: Receipt, order: Order) -> None:
    """End the write where it is a trial, changes what may only be added to, or makes things worse unseen."""
    if order.mode == "append" and done.changed:
        raise _EndedError(_appended(done, order.dry_run))
    if order.dry_run:
        raise _EndedError(replace(done, upload_id="", dry_run=True))
    if done.worsens and not order.confirm:
        raise UnconfirmedError(replace(done, upload_id=""))


def _appended(done: Receipt, dry_run: bool) -> Receipt:
    """Return the receipt of a file that says otherwise than what is held, in mode `append`."""
    errors = tuple(
        Fault(row["line"], "", f"{row['new']:.15g}", f"{row['old']:.15g}", DIFFERS)
        for row in done.difference.get("changed", ())
    )
    found = rules.findings({DIFFERS: done.changed}, errors)
    done = replace(done, upload_id="", dry_run=dry_run, rejected=done.changed, errors=errors)
    return rules.with_findings(done, found)
