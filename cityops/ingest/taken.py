"""What is written beside the values of an upload: warnings, corrections, the file itself, its mapping."""

import gzip
from collections.abc import Callable

import pyarrow as pa

from cityops.ingest import remembering, rules, unusual
from cityops.ingest.meaning.mapping import Mapping
from cityops.ingest.model import Correction, Receipt
from cityops.ingest.staging import Staging
from cityops.store import Transaction

Finish = Callable[[Transaction, Receipt], Receipt]
_PACKED = 1
"""How hard gzip tries: the first level halves the time and costs a tenth more room."""


def newest(tx: Transaction) -> int:
    """Return the number of the newest upload."""
    return int(tx.rows("ingest/next_numbers")[0]["upload_number"]) - 1


def finishing(staging: Staging, data: bytes, given: Mapping | None, *, is_kept: bool) -> Finish:
    """Return what is done in the write of an upload once its values are in.

    Args:
        staging: The file.
        data: Its bytes as they came.
        given: What was said of its columns.
        is_kept: Whether the write is meant; a trial only looks.
    """

    def finish(tx: Transaction, done: Receipt) -> Receipt:
        found = unusual.warnings(tx, staging, newest(tx), done.new + done.changed)
        done = rules.with_findings(done, found)
        if is_kept:
            _keep(tx, done, data)
            if given:
                remembering.keep(tx, done.fingerprint, done.file, given)
        return done

    return finish


def _keep(tx: Transaction, done: Receipt, data: bytes) -> None:
    accepted = [one for one in done.findings if one.severity != rules.Severity.INFO.value]
    if accepted:
        tx.insert("upload_findings", _findings(done.upload_id, [(one.code, one.count) for one in accepted]))
    if done.corrections:
        tx.insert("corrections", _corrections(done.upload_id, done.corrections, tx.stamp.change_number))
        keep_file(tx, done.sha256, data)


def keep_file(tx: Transaction, sha256: str, data: bytes) -> None:
    """Keep the bytes of a file as they came, once."""
    if not tx.rows("ingest/has_file", sha256=sha256):
        tx.run("ingest/keep_file", sha256=sha256, content=gzip.compress(bytes(data), _PACKED))


def _findings(upload_id: str, found: list[tuple[str, int]]) -> pa.Table:
    return pa.table(
        {
            "upload_id": pa.array([upload_id] * len(found), pa.string()),
            "code": pa.array([code for code, _ in found], pa.string()),
            "places": pa.array([places for _, places in found], pa.int32()),
        }
    )


def _corrections(upload_id: str, made: tuple[Correction, ...], change: int) -> pa.Table:
    return pa.table(
        {
            "upload_id": pa.array([upload_id] * len(made), pa.string()),
            "line": pa.array([one.line for one in made], pa.int32()),
            "column_name": pa.array([one.column for one in made], pa.string()),
            "old_text": pa.array([one.old for one in made], pa.string()),
            "new_text": pa.array([one.new for one in made], pa.string()),
            "change_number": pa.array([one.change or change for one in made], pa.int64()),
        }
    )
