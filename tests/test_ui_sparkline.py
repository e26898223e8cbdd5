"""The small trend: the last fifteen values, the newest marked, the target's level within the picture."""

import re

import pytest

from cityops.ui import sparkline
from cityops.words.colours import LIGHT

LINE = "#0B3C6F"


def line(svg: str) -> list[tuple[float, float]]:
    """Points of the trend."""
    found = re.search(r'<path d="M([^"H]*)" fill="none"', svg)
    assert found
    return [(float(x), float(y)) for x, y in (point.split() for point in found[1].split("L"))]


def levels(svg: str) -> list[float]:
    """Heights of the target's lines."""
    return [float(y) for y in re.findall(r'<path d="M0 ([\d.]+)H', svg)]


@pytest.mark.parametrize("values", [[], [1.0]], ids=["none", "one"])
def test_there_is_no_trend_of_fewer_than_two(values: list[float]) -> None:
    assert sparkline.draw(values, [2.0], LINE, LIGHT) == ""


def test_time_runs_to_the_right_and_more_is_higher() -> None:
    points = line(sparkline.draw([1.0, 2.0, 4.0], [], LINE, LIGHT))
    assert [x for x, _ in points] == sorted(x for x, _ in points)
    (_, first), (_, second), (_, third) = points
    assert first - second == pytest.approx((second - third) / 2, abs=0.1)


def test_fifteen_values_are_shown_the_newest_marked() -> None:
    svg = sparkline.draw([float(i % 7) for i in range(40)], [], LINE, LIGHT)
    points = line(svg)
    assert len(points) == 15
    x, y = points[-1]
    assert f'<circle cx="{x}" cy="{y}"' in svg


@pytest.mark.parametrize("goals", [[10.0], [-5.0], [2.0, 3.5], []], ids=["above", "below", "band", "none"])
def test_trend_and_levels_are_within_the_picture(goals: list[float]) -> None:
    svg = sparkline.draw([1.0, 3.0, 2.0], goals, LINE, LIGHT)
    found = re.search(r'viewBox="0 0 (\d+) (\d+)"', svg)
    assert found
    assert len(levels(svg)) == len(goals)
    assert all(0 <= y <= float(found[2]) for y in [*levels(svg), *(y for _, y in line(svg))])
    assert all(0 <= x <= float(found[1]) for x, _ in line(svg))


def test_a_target_that_is_met_lies_on_the_trend() -> None:
    svg = sparkline.draw([1.0, 3.0], [3.0], LINE, LIGHT)
    assert levels(svg) == [line(svg)[-1][1]]


def test_values_that_never_move_are_a_line() -> None:
    assert len({y for _, y in line(sparkline.draw([2.0, 2.0, 2.0], [2.0], LINE, LIGHT))}) == 1
