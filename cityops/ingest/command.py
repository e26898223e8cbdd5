"""The command `import`: a file, how to read it, and what it means. See `cityops.commands`."""

import csv
import io
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

from cityops.access import Actor
from cityops.errors import UsageError
from cityops.ingest import importing, rules
from cityops.ingest.care import Care
from cityops.ingest.frontdoor import Reading
from cityops.ingest.importing import Clocks, Then
from cityops.ingest.meaning import mapping
from cityops.ingest.model import Correction, NoTableError, Receipt
from cityops.store import Store
from cityops.words.catalogue import FALLBACK

Arguments = Mapping[str, Any]
Result = dict[str, Any]


def import_file(store: Store, actor: Actor, arguments: Arguments, clocks: Clocks, then: Then) -> Result:
    """Import a file, or say what is wrong with it or what it leaves open.

    Raises:
        OSError: The file or its mapping cannot be read.
        UsageError: An argument is none that is known.
    """
    path = Path(arguments["file"])
    if arguments.get("mode", "upsert") != "upsert":
        raise UsageError(f"Mode {arguments['mode']!r} is not known. This version takes upsert.")
    meant = mapping.read(Path(arguments["mapping"])) if arguments.get("mapping") else None
    data, errors = path.read_bytes(), io.StringIO(newline="")
    care = Care(
        corrections=_corrections(arguments.get("fixes")),
        good_rows_only=bool(arguments.get("good_rows")),
        errors=errors,
        language=str(arguments.get("language") or FALLBACK),
        uses_memory=not arguments.get("no_memory"),
    )
    try:
        receipt = importing.import_file(
            store,
            actor,
            path.name,
            data,
            clocks,
            dry_run=bool(arguments.get("dry_run")),
            reason=str(arguments.get("reason") or ""),
            then=then,
            reading=_reading(arguments),
            mapping=meant,
            dump=Path(arguments["dump"]) if arguments.get("dump") else None,
            care=care if arguments.get("errors") else replace(care, errors=None),
        )
    except NoTableError as error:
        found = rules.findings({error.fault.code: 1}, [error.fault])
        receipt = Receipt(path.name, "", "", "", rejected=1, errors=(error.fault,), findings=found)
    if errors.tell():
        Path(arguments["errors"]).write_text(errors.getvalue(), "utf-8-sig", newline="")
    return receipt.as_json()


def _corrections(path: str | None) -> tuple[Correction, ...]:
    """Read what is corrected: a table with the columns line, column, old, new."""
    if not path:
        return ()
    rows = csv.DictReader(io.StringIO(Path(path).read_text("utf-8-sig"), newline=""))
    if set(rows.fieldnames or ()) != {"line", "column", "old", "new"}:
        raise UsageError(
            f"{path} lists no corrections: its header is line,column,old,new. See docs/import.md."
        )
    return tuple(_correction(path, row) for row in rows)


def _correction(path: str, row: dict[str, str]) -> Correction:
    if not row["line"].isdecimal():
        raise UsageError(f"{path}: {row['line']!r} is no line. Write its number as a spreadsheet shows it.")
    return Correction(int(row["line"]), row["column"] or "", row["old"] or "", row["new"] or "")


def _reading(arguments: Arguments) -> Reading:
    """Return what is said of how a file is to be read."""
    line = arguments.get("header_line")
    encoding, delimiter, sheet = (
        str(arguments.get(name) or "") for name in ("encoding", "delimiter", "sheet")
    )
    return Reading(encoding, delimiter, None if line is None else int(line), sheet)
