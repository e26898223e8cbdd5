"""The commands that change values, and say where they come from. See `cityops.commands`."""

import csv
import io
from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

from cityops.access import Actor
from cityops.errors import UsageError
from cityops.indicators import formulas
from cityops.indicators.formulas import Derived
from cityops.ingest import by_hand, importing, rules, turning
from cityops.ingest import derive as deriving
from cityops.ingest import lineage as tracing
from cityops.ingest.by_hand import Cell
from cityops.ingest.care import Care
from cityops.ingest.derive import Wish
from cityops.ingest.deriving import computed
from cityops.ingest.difference import FIRST, KINDS, Page
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
            mode=str(arguments.get("mode") or "upsert"),
            confirm=bool(arguments.get("confirm")),
            key=str(arguments.get("key") or ""),
            page=_page(arguments),
            care=care if arguments.get("errors") else replace(care, errors=None),
        )
    except NoTableError as error:
        found = rules.findings({error.fault.code: 1}, [error.fault])
        receipt = Receipt(path.name, "", "", "", rejected=1, errors=(error.fault,), findings=found)
    if errors.tell():
        Path(arguments["errors"]).write_text(errors.getvalue(), "utf-8-sig", newline="")
    return receipt.as_json()


def _page(arguments: Arguments) -> Page:
    """Return which rows of a difference are asked for.

    Raises:
        UsageError: There is no such kind of rows, or a number is below zero.
    """
    skip, size = int(arguments.get("skip") or 0), arguments.get("rows")
    kinds = tuple(str(arguments.get("kind") or "").split(",")) if arguments.get("kind") else FIRST.kinds
    page = Page(skip, FIRST.size if size is None else int(size), kinds)
    strange = next((kind for kind in kinds if kind not in KINDS), None)
    if strange or page.skip < 0 or page.size < 0:
        found = repr(strange) if strange else f"{page.skip} and {page.size}"
        raise UsageError(f"{found} is no page of rows. Kinds are {', '.join(KINDS)}; numbers are 0 or more.")
    return page


def turn(store: Store, actor: Actor, arguments: Arguments, clocks: Clocks, *, live: bool) -> Result:
    """Take an upload back, or bring it back; or say what that would do."""
    done = turning.redo if live else turning.undo
    reason, dry_run = str(arguments.get("reason") or ""), bool(arguments.get("dry_run"))
    return done(store, actor, arguments["upload"], clocks.on, reason, dry_run=dry_run)


def correct(store: Store, actor: Actor, arguments: Arguments, clocks: Clocks, then: Then) -> Result:
    """Correct one value by hand."""
    named = ("indicator", "area", "period", "value", "flag")
    cell = Cell(*(str(arguments.get(name) or "") for name in named))
    return by_hand.correct(
        store,
        actor,
        cell,
        clocks,
        reason=str(arguments.get("reason") or ""),
        dry_run=bool(arguments.get("dry_run")),
        confirm=bool(arguments.get("confirm")),
        key=str(arguments.get("key") or ""),
        then=then,
    ).as_json()


def derive(store: Store, actor: Actor, arguments: Arguments, on: date) -> Result:
    """Make an indicator follow from others, or list those that do."""
    if not arguments.get("formula"):
        return {"derived": [_listed(one, store) for one in formulas.read(store).values()]}
    names = [name for name in Wish.__slots__ if name not in ("id", "formula")]
    described = {name: arguments.get(name) for name in names}
    wish = Wish(str(arguments["indicator"] or ""), str(arguments["formula"]), **described)
    if not wish.id:
        raise UsageError("A formula is of an indicator. Name it: derive own_rate --formula 'own_a / own_b'.")
    reason, dry_run = str(arguments.get("reason") or ""), bool(arguments.get("dry_run"))
    return deriving.derive(store, actor, wish, on, reason=reason, dry_run=dry_run)


def _listed(one: Derived, store: Store) -> Result:
    """Return a derived indicator with how many values it has and where there are none because of a zero."""
    points, by_zero = computed(store, one.formula)
    findings = [
        {"code": "division_by_zero", "area": area, "period": period}
        for area, period in zip(by_zero["area_id"], by_zero["period_label"], strict=True)
    ]
    said = {"indicator": one.id, "formula": one.formula.text, "inputs": list(one.formula.inputs)}
    return said | {"points": len(points), "findings": findings}


def lineage(store: Store, arguments: Arguments, on: date) -> Result:
    """Say what rests on an upload, or what a value comes from.

    Raises:
        UsageError: Neither an upload nor a point is named.
    """
    if arguments.get("upload"):
        return tracing.of_upload(store, str(arguments["upload"]), on, _page(arguments))
    place = [str(arguments.get(name) or "") for name in ("indicator", "area", "period")]
    if not all(place):
        raise UsageError("Name an upload, or a point with --indicator, --area and --period.")
    return tracing.of_point(store, *place)


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
