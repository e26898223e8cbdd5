"""What holds beside the columns: layout, indicator, unit, the one period or area of a file."""

import re
from collections import Counter
from dataclasses import dataclass, field
from pathlib import PurePath

from cityops.ingest.frontdoor import Opened
from cityops.ingest.meaning import headers
from cityops.ingest.meaning.guessing import Proposal
from cityops.ingest.meaning.mapping import Mapping
from cityops.ingest.meaning.questions import Question, answer
from cityops.ingest.meaning.seen import Profile, Seen
from cityops.ingest.meaning.times import Headed
from cityops.ingest.meaning.units import unit_in

CITY, ABOVE, COLUMNS, LEAVE_OUT = "city", "above", "columns", "leave_out"
_ARE_AREAS = re.compile(r"[\u3400-\u9fff]{1,8}[区區县縣市省州盟旗]|合计|总计|全国")
_CHOICES = 4


@dataclass(frozen=True, slots=True)
class Settled:
    """What holds beside the columns.

    Attributes:
        layout: 'long', 'wide_by_period', 'wide_by_indicator' or 'snapshot'.
        constants: What holds for every row.
        indicators: What the name of each column of values adds to the indicator, by position; ''.
        units: Unit that the name of each column of values or the lines above say; ''.
        period: The one period of all; ''.
        area: The one area of all; ''.
        blank_area: What an empty area stands for; ''.
        blank_period: What an empty period stands for; ''.
        areas: Area that the name of a column of values is, by position, where each column is one.
        questions: What is open.
    """

    layout: str
    constants: dict[str, str]
    indicators: dict[int, str]
    units: dict[int, str]
    period: str = ""
    area: str = ""
    blank_area: str = ""
    blank_period: str = ""
    areas: dict[int, str] = field(default_factory=dict)
    questions: tuple[Question, ...] = field(default=())


def settle(
    opened: Opened, seen: Seen, proposal: Proposal, headed: list[Headed], given: Mapping, blank: set[str]
) -> Settled:
    """Settle what holds for the whole file, or ask; `blank` roles are left empty by rows with values."""
    asked: list[Question] = []
    layout = _layout(proposal, headed)
    period = _period(opened, proposal, headed, given, asked)
    area = _area(opened, seen, proposal, headed, given, asked)
    no_area = _blank("area", (CITY, ABOVE, LEAVE_OUT), given, asked) if "area" in blank else ""
    no_period = _blank("period", (ABOVE, LEAVE_OUT), given, asked) if "period" in blank else ""
    constants = {"period": period, "area": area, "blank_area": no_area, "blank_period": no_period}
    constants["unit"] = _unit_above(opened, given)
    indicators = _indicators(opened, proposal, headed, given)
    areas: dict[int, str] = {}
    if area == COLUMNS:
        named = given.constants.get("indicator", "") or (
            "" if proposal.of("indicator") else stem(opened.name)
        )
        areas, indicators = indicators, dict.fromkeys(indicators, named)
        area = constants["area"] = ""
    if proposal.one("indicator") is None and len(set(indicators.values())) == 1:
        constants["indicator"] = next(iter(indicators.values()))
    units = {one.position: unit_in(one.header) or constants["unit"] for one in headed}
    said = {name: text for name, text in constants.items() if text}
    return Settled(layout, said, indicators, units, period, area, no_area, no_period, areas, tuple(asked))


def _layout(proposal: Proposal, headed: list[Headed]) -> str:
    if any(one.is_whole for one in headed):
        return "wide_by_period"
    if any(one.label for one in headed):
        return "snapshot"
    return (
        "long" if len(headed) == 1 or (proposal.one("period") is None and not headed) else "wide_by_indicator"
    )


def _period(
    opened: Opened, proposal: Proposal, headed: list[Headed], given: Mapping, asked: list[Question]
) -> str:
    said = given.constants.get("period", "")
    without = [one.header for one in headed if not one.label and not one.is_asked]
    if said or proposal.one("period") is not None or not without:
        return said
    around = [*opened.preamble, opened.name, *opened.footer]
    near = tuple(dict.fromkeys(label for text in around for label in headers.times(text)))
    question = Question("no_period", "no_period", "", tuple(without[:5]), near[:5], is_open=True)
    said = answer(question, given.answers)
    asked += [] if said else [question]
    return said


def _area(
    opened: Opened,
    seen: Seen,
    proposal: Proposal,
    headed: list[Headed],
    given: Mapping,
    asked: list[Question],
) -> str:
    said = given.constants.get("area", "")
    if said or {"area", "area_code"} & {guess.role for guess in proposal.guesses.values()}:
        return said
    names = [headers.plain(one.header) for one in headed if not one.label]
    if len(names) == len(headed) > 1 and all(_ARE_AREAS.fullmatch(name) for name in names):
        return given.answers.get("no_area", COLUMNS)
    lines = [line.strip(" ;,\t\"'") for line in reversed(opened.preamble)]
    near = tuple(line for line in lines if 1 < len(line) <= 60 and not re.search(r"[:;()\d]|^-", line))
    columns = [one.header for one in seen.profiles if _may_be_areas(one, proposal)]
    across = [COLUMNS] if len(names) == len(headed) > 1 else []
    choices = (*columns[:_CHOICES], *near[:_CHOICES], CITY, *across)
    question = Question("no_area", "no_area", choices=choices, is_open=True)
    said = answer(question, given.answers)
    asked += [] if said else [question]
    return said


def _may_be_areas(one: Profile, proposal: Proposal) -> bool:
    """Whether a column of texts may say where, though its name does not."""
    guess = proposal.guesses.get(one.position)
    is_text = (
        one.different > 1 and one.share < 0.5 and headers.role(one.header) not in {"remark", "flag", "unit"}
    )
    return is_text and guess is not None and guess.role in {"dimension", "indicator", "ignored"}


def _blank(role: str, choices: tuple[str, ...], given: Mapping, asked: list[Question]) -> str:
    """Return what an empty area or period stands for, or ask."""
    code = f"blank_{role}"
    said = given.constants.get(code, "")
    question = Question(code, code, choices=choices, is_open=True)
    said = said or answer(question, given.answers)
    asked += [] if said else [question]
    return said


def _unit_above(opened: Opened, given: Mapping) -> str:
    """Return the unit that the reader, or the lines above the table, name."""
    found = [unit for line in opened.preamble if (unit := unit_in(line))]
    return given.constants.get("unit", "") or (found[-1] if len(set(found)) == 1 else "")


def _indicators(opened: Opened, proposal: Proposal, headed: list[Headed], given: Mapping) -> dict[int, str]:
    """Return what each column of values measures as far as its name says it."""
    has_column = proposal.one("indicator") is not None
    said = given.constants.get("indicator", "")
    named = "" if has_column else said or stem(opened.name)
    stems = Counter(headers.without(one.header, one.label) for one in headed if one.label)
    alone = len(headed) == 1 and bool(has_column or said or headers.role(headed[0].header) == "value")
    return {one.position: named if one.is_whole or alone else _in_name(one, stems) for one in headed}


def _in_name(one: Headed, stems: Counter[str]) -> str:
    """Return the name of an indicator; without the time where that makes several columns one indicator."""
    rest = headers.without(one.header, one.label) if one.label else one.header
    return rest if stems[rest] > 1 else one.header


def stem(name: str) -> str:
    """Return the name of a file without its endings.

    >>> stem("co2_by_country.csv.gz")
    'co2_by_country'
    """
    path = PurePath(name)
    while path.suffix in {".gz", ".zip", ".csv", ".tsv", ".txt", ".xlsx", ".tab"}:
        path = path.with_suffix("")
    return path.name
