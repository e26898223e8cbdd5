"""A table of any layout in its private database: what it means, what it leaves open, its observations."""

from collections.abc import Iterable
from datetime import date
from pathlib import Path
from typing import Any

import pyarrow as pa

from cityops.indicators.model import Area, Indicator
from cityops.ingest import names
from cityops.ingest.columns import Columns
from cityops.ingest.frontdoor import Opened
from cityops.ingest.meaning import looking, meant, numbers, periods, settled, spreading, times
from cityops.ingest.meaning.calendar import SCENARIOS
from cityops.ingest.meaning.guessing import Proposal
from cityops.ingest.meaning.mapping import Mapping
from cityops.ingest.meaning.meant import Meaning
from cityops.ingest.meaning.proposal import propose
from cityops.ingest.meaning.questions import Question
from cityops.ingest.meaning.seen import Seen
from cityops.ingest.meaning.settled import Settled
from cityops.ingest.meaning.times import Headed
from cityops.ingest.model import Fault, NoTableError
from cityops.ingest.names import Names
from cityops.ingest.staging import Staging
from cityops.ingest.workroom import run

_PROPOSED = 200
_FLAGS = {"e": "estimated", "p": "provisional", "b": "break", "(e)": "estimated", "(p)": "provisional"}
_LABELS = pa.schema(
    [
        ("found", pa.string()),
        ("label", pa.string()),
        ("period_start", pa.date32()),
        ("period_end", pa.date32()),
        ("scenario", pa.string()),
    ]
)


class Understood(Staging):
    """A file of any layout. `load`, then `understand`; the rest is as with a long table.

    Args:
        opened: The file.
        given: What the reader says of it.
        missing: What to raise if it has no values, or nothing that may say where or when.
    """

    def __init__(self, opened: Opened, given: Mapping, missing: NoTableError | None = None) -> None:
        super().__init__(opened, Columns({}, {}, opened.header))
        self.given = given
        self._is_whole = False
        self._missing = missing or _no_values(opened)

    def understand(self) -> Meaning:
        """Find out what the columns mean and make the observations of them.

        Raises:
            NoTableError: There are no values, or nothing that may say where or when.
        """
        looking.prepare(self.database, self.given.placeholders)
        seen = looking.look(self.database, self.opened.header)
        proposal = propose(seen, self.given)
        headed, asked = times.of_headers(
            ((i, self.opened.header[i]) for i in proposal.of("value")), self.given
        )
        placed = {"area", "area_code", "period"} & {guess.role for guess in proposal.guesses.values()}
        may_be = any(one.different and not one.numbers for one in seen.profiles) or self.given.constants
        if not (placed or may_be or any(one.label for one in headed)):
            raise self._missing
        if not headed and not proposal.questions:
            raise self._missing
        marks, unclear = self._marks(headed)
        blank = {role for role in ("area", "period") if self._are_blank(role, proposal, headed)}
        found = settled.settle(self.opened, seen, proposal, headed, self.given, blank)
        when, dates = self._periods(seen, proposal, headed, found.blank_period)
        self._observe(seen, proposal, found, headed, marks)
        questions = (*proposal.questions, *asked, *found.questions, *dates, *unclear)
        self.columns = meant.columns(proposal, self.opened.header)
        return meant.of(self.opened, seen, proposal, found, questions, when, marks)

    def _marks(self, headed: list[Headed]) -> tuple[dict[int, str], list[Question]]:
        said = self.given.answers.get("decimal_mark", self.given.answers.get("mixed_numbers", ""))
        mark = self.given.reading.get("decimal", "") or {"point": ".", "comma": ","}.get(said, "")
        return numbers.marks(looking.evidence(self.database, [one.position for one in headed]), mark)

    def _are_blank(self, role: str, proposal: Proposal, headed: list[Headed]) -> bool:
        """Whether rows with a value name no area, or no period, though there is a column for it."""
        places = [*proposal.of(role), *proposal.of(f"{role}_code")]
        values = [one.position for one in headed if role == "area" or not one.label]
        if not places or not values:
            return False
        # Most texts begin with a letter or a digit: those need no trimming.
        empty = " and ".join(
            f"case when c{i} between '!' and '~' then false else text_of(c{i}) = '' end" for i in places
        )
        # As one list: the macro written out for each of eighty columns takes DuckDB a second to plan.
        there = f"list_filter([{', '.join(f'c{i}' for i in values)}], lambda x: not is_none(x))"
        found = self.database.execute(
            f"select 1 from raw where {empty} and len({there}) > 0 limit 1"  # noqa: S608
        ).fetchall()
        return bool(found)

    def _periods(
        self, seen: Seen, proposal: Proposal, headed: list[Headed], blank: str
    ) -> tuple[periods.Habits, list[Question]]:
        """Register what each label of time means."""
        in_rows = looking.texts_of(self.database, spreading.period_of(seen, proposal))
        habits, asked = times.of_labels(in_rows, self.given)
        in_header = [one.label for one in headed if one.label]
        header_habits = periods.habits_of(in_header, habits.order, habits.year_begins)
        constant = self.given.constants.get("period", "") or self.given.answers.get("no_period", "")
        rows = [_label(label, habits) for label in in_rows]
        rows += [
            _label(label, header_habits) for label in dict.fromkeys([*in_header, constant, blank]) if label
        ]
        unique = list({row["found"]: row for row in rows}.values())
        self.database.register("period_labels", pa.Table.from_pylist(unique, _LABELS))
        return habits, asked

    def _observe(
        self,
        seen: Seen,
        proposal: Proposal,
        found: Settled,
        headed: list[Headed],
        marks: dict[int, str],
    ) -> None:
        rows = [
            {
                "position": one.position,
                "indicator": found.indicators[one.position],
                "period": "" if one.is_asked else one.label or found.period,
                "unit": found.units[one.position],
                "area": found.areas.get(one.position, ""),
                "mark": marks.get(one.position, "."),
            }
            for one in headed
        ]
        self.database.register("value_columns", _texts(rows, ("indicator", "period", "unit", "area", "mark")))
        words = [{"name": word, "scenario": said} for word, said in _scenarios()]
        self.database.register("scenario_names", pa.Table.from_pylist(words))
        flags = [{"name": flag, "flag": said} for flag, said in _FLAGS.items()]
        self.database.register("flag_names", pa.Table.from_pylist(flags))
        self.database.execute(spreading.spread(seen, proposal, found, len(self.opened.header)))
        run(
            self.database,
            "observed",
            {"blank_area": found.blank_area, "blank_period": found.blank_period},
        )

    def check(
        self, areas: Iterable[Area], indicators: Iterable[Indicator], today: date
    ) -> tuple[int, list[Fault]]:
        """Look up areas and indicators, then check as with a long table."""
        known = list(areas)
        cities = [area.code for area in known if area.kind == "city"]
        aliases = (
            dict.fromkeys(("city",), cities[0]) | self.given.areas if len(cities) == 1 else self.given.areas
        )
        self._names = {
            "area": names.with_aliases(names.of_areas(known), aliases),
            "indicator": names.with_aliases(names.of_indicators(indicators), self.given.indicators),
        }
        return self._checked(today)

    def _resolve(self) -> None:
        run(self.database, "resolved")
        self.database.execute("create view subjects as from checked; create view lines as from checked")

    def _kept(self) -> None:
        return None

    def _is_suspect(self, _today: date) -> bool:
        return True

    def _span(self) -> int:
        return 2**64

    def drop(self, lines: Iterable[int]) -> None:
        """See `Staging.drop`."""
        self._name_dropped(lines)
        self.database.execute("delete from checked where line in (select line from dropped)")

    def proposed(self, role: str) -> tuple[dict[str, Any], ...]:
        """Return the areas or indicators that the city does not know, with what is near."""
        code = "area_code" if role == "area" else "''"
        found = self.database.execute(
            f"select {role}, any_value({code}), count(*) from checked where {role}_id is null "  # noqa: S608
            f"and {role} <> '' group by {role} order by min(line) limit {_PROPOSED}"
        ).fetchall()
        known: Names = self._names[role]
        return tuple(
            {"name": name, "code": said, "rows": rows, "near": known.near(name)} for name, said, rows in found
        )

    def understood_cells(self) -> int:
        """Return how many numbers there are."""
        return int(self.database.execute("select count(number) from cells").fetchall()[0][0])

    def left_out(self) -> dict[str, int]:
        """Return what stands for a missing value, and how often."""
        found = self.database.execute(
            "select text_of(cell) as said, count(*) as n from scattered where is_none(cell) "
            "and text_of(cell) <> '' group by said order by n desc, said limit 50"
        ).fetchall()
        return dict(found)

    def noted(self) -> tuple[dict[str, int], list[Fault]]:
        """See `Staging.noted`; also numbers written otherwise, and what says that nothing was measured."""
        counts, first = super().noted()
        found = self.database.execute(
            "select line, position, value, number, count(*) over () from cells where number is not null "
            "and not regexp_full_match(value, '-?\\d+(\\.\\d+)?') order by line, position limit 20"
        ).fetchall()
        header = self.opened.header
        first += [
            Fault(int(n), header[i], said, f"{value:.15g}", "converted") for n, i, said, value, _ in found
        ]
        missing = self.left_out()
        marks = ", ".join(repr(mark) for mark in list(missing)[:5])
        first += [Fault(0, "", marks, "", "missing")] if missing else []
        converted = int(found[0][4]) if found else 0
        return counts | {"converted": converted, "missing": sum(missing.values())}, first

    def dump(self, path: Path) -> None:
        """Write what was understood, before areas are looked up and repeated lines left out, as CSV."""
        self._dump("dump", path)


def _no_values(opened: Opened) -> NoTableError:
    found = ", ".join(repr(name) for name in opened.header[:12])
    return NoTableError(opened.name, Fault(opened.header_line, "", found, "value", "missing_column"))


def _label(label: str, habits: periods.Habits) -> dict[str, Any]:
    found = periods.read(label, habits)
    clear = periods.iso(label, habits)
    if found is None and periods.unclear_days([label], habits):
        clear = ""
    return {
        "found": label,
        "label": clear,
        "period_start": found.start if found else None,
        "period_end": found.end if found else None,
        "scenario": found.scenario if found else None,
    }


def _texts(rows: list[dict[str, Any]], texts: tuple[str, ...]) -> pa.Table:
    return pa.Table.from_pylist(
        rows, pa.schema([("position", pa.int32()), *((name, pa.string()) for name in texts)])
    )


def _scenarios() -> list[tuple[str, str]]:
    """The words of a scenario as they stand in a column of their own."""
    return [(word.replace("s?", ""), said) for word, said in SCENARIOS.items()]
