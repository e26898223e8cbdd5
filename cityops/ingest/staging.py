"""Read and check a file in a private database in memory; the store is not touched.

DuckDB's own guessing is off: it drops rows without a word. Everything is read as text, then checked by rules.
"""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import duckdb
import pyarrow as pa
import pyarrow.csv

from cityops.indicators.model import Area, Indicator
from cityops.ingest import names, repeats
from cityops.ingest.columns import Columns
from cityops.ingest.frontdoor import Opened
from cityops.ingest.literals import quoted
from cityops.ingest.loading import SHOWN, Loading
from cityops.ingest.longrows import LongRows
from cityops.ingest.model import Correction, Fault
from cityops.ingest.names import Names
from cityops.ingest.trimming import BLANKS, may_be_untrimmed
from cityops.ingest.workroom import Workroom, run, text

_NOTED = 20
_SAMPLED = 5
_SERIES = pa.schema(
    [
        ("series_id", pa.int32()),
        *((n, pa.string()) for n in ("indicator_id", "area_id", "dimensions", "scenario")),
    ]
)
_BATCH = 250_000  # claims


class Staging:
    """A file in a private database: `raw` as text, `checked` with meaning.

    Attributes:
        opened: The file.
        columns: Which column says what.
        counts: How many faults there are, by code, once it is checked.
        left_out_lines: The lines that were left out because of a fault.
        database: The private database.
    """

    def __init__(self, opened: Opened, columns: Columns) -> None:
        self.opened = opened
        self.columns = columns
        self.counts: dict[str, int] = {}
        self.left_out_lines: tuple[Correction, ...] = ()
        self._names: dict[str, Names] = {}
        self._is_loaded = False
        self._is_untrimmed = True
        self._is_whole = True
        self._room = Workroom(len(opened.raw))

    @property
    def database(self) -> duckdb.DuckDBPyConnection:
        """The private database."""
        return self._room.database

    def close(self) -> None:
        """Let go of the memory and the room on disk."""
        self._room.close()

    def forget_text(self) -> None:
        """Let go of the file's text: its rows are in the database, and nobody looks it up any more."""
        self.opened = replace(self.opened, raw=b"")

    def load(self) -> list[Fault]:
        """Read the rows as text, afresh; return the lines that are no rows of this table."""
        if self._is_loaded:  # what DuckDB noted of lines that are none stays with the connection
            self.close()
            self._room = Workroom(len(self.opened.raw))
        self._is_loaded = True
        self._is_untrimmed = may_be_untrimmed(self.opened.raw, self.opened.delimiter)
        self._rows = LongRows(self.columns, self.opened.header_line, self._is_untrimmed)
        found = Loading(self.database, self.opened, self._kept()).load()
        cells = ", ".join(f"c{i}" for i in range(len(self.opened.header)))
        # Numbered by their place: a window that counts them would hold several threads up.
        self.database.execute(
            f"create view raw as select rowid + {self.opened.header_line + 1} as line, {cells} "  # noqa: S608
            "from unnumbered"
        )
        return found

    def _kept(self) -> LongRows | None:
        """Return what is kept of the rows beside their text; None where that is not known yet."""
        return self._rows

    def check(
        self, areas: Iterable[Area], indicators: Iterable[Indicator], today: date
    ) -> tuple[int, list[Fault]]:
        """Give the cells a meaning; find every cell that has none, and every line that repeats another.

        Returns:
            How many faults there are, and the first of them in order of line.
        """
        self._names = {"area": names.of_areas(areas), "indicator": names.of_indicators(indicators)}
        return self._checked(today)

    def _checked(self, today: date) -> tuple[int, list[Fault]]:
        for role, known in self._names.items():
            self.database.register(f"{role}_names", known.table)
        self._resolve()
        repeated = repeats.places(self.database, self.rows(), self._span())
        doubtful = 0
        if len(repeated) or self._is_suspect(today):
            doubtful = run(self.database, "doubtful", {"today": today}).fetchall()[0][0]
        if len(repeated) or doubtful:
            self.database.register("repeated", pa.table({"place": repeated}))
            run(self.database, "faults", {"today": today})
        else:
            run(self.database, "no_faults")
        found = self.database.execute("select code, count(*) from faults group by code").fetchall()
        self.counts |= dict(found)
        return sum(self.counts.values()), self.faults(SHOWN)

    def _is_suspect(self, today: date) -> bool:
        """Whether to look at every row for itself."""
        return bool(run(self.database, "suspects", {"today": today}).fetchall()[0][0])

    def _span(self) -> int:
        """Return below which number every `place` is."""
        return self._count("subjects") * self._count("periods")

    def forbid(self, indicators: Iterable[str]) -> bool:
        """Find every line with a value of indicators that take none; return whether there is any."""
        wanted = list(indicators)
        if not wanted:
            return False
        self.database.register("forbidden", pa.table({"indicator_id": pa.array(wanted, pa.string())}))
        found = self.database.execute(
            "insert into faults select line, 'indicator', position, indicator, 'derived', '' "
            "from checked where indicator_id in (select indicator_id from forbidden)"
        ).fetchall()
        n = int(found[0][0])
        self.counts |= {"derived": n} if n else {}
        return n > 0

    def faults(self, most: int | None = None) -> list[Fault]:
        """Return what a check found, in order of line; of very many the first."""
        rows = self.database.execute(
            "select line, role, position, found, code, detail from faults order by line, role limit $most",
            {"most": most},
        ).fetchall()
        return sorted(self._fault(*row) for row in rows)

    def faulty_lines(self) -> set[int]:
        """Return the lines in which a check found something."""
        return {int(line) for (line,) in self.database.execute("select distinct line from faults").fetchall()}

    def drop(self, lines: Iterable[int]) -> None:
        """Leave lines out of what the file says."""
        self._name_dropped(lines)
        run(self.database, "kept")
        self._is_whole = False

    def _name_dropped(self, lines: Iterable[int]) -> None:
        self.database.register("dropped", pa.table({"line": pa.array(sorted(lines), pa.int64())}))

    def described(self) -> tuple[dict[str, Any], ...]:
        """Return header, role, confidence and samples of each column."""
        roles = dict.fromkeys(self.columns.dimensions.values(), "dimension")
        roles |= {position: role for role, position in self.columns.roles.items()}
        rows = self.database.execute(f"from raw limit {_SAMPLED}").fetchall()
        return tuple(
            {
                "header": name,
                "role": roles.get(i, "ignored"),
                "confidence": 1.0,
                "samples": list(dict.fromkeys(row[i + 1] for row in rows if row[i + 1])),
            }
            for i, name in enumerate(self.opened.header)
        )

    def noted(self) -> tuple[dict[str, int], list[Fault]]:
        """Return what was taken otherwise than it stands there: how often, by code, and the first places."""
        if not self._is_untrimmed:
            return {}, []
        untrimmed = ", ".join(
            f"nullif(c{i}::varchar, trim(c{i}::varchar, {quoted(BLANKS)}))"
            for i in range(len(self.opened.header))
        )
        rows = self.database.execute(
            f"select line, coalesce({untrimmed}) as cell from raw where cell is not null order by line"  # noqa: S608
        ).fetchall()
        first = [Fault(int(line), "", cell, "", "trimmed") for line, cell in rows[:_NOTED]]
        return {"trimmed": len(rows)}, first

    def _resolve(self) -> None:
        self.database.execute(self._rows.views())
        run(self.database, "subjects")
        run(self.database, "periods")
        self.database.execute(self._rows.checked(self._count("periods")))

    def _fault(self, line: int, role: str, position: int, found: str, code: str, detail: str) -> Fault:
        expected = (
            self._names[role].near(found) if code == f"unknown_{role}" and role in self._names else detail
        )
        # Of a wide table each cell of a line has a column of its own.
        column = self.opened.header[position] if role == "value" else self.columns.title(role)
        return Fault(int(line), column if role else "", found, expected, code)

    def series(self, known_series: pa.Table, first_series: int) -> pa.Table:
        """Give the rows their series; return those that are new, ready for the store.

        Args:
            known_series: Those that the store has; columns as in `ingest/series`.
            first_series: Number of the first new series.
        """
        self.database.register("known_series", known_series.cast(_SERIES))
        run(self.database, "series", {"first_series": first_series})
        self._number()
        return self.database.sql(
            "select series_id, indicator_id, area_id, dimensions, scenario from series_here "
            "where is_new order by series_id"
        ).to_arrow_table()

    def _number(self) -> None:
        """Make `claimed` of the rows and their series."""
        run(self.database, "numbered" if self._is_whole else "claimed")
        if self._is_whole:
            self.database.execute(self._rows.claimed())

    def is_first(self) -> bool:
        """Whether the store had no series at all of the indicators that the rows speak of."""
        [(known,)] = self.database.execute(
            "select count(*) from known_series where indicator_id in (select indicator_id from series_here)"
        ).fetchall()
        return not known

    def claims(self, upload: int) -> pa.RecordBatchReader:
        """Return the claims of an upload, ready for the store, some at a time: there may be very many."""
        self._room.wake()
        return self.database.sql(text("claims"), params={"upload": upload}).to_arrow_reader(_BATCH)

    def rest(self) -> None:
        """Let go of the memory: the claims are written, and only a second try asks for them again."""
        self._room.rest()

    def values(self, wanted: Iterable[tuple[str, str, str]]) -> dict[tuple[str, str, str], tuple[float, int]]:
        """Return value and line of each wanted (indicator, area, period as written) that the file has."""
        asked = list(wanted)
        names = ("indicator_id", "area_id", "period")
        columns = {name: pa.array([key[i] for key in asked], pa.string()) for i, name in enumerate(names)}
        self.database.register("wanted", pa.table(columns))
        found = run(self.database, "values").fetchall()
        return {(str(i), str(a), str(p)): (float(value), int(line)) for i, a, p, value, line in found}

    def dump(self, path: Path) -> None:
        """Write what was understood, before repeated lines are left out, as CSV."""
        self._dump("dump_long", path)

    def _dump(self, name: str, path: Path) -> None:
        pyarrow.csv.write_csv(self.database.sql(text(name)).to_arrow_table(), path)

    def rows(self) -> int:
        """Return how many rows the file has."""
        return self._count("lines")

    def _count(self, table: str) -> int:
        return int(self.database.execute(f"select count(*) from {table}").fetchall()[0][0])  # noqa: S608
