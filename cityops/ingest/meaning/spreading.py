"""The statement that makes observations of the rows of a table: one for each cell of a column of values."""

from cityops.ingest.literals import ESCAPED, escaped, quoted
from cityops.ingest.meaning import headers
from cityops.ingest.meaning.guessing import Proposal
from cityops.ingest.meaning.seen import Seen
from cityops.ingest.meaning.settled import ABOVE, Settled


def spread(seen: Seen, proposal: Proposal, found: Settled, width: int) -> str:
    """Return the statement that makes a row of each cell of a column of values: the table `spread`."""

    def cell(role: str, otherwise: str = "") -> str:
        position = proposal.one(role)
        return f"text_of(c{position})" if position is not None else quoted(otherwise)

    values = proposal.of("value")
    area, period = cell("area", found.area), period_of(seen, proposal)
    if proposal.one("area") is None and proposal.one("area_code") is not None:
        area = cell("area_code")
    code = cell("area_code")
    if found.blank_area == ABOVE:
        area, code = (
            _from_above(area, f"concat({area}, {code})"),
            _from_above(code, f"concat({area}, {code})"),
        )
    if found.blank_period == ABOVE:
        period = _from_above(period, period)
    dimensions = proposal.of("dimension") + _unit_as_dimension(seen, proposal)
    parts = ", ".join(_part(seen.profiles[i].header, i) for i in sorted(dimensions))
    joined = f"concat_ws(';', {parts})" if parts else "''"
    return (
        "create or replace temp view spread as "  # noqa: S608
        f"select line, {area} as area, {code} as area_code, "
        f"{cell('indicator')} as indicator, {period} as period, {_unit(seen, proposal)} as unit, "
        f"{cell('flag')} as flag, {cell('scenario')} as scenario, "
        f"{joined} as dimensions, "
        f"unnest([{', '.join(f'c{i}' for i in values)}]) as cell, unnest({values}::integer[]) as position "
        f"from raw where concat({', '.join(f'text_of(c{i})' for i in range(width))}) <> ''"
    )


def _from_above(text: str, written: str) -> str:
    """Return the expression of a text that goes for the rows below in which nothing is written."""
    return (
        f"coalesce(last_value(case when {written} <> '' then {text} end ignore nulls) "
        "over (order by line rows unbounded preceding), '')"
    )


def period_of(seen: Seen, proposal: Proposal) -> str:
    """Return the expression of a row's period: a year, or the month or quarter of it that stands beside."""
    whole, beside = proposal.one("period"), proposal.one("period_part")
    if whole is None or beside is None:
        return "''" if whole is None else f"text_of(c{whole})"
    kind = headers.plain(seen.profiles[beside].header)
    numbered = next((form for word, form in _NUMBERED.items() if word in kind), _NUMBERED["month"])
    year, part = f"text_of(c{whole})", f"text_of(c{beside})"
    number = f"regexp_extract({part}, '\\d+')"
    is_whole = f"{year} = '' or {part} = '' or regexp_full_match(lower({part}), '{_WHOLE_YEAR}')"
    return (
        f"case when {is_whole} then {year} "
        f"when regexp_full_match({part}, '\\d\\d?月?') then {numbered.format(year=year, number=number)} "
        f"else concat({year}, ' ', {part}) end"
    )


_NUMBERED = {
    "quart": "concat({year}, ' Q', {number})",
    "trimest": "concat({year}, ' Q', {number})",
    "季": "concat({year}, ' Q', {number})",
    "week": "concat({year}, '-W', lpad({number}, 2, '0'))",
    "woche": "concat({year}, '-W', lpad({number}, 2, '0'))",
    "month": "concat({year}, '-', lpad({number}, 2, '0'))",
}
"""How a number beside a year is written, by a word in the name of its column; a month where none is there."""

_WHOLE_YEAR = "m13|[qt]0?5|s0?3|annual|total|year"


def _unit(seen: Seen, proposal: Proposal) -> str:
    """Return the expression of a row's unit, with what it is to be multiplied by."""
    position = proposal.one("unit")
    unit = f"text_of(c{position})" if position is not None else "''"
    scale = next((one.position for one in seen.profiles if headers.role(one.header) == "scale"), None)
    if scale is None:
        return unit
    said = f"text_of(c{scale})"
    ones = f"lower({said}) in ('', 'units', 'unit', 'ones', 'one', '0', '1')"
    return f"case when {ones} then {unit} else concat_ws(' ', {said}, nullif({unit}, '')) end"


def _unit_as_dimension(seen: Seen, proposal: Proposal) -> list[int]:
    """A unit that is not one for each indicator keeps values apart: percent, and persons."""
    unit, indicator = proposal.one("unit"), proposal.one("indicator")
    if unit is None or seen.profiles[unit].different < 2:
        return []
    return [] if indicator is not None and seen.follows(indicator, unit) else [unit]


def _part(header: str, position: int) -> str:
    """Return `name=value` of one breakdown, and nothing where the row is the total."""
    label = quoted(escaped(header.casefold()) + "=")
    said = f"text_of(c{position})"
    return f"nullif({label} || {ESCAPED.format(said)}, {label})"
