"""The import of a draft: tried, looked at row by row, written; always as it was said."""

import csv
import io
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from cityops.access import Actor
from cityops.ingest import difference, importing, taken
from cityops.ingest.care import harmless
from cityops.ingest.difference import Page
from cityops.ingest.drafts import Draft
from cityops.ingest.importing import Clocks
from cityops.ingest.model import Receipt
from cityops.store import Store, Transaction
from cityops.words import numbers

COLUMNS = (
    *("indicator", "indicator_name", "area", "area_name", "period", "dimensions", "scenario"),
    *("old", "new", "percent", "old_flag", "flag", "line"),
)
"""Of the table of a difference: as `--json` prints a row, with names beside the ids."""
_BATCH = 20_000
_NO_ROWS = Page(0, 0, ())


@dataclass(frozen=True, slots=True)
class Work:
    """A draft under somebody's hands.

    Attributes:
        store: Where it is kept, and to be written to.
        actor: Who works on it.
        draft: What was said.
        data: The bytes of its file.
        clocks: Dates that it is judged by.
    """

    store: Store
    actor: Actor
    draft: Draft
    data: bytes
    clocks: Clocks


def import_draft(work: Work, **options: Any) -> Receipt:
    """Import the file of a draft as it is read, understood, corrected and to be taken so far.

    Args:
        work: The draft.
        options: More for `import_file`, which says what is returned and raised.
    """
    draft = work.draft
    said: dict[str, Any] = {
        "reading": draft.reading,
        "mapping": draft.mapping,
        "care": draft.care,
        "mode": draft.mode,
    }
    return importing.import_file(work.store, work.actor, draft.file, work.data, work.clocks, **said | options)


def rows(work: Work, kind: str, page: Page) -> list[dict[str, Any]]:
    """Try a draft, and return one page of the rows of one kind."""
    found: list[dict[str, Any]] = []

    def look(tx: Transaction) -> None:
        found.extend(difference.rows_of(tx, taken.newest(tx), tx.stamp.moment, kind, page))

    import_draft(work, dry_run=True, then=look, page=_NO_ROWS)
    return found


def table(work: Work, kind: str, titles: Sequence[str], names: Mapping[str, Mapping[str, str]]) -> str:
    """Try a draft, and return every row of one kind as CSV; what would be a formula becomes text.

    Args:
        work: The draft.
        kind: One of `difference.KINDS`.
        titles: Of `COLUMNS`, in their order.
        names: Of 'indicator' and 'area', by their ids.
    """
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(map(harmless, titles))

    def write(tx: Transaction) -> None:
        writer.writerows(_cells(row, names) for row in _every(tx, kind))

    import_draft(work, dry_run=True, then=write, page=_NO_ROWS)
    return out.getvalue()


def _every(tx: Transaction, kind: str) -> Iterator[dict[str, Any]]:
    """Yield the rows of one kind; so many at a time are in memory."""
    number, moment, skip = taken.newest(tx), tx.stamp.moment, 0
    while some := difference.rows_of(tx, number, moment, kind, Page(skip, _BATCH, order="change")):
        yield from some
        skip += _BATCH


def _cells(row: dict[str, Any], names: Mapping[str, Mapping[str, str]]) -> list[object]:
    named: dict[str, object] = {f"{key}_name": known.get(row[key], "") for key, known in names.items()}
    if row.get("percent") is not None:
        named["percent"] = numbers.rounded(row["percent"], 1)
    values = [(row | named).get(column) for column in COLUMNS]
    return [harmless(value) if isinstance(value, str) else value for value in values]
