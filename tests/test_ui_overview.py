"""What the overview's blocks say: the hero, the exceptions, the districts. Pure: progress in, HTML out."""

import re
from dataclasses import replace
from typing import Any

import pytest

from cityops.progress.assessment import AreaProgress
from cityops.progress.model import ClassCode
from cityops.ui import districts, exceptions, hero
from tests.support import city
from tests.support.views import assessment, outcome, progress, view

C = ClassCode
ABSENT = "–"


def text(html: str) -> str:
    """What is read of a block."""
    return " ".join(re.sub(r"<[^>]+>", " ", html).split())


def test_the_hero_says_number_due_interval_and_what_is_made_up() -> None:
    rated = [assessment(C.BELOW), assessment(C.ACHIEVED, "b", target={"is_illustrative": True})]
    found = progress(outcome(*rated))
    assert text(hero.headline(found, view())) == (
        "Progress to the vision: A city to live in 43 % 51% was due by now "
        "1 of 2 targets are achieved or on track, 0 at risk, 1 off track, 0 not assessed. "
        "At risk Between 36% and 46% Draft, not released Illustrative"
    )
    assert text(hero.headline(found, view("zh"))) == (
        "愿景总体进度：宜居之城 43 % 按进度应达51% "
        "2项目标中，1项已达成或进展顺利，0项有风险，1项偏离目标，0项未评估。 "
        "有风险 介于36%与46%之间 草稿，未发布 示例"
    )


def test_the_hero_shows_no_number_where_there_is_none() -> None:
    none = {"headline": None, "expected": None, "class_code": C.NOT_ASSESSED}
    said = text(hero.headline(progress(outcome(assessment()), city=none, interval=None), view()))
    assert f"A city to live in {ABSENT} " in said
    assert "%" not in said
    assert "Illustrative" not in said


@pytest.mark.parametrize("share", [0.0, 0.5, 1.0])
def test_a_bar_stays_in_its_track(share: float) -> None:
    one = replace(outcome(assessment()), share=share, expected=1.0)
    html = hero.outcomes(progress(one), view())
    assert f"width:{100 * share:.1f}%" in html
    assert "left:100.0%" in html
    assert "Off track. 100% was due by now" in text(html)


def test_an_outcome_without_a_share_has_no_bar() -> None:
    one = replace(outcome(assessment()), share=None, expected=None, class_code=C.NOT_ASSESSED)
    html = hero.outcomes(progress(one), view())
    assert "width:0.0%" in html
    assert "<b style" not in html
    assert ABSENT in text(html)


DECISIONS = [
    pytest.param(C.BELOW, {}, "Decide what changes the course.", id="below"),
    pytest.param(C.AWAY, {}, "Decide what turns it round.", id="away"),
    pytest.param(C.LOST, {}, "Decide how to win it back.", id="lost"),
    pytest.param(C.MISSED, {}, "Decide on a new date, a new target, or to close it.", id="missed"),
    pytest.param(C.AT_RISK, {}, "Ask what brings it back on its path.", id="at-risk"),
    pytest.param(C.NOT_ASSESSED, {}, "Ask for the missing data or correct the target.", id="not-assessed"),
    pytest.param(C.ON_TRACK, {"is_stale": True}, "Ask the owner for a newer value.", id="stale"),
]


@pytest.mark.parametrize(("code", "changes", "said"), DECISIONS)
def test_each_exception_names_what_has_to_be_decided(
    code: ClassCode, changes: dict[str, Any], said: str
) -> None:
    assert said in text("".join(exceptions.entries(progress(outcome(assessment(code, **changes))), view())))


def test_the_eighth_exception_is_not_shown() -> None:
    rated = [assessment(C.BELOW, f"t{i}") for i in range(9)]
    assert "".join(exceptions.entries(progress(outcome(*rated)), view())).count("<li>") == 7


def district(name: str, code: ClassCode, headline: float | None = 0.5) -> AreaProgress:
    """A district of a class."""
    return AreaProgress(city.area(name, name_en=name, name_zh=None), (), headline, 0.9, 0.4, code, ())


FINDINGS = [
    pytest.param([], "No district has enough data for one number", id="none"),
    pytest.param([("A", C.NOT_ASSESSED, None)], "No district has enough data for one number", id="no-data"),
    pytest.param([("A", C.AT_RISK, 0.4)], "No district is off track", id="well"),
    pytest.param([("A", C.BELOW, 0.1), ("B", C.ON_TRACK, 0.9)], "A is off track", id="one"),
    pytest.param(
        [(name, C.BELOW, 0.1) for name in "ABCDEF"],
        "6 districts are off track: A, B, C, D and …",
        id="more-than-four",
    ),
]


@pytest.mark.parametrize(("rated", "said"), FINDINGS)
def test_the_finding_names_at_most_four_districts(
    rated: list[tuple[str, ClassCode, float | None]], said: str
) -> None:
    found = {name: district(name, code, headline) for name, code, headline in rated}
    assert districts.finding(progress(outcome(assessment()), districts=found), view()) == said


def test_the_table_says_what_the_map_shows() -> None:
    found = {"A": district("A", C.ON_TRACK), "<B>": district("<B>", C.NOT_ASSESSED, None)}
    html = districts.table(progress(outcome(assessment()), districts=found), view())
    assert text(html) == (
        "District Status Progress Due by now Data A On track 50% 40% 90% "
        f"&lt;B&gt; Not assessed {ABSENT} {ABSENT} 90%"
    )
    assert html.count("scope='row'") == 2
