"""An upload that is not written yet: its bytes and what was said of it are kept in the store."""

import gzip
import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, field, replace
from datetime import datetime, timedelta
from typing import Any

from cityops import access
from cityops.access import Actor, Duty
from cityops.ingest.care import Care
from cityops.ingest.frontdoor import Reading
from cityops.ingest.meaning import mapping as meanings
from cityops.ingest.model import Correction
from cityops.ingest.taken import keep_file
from cityops.store import PRESENT, Reader, Store, Transaction, Versioned
from cityops.words.refusals import refused

DRAFTS = Versioned("import_drafts", ("file_name", "sha256", "content"))
KEPT = timedelta(days=30)
"""How long a draft stays that nobody goes on with; the next upload that begins clears it away."""


@dataclass(frozen=True, slots=True)
class Draft:
    """An upload that is not written yet.

    Attributes:
        id: Stable; in the address of the page.
        version: Of what was said.
        file: Name of the file.
        sha256: Of its bytes.
        person: Who said something last; None once the person asked to be forgotten.
        at: When, UTC.
        reading: How the file is read, as far as that was said.
        mapping: What its columns mean, as far as that was said; None where nothing was.
        corrections: What holds instead of what stands in it.
        good_rows_only: Whether lines with a fault are left out.
        uses_memory: Whether what was said of the same header before is taken.
        reason: Why it is uploaded.
        mode: How its values are taken: one of `orders.MODES`.
    """

    id: str
    version: int
    file: str
    sha256: str
    person: str | None
    at: datetime
    reading: Reading = field(default_factory=Reading)
    mapping: meanings.Mapping | None = None
    corrections: tuple[Correction, ...] = ()
    good_rows_only: bool = False
    uses_memory: bool = True
    reason: str = ""
    mode: str = "upsert"

    @property
    def care(self) -> Care:
        """How the file is treated beside what it says."""
        return Care(self.corrections, self.good_rows_only, uses_memory=self.uses_memory)

    def corrected(self, made: Iterable[Correction]) -> "Draft":
        """Return it with more corrections; one that puts back what stands in the file is taken away."""
        held = {(one.line, one.column): one for one in self.corrections}
        for one in made:
            before = held.pop((one.line, one.column), one)
            if one.new != before.old:
                held[one.line, one.column] = replace(one, old=before.old)
        return replace(self, corrections=tuple(held[key] for key in sorted(held)))


def read(reader: Reader) -> list[Draft]:
    """Return every upload that is not written yet, the newest first."""
    return [_draft(row) for row in reader.rows("ingest/drafts", known=PRESENT)]


def find(reader: Reader, draft_id: str) -> Draft | None:
    """Return one of them; None where it is written, discarded, or never was."""
    return next((one for one in read(reader) if one.id == draft_id), None)


def content(reader: Reader, draft: Draft) -> bytes:
    """Return the bytes of its file as they came."""
    return gzip.decompress(reader.rows("ingest/file", sha256=draft.sha256)[0]["content"])


def begin(store: Store, actor: Actor, name: str, data: bytes) -> str:
    """Keep a file to go on with; return the draft's id. Drafts that nobody went on with are cleared away.

    Raises:
        NotAllowedError: The actor may not write data.
    """
    sha256 = hashlib.sha256(data).hexdigest()

    def work(tx: Transaction) -> str:
        for old in read(tx):
            if tx.stamp.moment - old.at > KEPT:
                tx.remove(DRAFTS, old.id, old.version)
        keep_file(tx, sha256, data)
        made = tx.create(DRAFTS, {"file_name": name, "sha256": sha256, "content": "{}"})
        tx.run("ingest/clear_files")
        return made

    return access.write(store, actor, Duty.DATA, work, action="begin_import")


def save(store: Store, actor: Actor, draft: Draft) -> None:
    """Keep what was said of a draft; a correction is signed by whoever makes it.

    Raises:
        StaleError: Somebody else said something in the meantime.
        NotAllowedError: The actor may not write data.
    """

    def work(tx: Transaction) -> None:
        signed = tuple(
            one if one.change else replace(one, change=tx.stamp.change_number) for one in draft.corrections
        )
        told = _told(replace(draft, corrections=signed))
        tx.change(DRAFTS, draft.id, draft.version, {"content": json.dumps(told, ensure_ascii=False)})

    access.write(store, actor, Duty.DATA, work, action="continue_import")


def discard(store: Store, actor: Actor, draft: Draft) -> None:
    """Throw a draft away, and its file where nothing else needs it. Raises as `save` does."""
    access.write(store, actor, Duty.DATA, lambda tx: close(tx, draft), action="discard_import")


def close(tx: Transaction, draft: Draft) -> None:
    """Take a draft away, in the write of its upload: two who write it at once write it once.

    Raises:
        RefusedError: It is written or discarded already.
    """
    if find(tx, draft.id) is None:
        raise refused("upload.gone")
    tx.remove(DRAFTS, draft.id, draft.version)
    tx.run("ingest/clear_files")


def _told(draft: Draft) -> dict[str, Any]:
    return {
        "reading": asdict(draft.reading),
        "mapping": draft.mapping.as_json() if draft.mapping else None,
        "corrections": [asdict(one) for one in draft.corrections],
        "good_rows_only": draft.good_rows_only,
        "uses_memory": draft.uses_memory,
        "reason": draft.reason,
        "mode": draft.mode,
    }


def _draft(row: Mapping[str, Any]) -> Draft:
    told = json.loads(row["content"])
    said = told.pop("mapping", None)
    return Draft(
        id=row["id"],
        version=row["version"],
        file=row["file_name"],
        sha256=row["sha256"],
        person=row["person"],
        at=row["changed_at"],
        reading=Reading(**told.pop("reading", {})),
        mapping=None if said is None else meanings.from_tables(said, row["file_name"]),
        corrections=tuple(Correction(**one) for one in told.pop("corrections", ())),
        **told,
    )
