"""Read and check a file in a private database in memory; the store is not touched.

DuckDB's own guessing is off: it drops rows without a word. Everything is read as text, then checked by rules.
"""

import tempfile
from collections.abc import Iterable
from datetime import date
from difflib import get_close_matches
from pathlib import Path

import duckdb
import pyarrow as pa

from cityops.indicators.model import Area, Indicator
from cityops.ingest.columns import Columns
from cityops.ingest.frontdoor import Opened
from cityops.ingest.model import Fault

_SQL = Path(__file__).parent / "sql"
_SHOWN = 500
_SERIES = pa.schema(
    [
        ("series_id", pa.int32()),
        *((n, pa.string()) for n in ("indicator_id", "area_id", "dimensions", "scenario")),
    ]
)
_LINE = 1_000_000  # characters; a longer line is no line of a table


class Staging:
    """A file in a private database: `cells` as text, `checked` with meaning."""

    def __init__(self, opened: Opened, columns: Columns) -> None:
        self.opened = opened
        self.columns = columns
        self.database = duckdb.connect(
            ":memory:", config={"threads": 2, "autoload_known_extensions": "false"}
        )

    def close(self) -> None:
        """Let go of the memory."""
        self.database.close()

    def load(self) -> list[Fault]:
        """Read the rows as text; return the lines that are no rows of this table."""
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / "body.csv"
            path.write_text(self.opened.body, "utf-8")
            self._read(path)
        return self._broken_lines()

    def _read(self, path: Path) -> None:
        names = [f"c{i}" for i in range(len(self.opened.header))]
        values = {
            "path": str(path),
            "delimiter": self.opened.delimiter,
            "columns": dict.fromkeys(names, "varchar"),
            "shown": _SHOWN,
            "line": _LINE,
            "buffer": 32 * _LINE,
        }
        self.database.execute((_SQL / "raw.sql").read_text("utf-8"), values)

    def _broken_lines(self) -> list[Fault]:
        found = self.database.execute((_SQL / "broken.sql").read_text("utf-8")).fetchall()
        width = len(self.opened.header)
        return [Fault(int(line), "", text or "", str(width), "broken_line") for line, text in found]

    def check(self, areas: Iterable[Area], indicators: Iterable[Indicator], today: date) -> list[Fault]:
        """Give the cells a meaning; return every cell that has none, and every line that repeats another."""
        self.database.register("area_names", _area_names(areas))
        self.database.register("indicator_names", _indicator_names(indicators))
        self.database.execute(self._cells())
        self.database.execute((_SQL / "checked.sql").read_text("utf-8"))
        faults = self.database.execute((_SQL / "faults.sql").read_text("utf-8"), {"today": today}).fetchall()
        twice = self.database.execute((_SQL / "duplicates.sql").read_text("utf-8")).fetchall()
        cells = [self._fault(*row) for row in faults[:_SHOWN]]
        return sorted(cells + [Fault(int(n), "", what, str(first), "duplicate") for n, first, what in twice])

    def _cells(self) -> str:
        def cell(position: int | None) -> str:
            return "''" if position is None else f"coalesce(trim(c{position}), '')"

        roles = ("area", "indicator", "period", "value", "unit", "flag", "scenario")
        named = ", ".join(f"{cell(self.columns.roles.get(role))} as {role}" for role in roles)
        # A breakdown that is empty on a row is the total.
        parts = ", ".join(
            f"nullif({_quoted(name + '=')} || {cell(i)}, {_quoted(name + '=')})"
            for name, i in self.columns.dimensions.items()
        )
        dimensions = f"concat_ws(';', {parts})" if parts else "''"
        return f"create table cells as select line, {named}, {dimensions} as dimensions from raw"  # noqa: S608

    def _fault(self, line: int, role: str, found: str, code: str, detail: str) -> Fault:
        return Fault(int(line), self.columns.title(role), found, self._expected(code, found, detail), code)

    def _expected(self, code: str, found: str, detail: str) -> str:
        names = {"unknown_area": "area_names", "unknown_indicator": "indicator_names"}.get(code)
        if names is None:
            return detail
        known = [row[0] for row in self.database.execute(f"select distinct label from {names}").fetchall()]  # noqa: S608
        lower = {label.lower(): label for label in known}
        return ", ".join(lower[near] for near in get_close_matches(found.lower(), lower, n=3, cutoff=0.6))

    def claims(self, known_series: pa.Table, upload: int, first_series: int) -> tuple[pa.Table, pa.Table]:
        """Return the series that are new and the claims of an upload, ready for the store.

        Args:
            known_series: Those that the store has; columns as in `ingest/series`.
            upload: Number of the upload.
            first_series: Number of the first new series.
        """
        self.database.register("known_series", known_series.cast(_SERIES))
        self.database.execute("drop table if exists numbered")
        self.database.execute((_SQL / "claims.sql").read_text("utf-8"), {"first_series": first_series})
        series = self.database.sql(
            "select distinct series_id, indicator_id, area_id, dimensions, scenario from numbered "
            "where known_id is null order by series_id"
        ).to_arrow_table()
        claims = self.database.sql(
            "select cast($upload as integer) as upload_number, cast(line as integer) as line, series_id, "
            "period_start, period_end, period as period_label, value, flag, raw_value from numbered "
            "order by series_id, period_start, line",
            params={"upload": upload},
        ).to_arrow_table()
        return series, claims

    def values(self, wanted: Iterable[tuple[str, str, str]]) -> dict[tuple[str, str, str], tuple[float, int]]:
        """Return value and line of each wanted (indicator, area, period as written) that the file has."""
        asked = list(wanted)
        names = ("indicator_id", "area_id", "period")
        columns = {name: pa.array([key[i] for key in asked], pa.string()) for i, name in enumerate(names)}
        self.database.register("wanted", pa.table(columns))
        found = self.database.execute((_SQL / "values.sql").read_text("utf-8")).fetchall()
        return {(str(i), str(a), str(p)): (float(value), int(line)) for i, a, p, value, line in found}

    def rows(self) -> int:
        """Return how many rows the file has."""
        return int(self.database.execute("select count(*) from checked").fetchall()[0][0])


def _quoted(text: str) -> str:
    """Return a text of the file as a literal of SQL, its quotes doubled."""
    return "'" + text.replace("'", "''") + "'"


def _area_names(areas: Iterable[Area]) -> pa.Table:
    keys = [
        (name.lower(), area.id, name)
        for area in areas
        for name in {area.id, area.code, area.name_en or area.code, area.name_zh or area.code}
    ]
    return _unambiguous(keys)


def _indicator_names(indicators: Iterable[Indicator]) -> pa.Table:
    # The city's own come first: a name that a framework shares with them means the city's.
    ordered = sorted(indicators, key=lambda indicator: indicator.framework != "own")
    by_id = {indicator.id: indicator for indicator in ordered}
    own = {n.lower() for i in ordered if i.framework == "own" for n in (i.name_en, i.name_zh) if n}
    keys = [
        (name.lower(), indicator.id, name)
        for indicator in ordered
        for name in {indicator.id, indicator.name_en or indicator.id, indicator.name_zh or indicator.id}
        if indicator.framework == "own" or name.lower() not in own
    ]
    table = _unambiguous(keys)
    for column in ("unit_en", "unit_zh", "hard_low", "hard_high"):
        table = table.append_column(column, [[getattr(by_id[i], column) for i in table["id"].to_pylist()]])
    return table.set_column(5, "hard_low", table["hard_low"].cast(pa.float64())).set_column(
        6, "hard_high", table["hard_high"].cast(pa.float64())
    )


def _unambiguous(keys: list[tuple[str, str, str]]) -> pa.Table:
    """A name that means two things means neither: the reader is asked for the code."""
    meaning: dict[str, set[str]] = {}
    for name, item, _ in keys:
        meaning.setdefault(name, set()).add(item)
    clear = {name: (item, label) for name, item, label in keys if len(meaning[name]) == 1}
    return pa.table(
        {
            "name": pa.array(list(clear), pa.string()),
            "id": pa.array([item for item, _ in clear.values()], pa.string()),
            "label": pa.array([label for _, label in clear.values()], pa.string()),
        }
    )
