"""Tables and TOML files of a city, read into entries that know their lines."""

import csv
import io
import re
import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from cityops.founding.entries import Entry
from cityops.founding.faults import Fault, of_cell, of_data
from cityops.ingest.frontdoor import Opened, open_file
from cityops.ingest.model import Fault as CellFault
from cityops.ingest.model import NoTableError

_HEADER = re.compile(r"\s*(\[\[?)\s*([\w.\-\"' ]+?)\s*\]\]?\s*(?:#.*)?")
_KEY = re.compile(r"\s*([\w\-]+)\s*=")
Path = tuple[str | int, ...]


def read_table(
    file: str, data: bytes, columns: Iterable[str], needed: Iterable[str], faults: list[Fault]
) -> list[Entry]:
    """Read a table with a header; columns that are unknown, or needed and missing, are faults."""
    try:
        opened = open_file(file, data)
    except NoTableError as error:
        if error.fault.code != "no_rows":
            faults.append(of_data(file, error.fault))
        return []
    header = [name.casefold() for name in opened.header]
    top = Entry(file, 1, dict.fromkeys(header), faults)
    top.refuse_strangers(columns)
    missing = [name for name in needed if name not in header]
    if missing:
        faults.append(of_cell(file, 1, "", "missing_column", found=", ".join(missing)))
        return []
    try:
        faults.extend(_strays(opened))
        reader = csv.reader(io.StringIO(opened.body), delimiter=opened.delimiter)
        return _rows(file, reader, header, opened.header_line, faults)
    except csv.Error as error:
        faults.append(of_cell(file, 0, "", "not_csv", found=str(error)))
        return []


def _strays(opened: Opened) -> list[Fault]:
    """Name the lines that an import leaves aside as notes: a table of a city has none."""
    return [
        of_data(opened.name, CellFault(0, "", line[:80], str(len(opened.header)), "broken_line"))
        for line in (*opened.preamble, *opened.footer)
    ]


def _rows(file: str, reader: Any, header: list[str], above: int, faults: list[Fault]) -> list[Entry]:
    entries, line = [], above + 1
    for cells in reader:
        if any(cell.strip() for cell in cells):
            if len(cells) == len(header):
                entries.append(Entry(file, line, dict(zip(header, cells, strict=True)), faults))
            else:
                expected = str(len(header))
                faults.append(
                    of_cell(file, line, "", "broken_line", found=str(len(cells)), expected=expected)
                )
        line = reader.line_num + above + 1
    return entries


@dataclass(frozen=True, slots=True)
class Toml:
    """A TOML file.

    Attributes:
        file: Its name.
        document: What it says.
        lines: Line of each key and each section, by the path to it: ('outcome', 0, 'target', 1, 'kind').
        faults: Collects what is wrong.
    """

    file: str
    document: dict[str, Any]
    lines: dict[Path, int]
    faults: list[Fault]

    def entry(self, *path: str | int) -> Entry:
        """Return the section at a path; an empty one where there is none."""
        found: Any = self.document
        for step in path:
            found = found.get(step, {}) if isinstance(step, str) else found[step]
        values = found if isinstance(found, dict) else {}
        own = {
            str(key[-1]): n for key, n in self.lines.items() if key[:-1] == path and len(key) == len(path) + 1
        }
        return Entry(self.file, self.lines.get(path, 1), values, self.faults, own)

    def count(self, *path: str | int) -> int:
        """Return how many sections there are in the list at a path."""
        found = self.entry(*path[:-1]).values.get(str(path[-1]), [])
        if not isinstance(found, list) or not all(isinstance(one, dict) for one in found):
            self.entry(*path[:-1]).fault(str(path[-1]), "not_sections", found=str(path[-1]))
            return 0
        return len(found)


def read_toml(file: str, data: bytes, faults: list[Fault]) -> Toml:
    """Read a TOML file; one that cannot be read is a fault and empty."""
    try:
        text = data.decode("utf-8-sig").replace("\r\n", "\n")
        return Toml(file, tomllib.loads(text), _lines(text), faults)
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        faults.append(of_cell(file, line, "", "not_utf8", found=f"{data[error.start]:#04x}"))
    except tomllib.TOMLDecodeError as error:
        place = re.search(r"\(at line (\d+)", str(error))
        reason = str(error).partition(" (at")[0]
        faults.append(of_cell(file, int(place[1]) if place else 0, "", "not_toml", found=reason))
    return Toml(file, {}, {}, faults)


def _lines(text: str) -> dict[Path, int]:
    r"""Find the line of every section and key; tomllib does not tell.

    >>> _lines('a = 1\n[[b]]\nc = 2\n[[b]]\nc = 3\n')[("b", 1, "c")]
    5
    """
    found: dict[Path, int] = {}
    newest: dict[Path, int] = {}
    here: Path = ()
    is_inside = False
    for number, line in enumerate(text.split("\n"), start=1):
        if not is_inside and (header := _HEADER.fullmatch(line)):
            here = _section(header[2], header[1] == "[[", newest)
            found[here] = number
        elif not is_inside and (key := _KEY.match(line)):
            found.setdefault((*here, key[1]), number)
        if line.count('"""') % 2 or line.count("'''") % 2:  # a text of several lines begins or ends
            is_inside = not is_inside
    return found


def _section(name: str, is_list: bool, newest: dict[Path, int]) -> Path:
    """Return the path of a section: within a list, that of its newest element."""
    path: Path = ()
    words = [word.strip(" \"'") for word in name.split(".")]
    for i, word in enumerate(words):
        path = (*path, word)
        if i == len(words) - 1 and is_list:
            newest[path] = newest.get(path, -1) + 1
        if path in newest:
            path = (*path, newest[path])
    return path
