"""What a table was taken for, as the reader is told it."""

from dataclasses import dataclass
from typing import Any

from cityops.ingest.columns import Columns
from cityops.ingest.frontdoor import Opened
from cityops.ingest.meaning import families, periods
from cityops.ingest.meaning.guessing import Proposal
from cityops.ingest.meaning.mapping import Mapping
from cityops.ingest.meaning.questions import Question
from cityops.ingest.meaning.seen import Seen
from cityops.ingest.meaning.settled import Settled


@dataclass(frozen=True, slots=True)
class Meaning:
    """What a table was taken for.

    Attributes:
        family: Kind of file that it is known as; ''.
        layout: 'long', 'wide_by_period', 'wide_by_indicator' or 'snapshot'.
        mapping: All that was proposed or said.
        questions: What is open; while there are any nothing is written.
        columns: Header, role, confidence and samples of each column.
    """

    family: str
    layout: str
    mapping: Mapping
    questions: tuple[Question, ...]
    columns: tuple[dict[str, Any], ...]


def columns(proposal: Proposal, header: tuple[str, ...]) -> Columns:
    """Return which column has which role; a code of an area counts as the area where there is no other."""
    roles = {guess.role: i for i, guess in reversed(proposal.guesses.items()) if guess.role != "value"}
    if "area" not in roles and "area_code" in roles:
        roles["area"] = roles["area_code"]
    return Columns(roles, {}, header)


def of(
    opened: Opened,
    seen: Seen,
    proposal: Proposal,
    found: Settled,
    questions: tuple[Question, ...],
    habits: periods.Habits,
    marks: dict[int, str],
) -> Meaning:
    """Say what a table was taken for."""
    roles = {opened.header[i]: guess.role for i, guess in proposal.guesses.items() if guess.role}
    used = {mark for mark in marks.values() if mark}
    reading = {"decimal": used.pop()} if len(used) == 1 else {}
    reading |= {"date_order": habits.order} if habits.order else {}
    described = tuple(
        {
            "header": opened.header[i],
            "role": guess.role or "asked",
            "confidence": guess.confidence,
            "samples": list(seen.profiles[i].samples),
        }
        for i, guess in proposal.guesses.items()
    )
    mapping = Mapping(roles, found.constants, reading)
    return Meaning(families.family(opened.header), found.layout, mapping, questions, described)
