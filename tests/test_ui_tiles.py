"""The tiles and the exceptions: which target is shown, in which order, and measured by what."""

from typing import Any

import pytest

from cityops.progress.model import ClassCode
from cityops.progress.reads import exceptions
from cityops.ui import tiles
from tests.support.views import assessment, outcome, progress, view

C = ClassCode

WORST = [
    # class and weight of each target of the outcome, the position of the one that is shown
    pytest.param([(C.ACHIEVED, 9.0), (C.ON_TRACK, 1.0)], 1, id="on-track-before-achieved"),
    pytest.param([(C.ON_TRACK, 9.0), (C.NOT_ASSESSED, 1.0)], 1, id="unknown-before-on-track"),
    pytest.param([(C.NOT_ASSESSED, 9.0), (C.AT_RISK, 1.0)], 1, id="at-risk-before-unknown"),
    pytest.param([(C.AT_RISK, 9.0), (C.MISSED, 1.0)], 1, id="off-track-before-at-risk"),
    pytest.param([(C.BELOW, 1.0), (C.LOST, 2.0), (C.AWAY, 1.5)], 1, id="the-heaviest-of-equals"),
    pytest.param([(C.BELOW, 1.0), (C.LOST, 1.0)], 0, id="the-first-by-name-of-equals"),
]


@pytest.mark.parametrize(("targets", "place"), WORST)
def test_a_tile_shows_the_target_that_most_needs_a_look(
    targets: list[tuple[ClassCode, float]], place: int
) -> None:
    rated = [assessment(code, f"t{i}", weight=weight) for i, (code, weight) in enumerate(targets)]
    assert tiles.worst(outcome(*rated)) is rated[place]
    assert tiles.worst(outcome(*reversed(rated))) is rated[place]


def test_six_outcomes_are_shown_the_heaviest_in_the_order_of_the_screen() -> None:
    weights = [1.0, 3.0, 1.0, 3.0, 1.0, 1.0, 1.0, 2.0]
    every = [outcome(assessment(), name=f"o{i}", weight=w, rank=i) for i, w in enumerate(weights)]
    shown = tiles.heaviest(progress(*reversed(every)))
    assert [one.outcome.id for one in shown] == ["o0", "o1", "o2", "o3", "o4", "o7"]


AIMS = [
    pytest.param(C.BELOW, {}, "16 ug/m3 needed by then", id="behind-the-path"),
    pytest.param(C.AWAY, {"needed": None}, "target 10 ug/m3 by 2030", id="no-path"),
    pytest.param(C.ON_TRACK, {}, "target 10 ug/m3 by 2030", id="on-track"),
    pytest.param(C.MISSED, {}, "target 10 ug/m3 by 2030", id="missed"),
    pytest.param(C.HELD, {"target": {"kind": "maintain"}}, "to keep: 10 ug/m3", id="kept"),
]


@pytest.mark.parametrize(("code", "changes", "said"), AIMS)
def test_a_tile_says_what_it_is_measured_by(code: ClassCode, changes: dict[str, Any], said: str) -> None:
    one = assessment(code, **changes)
    html = tiles.tiles(progress(outcome(one)), view())
    assert f">{said}<" in html


def test_a_tile_without_a_value_says_so() -> None:
    html = tiles.tiles(progress(outcome(assessment(C.NOT_ASSESSED, trend=(), baseline=None))), view())
    assert ">Not assessed<" in html
    assert "co-spark" not in html


@pytest.mark.parametrize("name", ["</p><script>alert(1)</script>", "\"'><img src=x>"])
def test_a_name_on_a_tile_is_text(name: str) -> None:
    one = assessment(target={"source_title": name, "fit": name, "note_en": name})
    html = tiles.tiles(progress(outcome(one, name=name)), view())
    assert name not in html
    assert "<script" not in html.lower()


def test_exceptions_come_worst_first_and_the_heavier_of_equals_before() -> None:
    rated = [
        assessment(C.ACHIEVED, "fine"),
        assessment(C.ON_TRACK, "stale", is_stale=True),
        assessment(C.NOT_ASSESSED, "unknown", weight=9.0),
        assessment(C.AT_RISK, "light", weight=1.0),
        assessment(C.AT_RISK, "heavy", weight=2.0),
        assessment(C.LOST, "lost", weight=0.5),
        assessment(C.ON_TRACK, "well"),
    ]
    found = exceptions(progress(outcome(*rated)))
    assert [one.target.id for one in found] == ["lost", "heavy", "light", "unknown", "stale"]
