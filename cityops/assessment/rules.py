"""What a wave's answers add up to, and what may be written into one. Pure."""

import json
from collections import Counter
from collections.abc import Iterable, Mapping

from cityops.assessment.model import (
    ANSWERS,
    CONFIDENCES,
    NOT_APPLICABLE,
    OPEN,
    UNKNOWN,
    AgreementRule,
    Evidence,
    Moved,
    Summary,
    Tally,
    Wave,
    WaveItem,
)

MOST = 2000
"""Letters that a text of a wave may have."""

TEXTS = ("rationale", "dissent", "owner")
SHEET_COLUMNS = ("current", "ambition", "confidence", *TEXTS)
"""What the score sheet edits of a question."""

Counts = dict[str, dict[str, int]]


def level(answer: str) -> int | None:
    """Return the level that an answer is, or None.

    >>> level("3"), level("unknown"), level("")
    (3, None, None)
    """
    return int(answer) if answer.isdecimal() else None


def gap(item: WaveItem) -> int | None:
    """Return the steps from where an element stands to where it should; None unless both are levels."""
    now, then = level(item.current), level(item.ambition)
    return None if now is None or then is None else then - now


def summary(items: Iterable[WaveItem]) -> Summary:
    """Count what was found of the elements."""
    found = Counter(one.current for one in items if one.is_element)
    return Summary(
        asked=found.total() - found[NOT_APPLICABLE],
        levels={answer: found[answer] for answer in ANSWERS if answer.isdecimal()},
        unknown=found[UNKNOWN],
        not_applicable=found[NOT_APPLICABLE],
        open=found[OPEN],
    )


def by_gap(items: Iterable[WaveItem]) -> list[WaveItem]:
    """Return the elements with both levels, the widest gap first, equal ones in the order of the wave."""
    both = [one for one in items if one.is_element and gap(one) is not None]
    return sorted(both, key=lambda one: -(gap(one) or 0))


def compared(before: Iterable[WaveItem], after: Iterable[WaveItem]) -> list[Moved]:
    """Return the elements of two waves side by side, in the order of the later one, then of the earlier.

    An element that only one of them asked for is OPEN in the other.
    """
    older, newer = (
        {one.item_id: one.current for one in items if one.is_element} for items in (before, after)
    )
    both = dict.fromkeys([*newer, *older])
    return [_moved(item_id, older.get(item_id, OPEN), newer.get(item_id, OPEN)) for item_id in both]


def _moved(item_id: str, before: str, after: str) -> Moved:
    first, then = level(before), level(after)
    return Moved(item_id, before, after, None if first is None or then is None else then - first)


def counts_of(tally: Tally) -> Counts:
    """Return the heads of each answer by group."""
    found: Counts = json.loads(tally.counts)
    return found


def moves_of(tally: Tally) -> dict[tuple[str, str], int]:
    """Return how many phones went from one answer to another since the round before.

    >>> from cityops.assessment.model import Tally
    >>> moves_of(Tally("w/B5/current/2", 1, "w", "B5", "current", 2, "{}", '{"2>3": 4}', 4, None))
    {('2', '3'): 4}
    """
    moved: dict[str, int] = json.loads(tally.moved)
    pairs = (name.partition(">") for name in moved)
    return {(before, after): moved[f"{before}>{after}"] for before, _, after in pairs}


def wrong_rule(rule: AgreementRule) -> bool:
    """Whether nobody could agree by a rule, or anybody would.

    >>> wrong_rule(AgreementRule()), wrong_rule(AgreementRule(share=0.5))
    (False, True)
    """
    fits = 0.5 < rule.share <= 1 and rule.within in (0, 1) and 1 <= rule.gap <= 4 and 1 <= rule.rounds <= 5
    return not fits


def wrong_wave(wave: Wave) -> str | None:
    """Return why a wave cannot be as it is, as the last part of a key of `assessment.refused`, or None."""
    if not (wave.name_en or wave.name_zh):
        return "unnamed"
    if any(len(text or "") > MOST for text in (wave.name_en, wave.name_zh, wave.domain, wave.organisation)):
        return "long"
    return "rule" if wrong_rule(wave.rule) else None


def wrong_values(values: Mapping[str, object]) -> str | None:
    """Return why an element cannot be answered so, as `wrong_wave` does.

    >>> wrong_values({"current": "6"}), wrong_values({"current": "unknown", "owner": "Ada"})
    ('answer', None)
    """
    if not values or not values.keys() <= set(SHEET_COLUMNS):
        return "column"
    if any(values.get(aspect, OPEN) not in (OPEN, *ANSWERS) for aspect in ("current", "ambition")):
        return "answer"
    if values.get("confidence", "") not in CONFIDENCES:
        return "confidence"
    if any(not isinstance(value, str) or len(value) > MOST for value in values.values()):
        return "long"
    return None


def wrong_evidence(evidence: Evidence) -> str | None:
    """Return why something is no evidence, as `wrong_wave` does."""
    if not (evidence.evidence_text or evidence.link or evidence.indicator_id):
        return "empty"
    if evidence.link and not evidence.link.startswith(("https://", "http://")):
        return "link"
    return "long" if max(len(evidence.evidence_text), len(evidence.link)) > MOST else None


def answered(values: Mapping[str, object]) -> dict[str, object]:
    """Return what the score sheet writes: an answer that it changes rests on no vote any more.

    >>> answered({"current": "3"})["current_how"], answered({"owner": "Ada"})
    ('sheet', {'owner': 'Ada'})
    """
    fresh = dict(values)
    for aspect in ("current", "ambition"):
        if aspect in values:
            columns = {f"{aspect}_{name}": None for name in ("low", "high", "votes")}
            fresh |= columns | {f"{aspect}_how": "sheet" if values[aspect] else ""}
    return fresh


def cleaned(values: Mapping[str, object]) -> dict[str, object]:
    """Return values without space around them.

    >>> cleaned({"owner": "  Ada Byron "})
    {'owner': 'Ada Byron'}
    """
    return {name: value.strip() if isinstance(value, str) else value for name, value in values.items()}
