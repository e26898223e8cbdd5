"""How a rating was computed, with the numbers filled in: each step as a formula that a reader can redo."""

from datetime import timedelta

from cityops.progress.assessment import Assessment
from cityops.progress.clock import decimal_year
from cityops.progress.rules import PACE_CUTS
from cityops.words import numbers
from cityops.words.catalogue import words


def steps(one: Assessment, language: str) -> list[str]:
    """Return the steps of the guarded linear pace for one assessment; fewer where it needs fewer.

    Source:
        docs/methods/progress.md, sections 2 and 3.
    """
    found = [_way(one, language), _time(one, language), _pace(one, language), _adds(one, language)]
    return [step for step in found if step]


def _plain(value: float | None, one: Assessment, language: str) -> str:
    return numbers.number(value, one.indicator.decimals, language)


def _way(one: Assessment, language: str) -> str:
    latest, target = one.latest, one.target
    if one.share is None or latest is None or target.kind != "reach":
        return ""
    return words(language)(
        "computed.way",
        value=_plain(latest.value, one, language),
        baseline=_plain(one.baseline, one, language),
        target=_plain(target.target_value, one, language),
        share=numbers.percent(one.share, 1, language),
    )


def _time(one: Assessment, language: str) -> str:
    latest, target = one.latest, one.target
    if one.expected is None or latest is None or not (target.baseline_end and target.target_date):
        return ""
    if target.milestones:
        return words(language)("computed.milestones", expected=numbers.percent(one.expected, 1, language))
    return words(language)(
        "computed.time",
        now=_year(decimal_year(latest.end)),
        start=_year(decimal_year(target.baseline_end - timedelta(days=1))),
        end=_year(decimal_year(target.target_date)),
        expected=numbers.percent(one.expected, 1, language),
    )


def _year(time: float) -> str:
    return f"{numbers.rounded(time, 2).normalize():f}"


def _pace(one: Assessment, language: str) -> str:
    if one.value is None or one.share is None or not one.expected:
        return ""
    on_track, at_risk, _ = (numbers.number(cut, 2, language) for cut in PACE_CUTS)
    return words(language)(
        "computed.pace",
        share=numbers.percent(one.share, 1, language),
        expected=numbers.percent(one.expected, 1, language),
        pace=numbers.number(one.value, 3, language),
        on_track=on_track,
        at_risk=at_risk,
    )


def _adds(one: Assessment, language: str) -> str:
    if one.contribution is None:
        return words(language)("computed.not_covered")
    return words(language)(
        "computed.adds",
        weight=numbers.percent(one.weight, 1, language),
        contribution=numbers.number(100 * one.contribution, 2, language),
    )
