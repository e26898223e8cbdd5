"""The statement that makes observations of the rows of a table: one for each cell of a column of values."""

from cityops.ingest.literals import ESCAPED, escaped, quoted
from cityops.ingest.meaning.proposal import Proposal
from cityops.ingest.meaning.seen import Seen
from cityops.ingest.meaning.settled import Settled


def spread(seen: Seen, proposal: Proposal, found: Settled, width: int) -> str:
    """Return the statement that makes a row of each cell of a column of values: the table `spread`."""

    def cell(role: str, otherwise: str = "") -> str:
        position = proposal.one(role)
        return f"text_of(c{position})" if position is not None else quoted(otherwise)

    values = proposal.of("value")
    area = cell("area", found.area)
    if proposal.one("area") is None and proposal.one("area_code") is not None:
        area = cell("area_code")
    dimensions = proposal.of("dimension") + _unit_as_dimension(seen, proposal)
    parts = ", ".join(_part(seen.profiles[i].header, i) for i in sorted(dimensions))
    joined = f"concat_ws(';', {parts})" if parts else "''"
    return (
        "create or replace temp view spread as "  # noqa: S608
        f"select line, {area} as area, {cell('area_code')} as area_code, "
        f"{cell('indicator')} as indicator, {cell('period')} as period, {cell('unit')} as unit, "
        f"{cell('flag')} as flag, {cell('scenario')} as scenario, "
        f"{joined} as dimensions, "
        f"unnest([{', '.join(f'c{i}' for i in values)}]) as cell, unnest({values}::integer[]) as position "
        f"from raw where concat({', '.join(f'text_of(c{i})' for i in range(width))}) <> ''"
    )


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
