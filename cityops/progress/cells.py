"""A CSV file as checked columns: cells are read as text, and one that cannot be taken is named."""

import csv
import io
import re
from codecs import BOM_UTF8
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from math import isfinite, nan
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from pyarrow import csv as arrow_csv

from cityops.errors import RefusedError
from cityops.progress.model import Floats, Ints
from cityops.words.refusals import refused

_NUMBER = re.compile(r"[-+]?(\d+\.?\d*|\.\d+)([eE][-+]?\d+)?", re.ASCII)
_YEAR = re.compile(r"(\d{4})(\.0+|[-/–]\d{2}|[-/–]\d{4})?", re.ASCII)


@dataclass(frozen=True, slots=True, eq=False)
class Cells:
    """The cells of a file below its header.

    Attributes:
        name: Of the file.
        data: The whole file, in which a line is found again.
        columns: Arrow arrays of trimmed text, by the column's name in lower case; '' is an empty cell.
    """

    name: str
    data: bytes
    columns: dict[str, Any]

    def __len__(self) -> int:
        return len(next(iter(self.columns.values())))

    def line(self, row: int) -> int:
        """Return the line on which a row, counted from 0, begins; the header's is 1 in most files."""
        starts = (line for line, _ in records(self.name, self.data))
        return next(line for place, line in enumerate(starts, start=-1) if place == row)

    def refusal(self, row: int, column: str, problem: str) -> RefusedError:
        """Return the error that names a cell: where, what was found, and the problem with what to do."""
        where = f"{self.name}, line {self.line(row)}"
        return RefusedError(f"{where}: {column} is {self.found(row, column)!r}, {problem}")

    def found(self, row: int, column: str) -> str:
        """Return the text of a cell."""
        return str(self.columns[column][row])

    def groups(self, column: str) -> tuple[list[str], Ints]:
        """Return the different texts of a column, in order of appearance, and the place of each row's."""
        encoded = self.columns[column].dictionary_encode()
        return encoded.dictionary.to_pylist(), encoded.indices.to_numpy().astype(np.int64)

    def numbers(self, column: str) -> Floats:
        """Return a column of numbers; an empty cell or an absent column is NaN.

        Raises:
            RefusedError: A cell holds something else.
        """
        at_once = _cast(self.columns[column]) if column in self.columns else None
        if at_once is not None:
            return at_once
        problem = "not a number. Write it with a decimal point, or leave it empty where there is none."
        return self.converted(column, number, problem)

    def years(self, column: str) -> Floats:
        """Return a column of years; a range stands for its first year, as Statistics Canada publishes it.

        Raises:
            RefusedError: A cell holds something else.
        """
        return self.converted(column, year, "not a year. Write it as 2015 or 2015-16.")

    def converted(self, column: str, convert: Callable[[str], float], problem: str) -> Floats:
        """Return each text of a column as a number; an absent column is NaN.

        Args:
            column: Its name.
            convert: Turns a text into a number; a ValueError refuses the cell.
            problem: What is wrong with such a cell, and what to do.
        """
        if column not in self.columns:
            return np.full(len(self), nan)
        texts, place = self.groups(column)
        numbers = np.empty(len(texts))
        for i, text in enumerate(texts):
            try:
                numbers[i] = convert(text)
            except ValueError:
                raise self.refusal(int(np.argmax(place == i)), column, problem) from None
        return np.asarray(numbers[place])


def number(text: str) -> float:
    """Return a finite number; NaN for an empty text.

    >>> number("-7.25"), number("")
    (-7.25, nan)
    """
    if not text:
        return nan
    if not _NUMBER.fullmatch(text) or not isfinite(float(text)):
        raise ValueError(text)
    return float(text)


def year(text: str) -> float:
    """Return a year, of a range the first; NaN for an empty text.

    >>> year("2015"), year("2015-16"), year("")
    (2015.0, 2015.0, nan)
    """
    if not text:
        return nan
    found = _YEAR.fullmatch(text)
    if not found:
        raise ValueError(text)
    return float(found[1])


def _cast(texts: Any) -> Floats | None:
    """Convert at Arrow's speed; None where a text is no finite number, or one that Arrow does not know."""
    empty = pc.equal(texts, "")
    try:
        numbers = pc.if_else(empty, "nan", texts).cast(pa.float64()).to_numpy()
    except pa.ArrowInvalid:
        return None
    return numbers if np.array_equal(np.isfinite(numbers), pc.invert(empty).to_numpy(False)) else None


def read_cells(path: Path, needed: Sequence[str], optional: Sequence[str]) -> Cells:
    """Read a CSV file, in UTF-8, with commas between its cells. Columns of other names are left alone.

    Raises:
        RefusedError: There is no such file, it is empty or not in UTF-8, a column is missing or there
            twice, a line has too few or too many cells.
    """
    data = _data(path)
    header = [name.strip().lower() for name in next(records(path.name, data))[1]]
    _check_header(path.name, header, needed, optional)
    table = _table(path.name, data, header, [name for name in header if name in {*needed, *optional}])
    if not table.num_rows:
        raise refused("refused.table.no_rows", name=path.name)
    columns = {name: pc.utf8_trim_whitespace(table[name]).combine_chunks() for name in table.column_names}
    return Cells(path.name, data, columns)


def records(name: str, data: bytes) -> Iterator[tuple[int, list[str]]]:
    r"""Return each record that is no empty line, with the line on which it begins.

    >>> list(records("a.csv", b'a,b\n\n"x\ny",1\n2,3'))
    [(1, ['a', 'b']), (3, ['x\ny', '1']), (5, ['2', '3'])]

    Raises:
        RefusedError: A quote swallows a good part of the file.
    """
    reader, line = csv.reader(io.TextIOWrapper(io.BytesIO(data), "utf-8", newline="")), 1
    try:
        for record in reader:
            if record:
                yield line, record
            line = reader.line_num + 1
    except csv.Error:
        raise refused("refused.table.open_quote", name=name, line=line) from None


def _data(path: Path) -> bytes:
    try:
        data = path.read_bytes().removeprefix(BOM_UTF8)
    except OSError as error:
        raise refused("refused.table.unreadable", path=path, problem=error.strerror) from None
    if not data or data.isspace():
        raise refused("refused.table.empty", name=path.name)
    try:
        data.decode("utf-8")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise refused(
            "refused.table.not_utf8", name=path.name, line=line, byte=f"{data[error.start]:#04x}"
        ) from None
    return data


def _check_header(name: str, header: list[str], needed: Sequence[str], optional: Sequence[str]) -> None:
    missing = [column for column in needed if column not in header]
    if missing:
        raise refused(
            "refused.table.no_column",
            name=name,
            missing=", ".join(map(repr, missing)),
            header=", ".join(map(repr, header[:12])),
            needed=", ".join(needed),
            optional=", ".join(optional),
        )
    for column in (*needed, *optional):
        if header.count(column) > 1:
            raise refused("refused.table.column_twice", name=name, column=column)


def _table(name: str, data: bytes, header: list[str], wanted: list[str]) -> Any:
    # Names by place: columns that nobody asked for may have any name, or share one.
    places = [column if column in wanted else f"column {i}" for i, column in enumerate(header)]
    try:
        table = arrow_csv.read_csv(
            pa.py_buffer(data),
            arrow_csv.ReadOptions(column_names=places),
            arrow_csv.ParseOptions(newlines_in_values=True),
            arrow_csv.ConvertOptions(
                include_columns=wanted,
                column_types=dict.fromkeys(wanted, pa.string()),
                strings_can_be_null=False,
            ),
        )
    except pa.ArrowInvalid as error:
        raise _broken(name, data, len(header), str(error)) from None
    return table.slice(1)


def _broken(name: str, data: bytes, width: int, error: str) -> RefusedError:
    for line, record in records(name, data):
        if len(record) != width:
            return refused("refused.table.ragged", name=name, line=line, found=len(record), width=width)
    return refused("refused.table.no_table", name=name, problem=error)
