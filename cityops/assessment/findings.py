"""What a wave says at a glance: where most stands, what is far apart, who sees it otherwise. Pure."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from cityops.assessment import rules
from cityops.assessment.model import (
    NOT_APPLICABLE,
    OPEN,
    OTHER_GROUP,
    UNKNOWN,
    Moved,
    Tally,
    WaveItem,
    WholeWave,
)

FAR = 2
"""Steps between two groups' medians from which on a difference is worth a talk."""

SIGNS: Mapping[str, str] = MappingProxyType({UNKNOWN: "?", NOT_APPLICABLE: "×", OPEN: "·"})
"""What stands in the place of a level where there is none."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """The first sentence on a wave.

    Attributes:
        level: At least half of the elements that have a level stand on it or higher; None where none has one.
        gap: Widest gap between now and ambition in steps, 0 for none.
        widest: The elements with that gap.
    """

    level: int | None
    gap: int
    widest: tuple[WaveItem, ...]


@dataclass(frozen=True, slots=True)
class Perception:
    """How far apart groups saw an element in its first blind vote, before anybody had talked.

    Attributes:
        medians: Level in the middle of each group that may be shown, by its id.
    """

    item: WaveItem
    medians: Mapping[str, int]

    @property
    def step(self) -> int:
        """Steps between the lowest and the highest group."""
        return max(self.medians.values()) - min(self.medians.values())


def verdict(items: Iterable[WaveItem]) -> Verdict:
    """Return what is said first. No mean is made of levels: they are steps, and not a measure."""
    elements = [one for one in items if one.is_element]
    levels = sorted(level for one in elements if (level := rules.level(one.current)) is not None)
    sorted_by_gap = rules.by_gap(elements)
    gap = max((rules.gap(sorted_by_gap[0]) or 0) if sorted_by_gap else 0, 0)
    widest = tuple(one for one in sorted_by_gap if gap and rules.gap(one) == gap)
    return Verdict(levels[len(levels) // 2] if levels else None, gap, widest)


def without_level(items: Iterable[WaveItem]) -> dict[str, tuple[WaveItem, ...]]:
    """Return the elements without a level, by what was found of them: not known, open, not applicable."""
    elements = [one for one in items if one.is_element]
    return {
        answer: tuple(one for one in elements if one.current == answer)
        for answer in (UNKNOWN, OPEN, NOT_APPLICABLE)
    }


def medians(tally: Tally) -> dict[str, int]:
    """Return the level in the middle of each group's votes; of an even number the lower one.

    Groups too small to be shown stand together as `OTHER_GROUP`; '' holds all where groups cannot be shown.

    >>> counts = '{"g": {"1": 2, "4": 1, "unknown": 9}}'
    >>> medians(Tally("t", 1, "w", "B5", "current", 1, counts, "{}", 12, None))
    {'g': 1}
    """
    counted = rules.counts_of(tally)
    spread = {group: _levels(heads) for group, heads in counted.items()}
    return {group: levels[(len(levels) - 1) // 2] for group, levels in spread.items() if levels}


def _levels(heads: Mapping[str, int]) -> list[int]:
    return sorted(int(answer) for answer, n in heads.items() if answer.isdecimal() for _ in range(n))


def totals(tally: Tally) -> dict[str, int]:
    """Return the heads of each answer, whatever the group."""
    found: dict[str, int] = {}
    for heads in rules.counts_of(tally).values():
        for answer, n in heads.items():
            found[answer] = found.get(answer, 0) + n
    return found


def changed(tally: Tally) -> tuple[int, int]:
    """Return how many phones changed their answer since the round before, of how many that voted in both."""
    moves = rules.moves_of(tally)
    return sum(n for (before, now), n in moves.items() if before != now), sum(moves.values())


def spread(tally: Tally) -> int:
    """Return the steps between the lowest and the highest level that was voted for.

    >>> counts = '{"g": {"1": 2, "4": 1, "unknown": 9}}'
    >>> spread(Tally("t", 1, "w", "B5", "current", 1, counts, "{}", 12, None))
    3
    """
    levels = [int(answer) for answer, n in totals(tally).items() if answer.isdecimal() and n]
    return max(levels) - min(levels) if levels else 0


def perceptions(whole: WholeWave) -> list[Perception]:
    """Return the elements on which groups voted, those seen most differently first."""
    found = [
        Perception(one, named)
        for one in whole.items
        if (rounds := whole.tallies_of(one.item_id))
        and len(named := {group: level for group, level in medians(rounds[0]).items() if group}) > 1
    ]
    return sorted(found, key=lambda one: -one.step)


def group_ids(found: Iterable[Perception]) -> set[str]:
    """Return the groups that have a median somewhere, those that were merged included."""
    return {group for one in found for group in one.medians}


def is_merged(group_id: str) -> bool:
    """Whether small groups stand under this id.

    >>> is_merged(OTHER_GROUP)
    True
    """
    return group_id == OTHER_GROUP


def directions(found: Iterable[Moved]) -> dict[int, list[Moved]]:
    """Return the elements that went up (1), stayed (0) and went down (-1) between two waves."""
    sides: dict[int, list[Moved]] = {1: [], 0: [], -1: []}
    for one in found:
        if one.step is not None:
            sides[(one.step > 0) - (one.step < 0)].append(one)
    return sides
