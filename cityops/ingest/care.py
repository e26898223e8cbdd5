"""How a file is treated beside what it says: what people corrected, what they leave out, how far it is."""

import csv
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import TextIO

from cityops.ingest import correcting
from cityops.ingest.door.cells import is_datum
from cityops.ingest.door.limits import refused as refused_file
from cityops.ingest.model import Correction, Fault
from cityops.ingest.rules import rule_of
from cityops.ingest.staging import Staging
from cityops.words import faults as words
from cityops.words.catalogue import FALLBACK
from cityops.words.refusals import refused

_FORMULA = ("=", "+", "-", "@", "\t", "\r")
ERROR = "error"


def _quiet(_name: str, _share: float) -> None:
    """Say nothing."""


@dataclass(frozen=True, slots=True)
class Care:
    """What is done with a file beside reading it.

    Attributes:
        corrections: What holds instead of what stands in it.
        good_rows_only: Whether lines with a fault are left out.
        errors: Where to write the file with a column that says what is wrong with each line.
        language: Of that column.
        step: Is told what is done now and what share of all is behind.
        uses_memory: Whether what somebody said of the same header before is taken where nothing is said now.
    """

    corrections: tuple[Correction, ...] = ()
    good_rows_only: bool = False
    errors: TextIO | None = None
    language: str = FALLBACK
    step: Callable[[str, float], object] = _quiet
    uses_memory: bool = True


def load(staging: Staging, care: Care) -> list[Fault]:
    """Read the rows as text; return the lines that are no rows, unless they are left out."""
    broken = staging.load()
    if broken and care.good_rows_only:
        _leave_out(staging, {fault.line for fault in broken}, {"broken_line": len(broken)})
        broken = staging.load()
    if broken and care.errors:
        write_errors(staging, broken, care)
    return broken


def judge(staging: Staging, care: Care) -> bool:
    """Write down what is wrong with each line, leave such lines out, as it is asked; return whether they are.

    Raises:
        NoTableError: No line would be left.
    """
    if care.errors:
        write_errors(staging, staging.faults(), care)
    if not care.good_rows_only:
        return False
    lines = staging.faulty_lines()
    _leave_out(staging, lines, {})
    staging.drop(lines)
    if not staging.rows():
        raise refused_file(staging.opened.name, "no_good_row", found=str(len(lines)))
    return True


def _leave_out(staging: Staging, lines: set[int], counts: dict[str, int]) -> None:
    texts = correcting.line_text(staging.opened, lines)
    gone = tuple(Correction(line, "", texts[line], "") for line in sorted(texts))
    staging.opened = correcting.apply(staging.opened, gone)
    staging.left_out_lines += gone
    staging.counts |= counts


def refuse_without_reason(corrections: Iterable[Correction], reason: str) -> None:
    """Refuse to leave lines out if nobody says why.

    Raises:
        RefusedError: There is no reason.
    """
    n = sum(one.leaves_out for one in corrections)
    if n and not reason.strip():
        raise refused("import.no_reason", n=n)


def write_errors(staging: Staging, found: Iterable[Fault], care: Care) -> None:
    """Write the table with one more column, which says what is wrong with a line; formulas become text."""
    by_line: dict[int, list[str]] = {}
    for fault in found:
        by_line.setdefault(fault.line, []).append(_said(fault, care.language))
    assert care.errors
    writer = csv.writer(care.errors, lineterminator="\r\n")
    writer.writerow([*map(harmless, staging.opened.header), ERROR])
    width = len(staging.opened.header)
    for line, cells in correcting.rows(staging.opened):
        if any(cells):
            full = [*map(harmless, cells), *[""] * (width - len(cells))]
            writer.writerow([*full, "; ".join(by_line.get(line, []))])


def _said(fault: Fault, language: str) -> str:
    said = words.advice(language, found=fault.found, expected=fault.expected, code=fault.code)
    place = f"{fault.column}: " if fault.column else ""
    return f"[{rule_of(fault.code).code}] {place}{said}"


def harmless(cell: str) -> str:
    """Return a cell as a spreadsheet shows it and does not work it out.

    >>> harmless("=cmd|' /C calc'!A0"), harmless("-5.2"), harmless("-")
    ("'=cmd|' /C calc'!A0", '-5.2', '-')
    """
    return f"'{cell}" if cell.startswith(_FORMULA) and not is_datum(cell) else cell
