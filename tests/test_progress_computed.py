"""How a rating was computed, redone from the words that a reader sees."""

import re
from datetime import date

import pytest

from cityops.progress import computed
from cityops.progress.assessment import Assessment
from cityops.progress.reads import progress
from cityops.store import Store

ON = date(2020, 12, 31)


def _assessments(london: Store) -> list[Assessment]:
    found = progress(london, on=ON)
    assert found is not None
    return list(found.city.assessments)


def _numbers(text: str) -> list[float]:
    return [
        float(number.replace(",", "").replace("−", "-")) for number in re.findall(r"[−\d][\d,.]*\d|\d", text)
    ]


def test_the_way_can_be_redone_from_its_words(london: Store) -> None:
    dwellings = next(a for a in _assessments(london) if a.indicator.id == "ldn_dwellings")
    value, baseline, target, again, share = _numbers(computed.steps(dwellings, "en")[0])
    assert baseline == again
    assert (value - baseline) / (target - baseline) * 100 == pytest.approx(share, abs=0.05)


def test_the_pace_can_be_redone_from_its_words(london: Store) -> None:
    dwellings = next(a for a in _assessments(london) if a.indicator.id == "ldn_dwellings")
    share, expected, pace, on_track, at_risk = _numbers(computed.steps(dwellings, "en")[2])
    assert share / expected == pytest.approx(pace, abs=0.003)
    assert (on_track, at_risk) == (0.95, 0.60)


def test_the_points_that_are_added_come_to_the_headline(london: Store) -> None:
    found = progress(london, on=ON)
    assert found is not None
    assert found.city.headline is not None
    added = [_numbers(computed.steps(a, "en")[-1])[-1] for a in found.city.assessments]
    assert sum(added) == pytest.approx(100 * found.city.headline, abs=0.05)


@pytest.mark.parametrize("language", ["en", "zh"])
def test_every_assessment_has_its_steps_in_both_languages(london: Store, language: str) -> None:
    assert all(computed.steps(a, language) for a in _assessments(london))
