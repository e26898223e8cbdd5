"""A wave as the command line prints it."""

from dataclasses import asdict
from typing import Any

from cityops.assessment import rules
from cityops.assessment.model import ASPECTS, Summary, Tally, Wave, WaveItem, WholeWave

Result = dict[str, Any]


def of_wave(wave: Wave, items: tuple[WaveItem, ...]) -> Result:
    """Return what a wave is, and what it has found so far."""
    return {
        "id": wave.id,
        "version": wave.version,
        "name": {"en": wave.name_en, "zh": wave.name_zh},
        "area": wave.area_id,
        "organisation": wave.organisation or None,
        "domain": wave.domain or None,
        "question_set": wave.question_set,
        "state": wave.state,
        "held_on": wave.held_on.isoformat(),
        "illustrative": wave.is_illustrative,
        "summary": _summary(rules.summary(items)),
    }


def _summary(found: Summary) -> Result:
    return asdict(found) | {"answered": found.answered}


def of_whole(whole: WholeWave) -> Result:
    """Return a wave with its questions, answers, evidence, groups and reviews."""
    return of_wave(whole.wave, whole.items) | {
        "rule": asdict(whole.wave.rule),
        "items": [_item(one, whole) for one in whole.items],
        "groups": [{"id": one.id, "name": {"en": one.name_en, "zh": one.name_zh}} for one in whole.groups],
        "reviews": [
            {
                "held_on": one.held_on.isoformat(),
                "reviewer": one.reviewer,
                "organisation": one.organisation,
                "independent": one.is_independent,
                "finding": one.finding,
            }
            for one in whole.reviews
        ],
    }


def _item(one: WaveItem, whole: WholeWave) -> Result:
    return {
        "id": one.item_id,
        "element": one.element_id,
        "version": one.version,
        "title": {"en": one.title_en, "zh": one.title_zh},
        "question": {"en": one.question_en, "zh": one.question_zh},
        "current": _answer(one, "current"),
        "ambition": _answer(one, "ambition"),
        "gap": rules.gap(one),
        "confidence": one.confidence or None,
        "rationale": one.rationale,
        "dissent": one.dissent,
        "owner": one.owner,
        "evidence": [
            {"text": row.evidence_text, "link": row.link, "indicator": row.indicator_id or None}
            for row in whole.evidence_of(one.item_id)
        ],
        "rounds": {
            aspect: [_round(row) for row in whole.tallies_of(one.item_id, aspect)] for aspect in ASPECTS
        },
    }


def _answer(one: WaveItem, aspect: str) -> Result:
    cells = {name: getattr(one, f"{aspect}_{name}") for name in ("low", "high", "votes")}
    how = getattr(one, f"{aspect}_how") or None
    return {"answer": getattr(one, aspect) or None, "how": how} | cells


def _round(tally: Tally) -> Result:
    return {"ballot": tally.ballot, "counts": rules.counts_of(tally), "heads": tally.heads}
