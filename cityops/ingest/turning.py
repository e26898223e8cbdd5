"""Any upload is taken back or brought back, in any order; and what that would do is said beforehand."""

from datetime import date
from typing import Any

from cityops import access
from cityops.access import Actor, Duty
from cityops.ingest import consequences
from cityops.ingest.claims import UPLOADS, settle
from cityops.store import PRESENT, Reader, Store, Transaction
from cityops.words.refusals import refused


class _TriedError(Exception):
    """Ends a preview: everything that it tried is rolled back."""

    def __init__(self, said: dict[str, Any]) -> None:
        self.said = said


def undo(
    store: Store, actor: Actor, upload_id: str, on: date, reason: str = "", *, dry_run: bool = False
) -> dict[str, Any]:
    """Take an upload back; what older or newer live uploads say holds again.

    Args:
        store: To write to.
        actor: Who does it.
        upload_id: Of the upload.
        on: Reporting date of the statuses that change.
        reason: Kept with the change.
        dry_run: Whether to say only what it would do.

    Returns:
        `upload_id`, `file`, `state`, `dry_run`, `closed` and `opened` points, `derived` indicators that
        follow, and the consequences as in a receipt.

    Raises:
        RefusedError: There is no such upload, or it is undone already.
    """
    return _turn(store, actor, upload_id, on, "undone", reason, dry_run)


def redo(
    store: Store, actor: Actor, upload_id: str, on: date, reason: str = "", *, dry_run: bool = False
) -> dict[str, Any]:
    """Bring an undone upload back. See `undo`."""
    return _turn(store, actor, upload_id, on, "live", reason, dry_run)


def _turn(
    store: Store, actor: Actor, upload_id: str, on: date, state: str, reason: str, dry_run: bool
) -> dict[str, Any]:
    def work(tx: Transaction) -> dict[str, Any]:
        said = _turned(tx, upload_id, on, state) | {"dry_run": dry_run}
        if dry_run:
            raise _TriedError(said)
        return said

    action = "undo" if state == "undone" else "redo"
    try:
        return access.write(store, actor, Duty.DATA, work, action=action, reason=reason, lock="import")
    except _TriedError as tried:
        return tried.said


def _turned(tx: Transaction, upload_id: str, on: date, state: str) -> dict[str, Any]:
    upload = find(tx, upload_id)
    if upload["state"] == state:
        raise refused(f"import.already_{state}", upload=upload_id, file=upload["file_name"])
    watch = consequences.Watch(tx, on)
    tx.change(UPLOADS, upload["id"], upload["version"], {"state": state})
    derived = settle(tx, upload["upload_number"])
    said = watch.ended(tx)
    return {
        "upload_id": upload_id,
        "file": upload["file_name"],
        "state": state,
        **{key: int(n) for key, n in tx.rows("ingest/moved", moment=tx.stamp.moment)[0].items()},
        "derived": [one.as_json() for one in derived],
        **said.as_json(),
    }


def set_state(tx: Transaction, upload: dict[str, Any], state: str) -> None:
    """Make an upload, a row of `ingest/uploads`, 'live' or 'undone'; the observations follow from it."""
    tx.change(UPLOADS, upload["id"], upload["version"], {"state": state})
    settle(tx, upload["upload_number"])


def find(reader: Reader, upload_id: str) -> dict[str, Any]:
    """Return an upload, a row of `ingest/uploads`.

    Raises:
        RefusedError: There is none with this id.
    """
    rows = reader.rows("ingest/uploads", known=PRESENT)
    found = next((row for row in rows if row["id"] == upload_id), None)
    if found is None:
        raise refused("import.no_upload", upload=upload_id)
    return found
