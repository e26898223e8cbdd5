"""The reduction of sorted observations against a loop that says the same in plain words."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from cityops.progress import reduce

years = st.lists(st.integers(2000, 2012), unique=True, max_size=6).map(sorted)
wanted = st.none() | st.integers(1998, 2014)


def by_hand(times: list[int], first: int | None) -> tuple[int | None, int | None, int]:
    """Year of the latest observation, year of the baseline, points."""
    usable = [year for year in times if first is None or year >= first]
    latest = times[-1] if times else None
    return latest, usable[0] if usable else None, len(usable or times)


@given(st.lists(st.tuples(years, wanted), min_size=1, max_size=8))
def test_ends_are_those_of_a_plain_loop(series: list[tuple[list[int], int | None]]) -> None:
    index = np.repeat(np.arange(len(series)), [len(times) for times, _ in series])
    time = np.array([year for times, _ in series for year in times], dtype=np.float64)
    first = np.array([np.nan if year is None else year for _, year in series])
    ends = reduce.ends(index, time, first)
    found = zip(
        reduce.at(time, ends.latest).tolist(),
        reduce.at(time, ends.baseline).tolist(),
        ends.points.tolist(),
        strict=True,
    )
    expected = [by_hand(times, year) for times, year in series]
    assert [tuple(None if number != number else number for number in row) for row in found] == expected


def test_days_are_found_as_numbers_are() -> None:
    days = np.array(["2015-01-01", "2017-01-01"], dtype="M8[D]")
    ends = reduce.ends(np.array([0, 0]), days, np.array(["2016-01-01", "NaT"], dtype="M8[D]"))
    assert reduce.at(days, ends.baseline).astype(str).tolist() == ["2017-01-01", "NaT"]
    assert reduce.at(days, ends.latest).astype(str).tolist() == ["2017-01-01", "NaT"]
