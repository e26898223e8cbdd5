"""A retry gets the receipt of the first try: kept under a key, in the same write as the upload itself."""

import hashlib
import json
from collections.abc import Callable
from typing import Any

from cityops.ingest.effects import OutcomeChange, StatusChange
from cityops.ingest.model import Correction, Fault, Finding, Receipt
from cityops.store import Reader, Transaction
from cityops.words.refusals import refused

_OBJECTS: dict[str, Callable[[dict[str, Any]], object]] = {
    "errors": lambda said: Fault(**said),
    "findings": lambda said: Finding(
        said["code"], said["severity"], said["count"], tuple(Fault(**one) for one in said["first"])
    ),
    "corrections": lambda said: Correction(**said),
    "status_changes": StatusChange.of_json,
    "outcome_changes": OutcomeChange.of_json,
}


def find(reader: Reader, key: str, sha256: str) -> Receipt | None:
    """Return how the upload with a key was answered; None where there is no key, or none such yet.

    Raises:
        RefusedError: The key was used for another file.
    """
    found = reader.rows("ingest/receipt", request_key=key) if key else []
    if not found:
        return None
    if found[0]["sha256"] != sha256:
        raise refused("import.other_file", used=key)
    return of_json(json.loads(found[0]["receipt"]))


def keep(tx: Transaction, key: str, receipt: Receipt) -> None:
    """Keep a receipt under its key."""
    if key:
        said = json.dumps(receipt.as_json(), ensure_ascii=False)
        tx.run(
            "ingest/keep_receipt",
            request_key=key,
            upload_id=receipt.upload_id,
            sha256=receipt.sha256,
            receipt=said,
        )


def of_json(said: dict[str, Any]) -> Receipt:
    """Return the receipt that `as_json` wrote."""
    fields = {name: said[name] for name in Receipt.__slots__ if name in said}
    return Receipt(**{name: _value(name, value) for name, value in fields.items()})


def _value(name: str, value: Any) -> Any:
    if name in _OBJECTS:
        return tuple(_OBJECTS[name](one) for one in value)
    return tuple(value) if isinstance(value, list) else value


def checksum(data: bytes) -> str:
    """Return the SHA-256 of a file, as a receipt names it."""
    return hashlib.sha256(data).hexdigest()
