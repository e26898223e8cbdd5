"""What is still missing before a wave is put to a room. Pure."""

from dataclasses import dataclass

from cityops.assessment.model import WholeWave

AN_HOUR = 12
"""Elements that a room manages in an hour."""
MOST = 36
"""Elements that a room has patience for in a day: three hours, with breaks."""


@dataclass(frozen=True, slots=True)
class Check:
    """A line of the check list.

    Attributes:
        name: 'elements', 'time', 'wording', 'groups', 'rule', 'evidence'.
        is_done: Whether nothing is missing.
        is_needed: Whether no room opens without it; the others are advice.
        n: How many there are, or are missing, as the line says.
        every: Of how many.
    """

    name: str
    is_done: bool
    n: int
    every: int
    is_needed: bool = False


def checks(wave: WholeWave) -> list[Check]:
    """Return the list, in the order in which it is worked through."""
    elements = [one for one in wave.items if one.is_element]
    unworded = [one for one in elements if not (one.question_en and one.question_zh)]
    shown = sum(bool(wave.evidence_of(one.item_id)) for one in elements)
    return [
        Check("elements", bool(elements), len(elements), len(elements), is_needed=True),
        Check("time", len(elements) <= MOST, -(-len(elements) * 60 // AN_HOUR), len(elements)),
        Check("wording", not unworded, len(unworded), len(elements)),
        Check("groups", len(wave.groups) > 1, len(wave.groups), len(wave.groups)),
        Check("evidence", shown == len(elements) and shown > 0, shown, len(elements)),
    ]
