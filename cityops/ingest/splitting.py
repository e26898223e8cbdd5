"""Rows of a long file, split by Arrow in a third of the time that DuckDB takes.

Where no cell is quoted and every line has as many cells as the header, there is one way to split them, and
Arrow's rows are taken. Of every other file Arrow finds only which texts come again and again: what a row
says is read by DuckDB alone, which refuses a text that is not among them.
"""

from collections.abc import Iterable, Iterator

import pyarrow as pa
from pyarrow import csv

from cityops.ingest import coding

_PART = 16 * 2**20
"""Bytes that are looked through at once: what Arrow makes of them takes memory."""
_BLOCK = 4 * 2**20
"""Bytes that are split at once, of a file that is not held in memory."""
_HELD = 64 * 2**20
"""Bytes; of no longer file all rows are in memory at once."""
_LINE = 500_000
"""Bytes; a longer line may be none that DuckDB reads, which then says so."""
_WORD = pa.dictionary(pa.int32(), pa.string())
_EMPTY = {"null_values": [""], "strings_can_be_null": True}


class Lines:
    """The lines of a file.

    Args:
        raw: Rows without a header, lines end with a line feed.
        delimiter: Between the cells.
        width: How many cells a row has.
        repeating: Positions of the columns whose texts come again and again.
    """

    def __init__(self, raw: bytes, delimiter: str, width: int, repeating: Iterable[int]) -> None:
        self._raw, self._delimiter = raw, delimiter
        self._names = [f"c{i}" for i in range(width)]
        self._repeating = tuple(repeating)
        self._has_quotes = b'"' in raw

    def plain(self) -> tuple[pa.Table | csv.CSVStreamingReader, dict[int, set[str]]] | None:
        """Return the cells, null where empty, and the texts of each column that has few.

        None where DuckDB has to split the lines.
        """
        try:
            return None if self._has_quotes else self._plain()
        except pa.ArrowInvalid:
            return None

    def _plain(self) -> tuple[pa.Table | csv.CSVStreamingReader, dict[int, set[str]]]:
        if len(self._raw) > _HELD:
            return self._streamed(), self._words(self._plainly())
        rows = self._split(memoryview(self._raw), self._plainly(), self._names)
        return rows, {i: _words(rows.column(f"c{i}")) for i in self._repeating}

    def _streamed(self) -> csv.CSVStreamingReader:
        return csv.open_csv(
            pa.py_buffer(self._raw),
            csv.ReadOptions(column_names=self._names, block_size=_BLOCK),
            self._plainly(),
            csv.ConvertOptions(column_types=dict.fromkeys(self._names, pa.string()), **_EMPTY),
        )

    def words(self) -> dict[int, set[str]]:
        """Return the texts of each column that has few, or most of them; none where Arrow reads no row."""
        try:
            return self._words(self._leniently())
        except pa.ArrowInvalid:
            return {}

    def _words(self, parse: csv.ParseOptions) -> dict[int, set[str]]:
        found: dict[int, set[str]] = {i: set() for i in self._repeating}
        for part in self._parts():
            rows = self._split(part, parse, [f"c{i}" for i in found])
            read = {i: found[i] | _words(rows.column(f"c{i}")) for i in found}
            found = {i: words for i, words in read.items() if len(words) <= coding.MANY}
        return found

    def _parts(self) -> Iterator[memoryview]:
        """Cut at ends of lines, within a cell too: then a text may not be found, and DuckDB will say so."""
        view, start = memoryview(self._raw), 0
        while start < len(view):
            cut = self._raw.rfind(b"\n", start, start + _PART) + 1
            end = cut if cut and start + _PART < len(view) else len(view)
            yield view[start:end]
            start = end

    def _split(self, part: memoryview, parse: csv.ParseOptions, names: list[str]) -> pa.Table:
        words = {f"c{i}": _WORD for i in self._repeating}
        return csv.read_csv(
            pa.py_buffer(part),
            csv.ReadOptions(column_names=self._names, block_size=_LINE),
            parse,
            csv.ConvertOptions(
                column_types=dict.fromkeys(names, pa.string()) | words, include_columns=names, **_EMPTY
            ),
        )

    def _plainly(self) -> csv.ParseOptions:
        return csv.ParseOptions(delimiter=self._delimiter, quote_char=False, ignore_empty_lines=False)

    def _leniently(self) -> csv.ParseOptions:
        return csv.ParseOptions(
            delimiter=self._delimiter,
            newlines_in_values=self._has_quotes,
            invalid_row_handler=lambda _row: "skip",
        )


def _words(column: pa.ChunkedArray) -> set[str]:
    """Return the different texts of a column that holds each text once."""
    return {word for chunk in column.chunks for word in chunk.dictionary.to_pylist()}
