"""The SQL of a long table whose columns are known: how its rows are kept, and what is read of them.

A file has many rows, few subjects (area, indicator, breakdown, unit, flag, scenario) and few periods. What
these mean is found out once for each; a row says which of them it has.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from cityops.ingest.columns import Columns
from cityops.ingest.literals import ESCAPED, escaped, quoted
from cityops.ingest.trimming import BLANKS

_NUMBER = r"[-+]?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?"
_SUBJECT = ("area", "indicator", "unit", "flag", "scenario")


@dataclass(frozen=True, slots=True)
class LongRows:
    """How one file is read.

    Attributes:
        columns: Which column says what.
        header_line: The line above the first row.
        is_untrimmed: Whether blanks may stand round a cell.
    """

    columns: Columns
    header_line: int
    is_untrimmed: bool

    @property
    def subject(self) -> tuple[int, ...]:
        """Positions of the columns that say what a row speaks of, beside its period."""
        roles = self.columns.roles
        return tuple(sorted({roles[role] for role in _SUBJECT if role in roles} | self._dimensions))

    @property
    def repeating(self) -> tuple[int, ...]:
        """Positions of the columns whose texts come again and again."""
        return tuple(sorted({*self.subject, self.columns.roles["period"]}))

    @property
    def _dimensions(self) -> set[int]:
        return set(self.columns.dimensions.values())

    def kept(self, body: str, types: Mapping[int, str]) -> str:
        """Return a query of what is kept of the rows: their cells, and the number in the cell of the value.

        Args:
            body: A query of the rows as text, columns `c0`, `c1`, ...
            types: Types of the columns that are kept as numbers; see `coding`.
        """
        value = self._trimmed(self.columns.roles["value"])
        cells = ", ".join(
            f"c{i}::{types[i]} as c{i}" if i in types else f"c{i}" for i in range(len(self.columns.header))
        )
        return (
            f"select {cells}, "  # noqa: S608
            f"case when isfinite(number) and regexp_full_match({value}, '{_NUMBER}') then number end "
            "as number "
            f"from (select *, try_cast({value} as double) as number from ({body}))"
        )

    def views(self) -> str:
        """Return what names the rows in which something stands, their subjects and their periods."""
        keys = ", ".join(f"c{i}" for i in self.subject)
        period = f"c{self.columns.roles['period']}"
        said = ", ".join(f"{self._said(role)} as {role}" for role in _SUBJECT)
        # Nearly every row has a first cell, and the others are not looked at.
        written = " or ".join(f"{self._cell(i)} <> ''" for i in range(len(self.columns.header)))
        return (
            f"create view lines as select rowid + {self.header_line + 1} as line, * from unnumbered "  # noqa: S608
            f"where {written};"
            f"create view said_subjects as select *, {said}, {self._breakdown()} as dimensions from "
            f"(select {keys}, count(*) as rows, count(number) as numbers, min(number) as low, "
            f"max(number) as high from lines group by {keys});"
            f"create view said_periods as select {period} as said, {self._said('period')} as period from "
            f"(select distinct {period} from lines)"
        )

    def checked(self, periods: int) -> str:
        """Return the view of the rows with what they mean, from `lines`, `subjects` and `periods`.

        Args:
            periods: How many there are.
        """
        return self._view("checked", "subjects", f"point * {periods} + moment as place")

    def claimed(self) -> str:
        """Return the same rows with the number of their series, from `lines`, `numbered` and `periods`."""
        return self._view("claimed", "numbered", "series_id")

    def _view(self, name: str, subjects: str, more: str) -> str:
        same = " and ".join(f"{subjects}.c{i} is not distinct from lines.c{i}" for i in self.subject)
        position = self.columns.roles["value"]
        return (
            f"create or replace view {name} as select line, {position} as position, area, indicator, period, "  # noqa: S608
            f"{self._cell(position)} as raw_value, unit, flag, scenario, dimensions, area_id, indicator_id, "
            f"period_start, period_end, number as value, {more} from lines join {subjects} on {same} "
            f"join periods on periods.said is not distinct from lines.c{self.columns.roles['period']}"
        )

    def _said(self, role: str) -> str:
        return self._cell(self.columns.roles[role]) if role in self.columns.roles else "''"

    def _cell(self, position: int) -> str:
        return f"coalesce({self._trimmed(position)}, '')"

    def _trimmed(self, position: int) -> str:
        # To trim costs more than all the other checks together: only where there may be something.
        cell = f"c{position}::varchar"
        return f"trim({cell}, {quoted(BLANKS)})" if self.is_untrimmed else cell

    def _breakdown(self) -> str:
        # A breakdown that is empty on a row is the total.
        parts = ", ".join(
            f"nullif({label} || {ESCAPED.format(self._cell(i))}, {label})"
            for label, i in ((quoted(escaped(n) + "="), i) for n, i in self.columns.dimensions.items())
        )
        return f"concat_ws(';', {parts})" if parts else "''"
