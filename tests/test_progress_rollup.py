import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from cityops.errors import RefusedError
from cityops.progress.model import ClassCode
from cityops.progress.rollup import headline_class, interval, leaf_weights, roll_up, stability

nan = float("nan")


@pytest.mark.parametrize(
    ("values", "weights", "headline", "coverage"),
    [
        pytest.param([1.0, 0.5], [1.0, 1.0], 0.75, 1.0, id="equal_weights"),
        pytest.param([1.0, 0.5], [3.0, 1.0], 0.875, 1.0, id="weights_need_not_sum_to_one"),
        pytest.param([1.0, 0.5, nan], [3.0, 1.0, 1.0], 0.875, 0.8, id="at_the_gate"),
        pytest.param([1.0, 0.5, nan], [3.0, 0.9, 1.0], None, 3.9 / 4.9, id="under_the_gate"),
        pytest.param([0.5] * 8 + [nan] * 2, [0.1] * 10, 0.5, 0.8, id="the_gate_in_binary"),
        pytest.param([1.0, nan], [1.0, 0.0], 1.0, 1.0, id="a_weight_of_zero_is_not_missed"),
        pytest.param([nan, nan], [1.0, 1.0], None, 0.0, id="nothing_covered"),
        pytest.param([1.0], [0.0], None, 0.0, id="no_weight_at_all"),
        pytest.param([], [], None, 0.0, id="no_targets"),
    ],
)
def test_roll_up(values, weights, headline: float | None, coverage: float) -> None:
    result = roll_up(np.array(values, dtype=float), np.array(weights, dtype=float))
    assert result.headline == (None if headline is None else pytest.approx(headline))
    assert result.coverage == pytest.approx(coverage)
    assert np.isnan(result.contributions).tolist() == np.isnan(values).tolist() or coverage == 0.0


def test_a_lower_gate_shows_more() -> None:
    assert roll_up(np.array([1.0, nan]), np.ones(2), gate=0.5).headline == 1.0


@pytest.mark.parametrize("weight", [-0.1, nan])
def test_a_weight_that_is_none_is_refused(weight: float) -> None:
    with pytest.raises(RefusedError, match=r"Weight 2 is (-0\.1|nan)\. Give every weight zero or more\."):
        roll_up(np.array([1.0, 1.0]), np.array([1.0, weight]))


TARGETS = st.lists(
    st.tuples(st.one_of(st.just(nan), st.floats(0, 1)), st.floats(0.01, 100)), min_size=1, max_size=40
)


@given(TARGETS)
def test_contributions_sum_to_the_headline(targets) -> None:
    values, weights = np.array(targets).T
    result = roll_up(values, weights, gate=0.0)
    if result.headline is not None:
        assert abs(float(np.nansum(result.contributions)) - result.headline) <= 1e-12
        assert -1e-12 <= result.headline <= 1 + 1e-12


@given(TARGETS, st.floats(0.001, 1000))
def test_neither_the_order_nor_the_scale_of_the_weights_matters(targets, scale: float) -> None:
    values, weights = np.array(targets).T
    plain, other = roll_up(values, weights), roll_up(values[::-1], weights[::-1] * scale)
    assert other.coverage == pytest.approx(plain.coverage)
    if plain.headline is not None and plain.coverage > 0.81:
        assert other.headline == pytest.approx(plain.headline)


@pytest.mark.parametrize(
    ("outcomes", "index", "targets", "expected"),
    [
        pytest.param([1, 1], [0, 0, 1], [1, 1, 1], [0.25, 0.25, 0.5], id="equal_outcomes"),
        pytest.param([1, 3], [1, 0, 1], [1, 7, 3], [0.1875, 0.25, 0.5625], id="any_order"),
        pytest.param(
            [1, 1, 8], [0, 1], [2, 5], [0.5, 0.5], id="an_outcome_without_targets_leaves_its_weight"
        ),
        pytest.param([1, 1], [0, 1], [0, 5], [0.0, 1.0], id="a_target_of_weight_zero"),
        pytest.param([0, 0], [0, 1], [1, 1], [0.0, 0.0], id="no_weight_at_all"),
        pytest.param([1], [], [], [], id="no_targets"),
    ],
)
def test_leaf_weights(outcomes, index, targets, expected) -> None:
    found = leaf_weights(np.array(outcomes, float), np.array(index, np.int64), np.array(targets, float))
    assert found == pytest.approx(expected)


SHARES = np.array([[0.2, 0.4, 0.6], [nan, 0.5, nan], [0.9, 0.8, nan], [0.1, nan, 0.3]])
WEIGHTS = np.array([1.0, 2.0, 1.0, 5.0])


def test_the_interval_is_the_same_for_the_same_seed_and_another_for_another() -> None:
    assert interval(SHARES, WEIGHTS, seed=7) == interval(SHARES, WEIGHTS, seed=7)
    assert interval(SHARES, WEIGHTS, seed=7) != interval(SHARES, WEIGHTS, seed=8)


def test_the_interval_lies_around_the_headline_of_the_same_targets() -> None:
    found = interval(SHARES, WEIGHTS, seed=7)
    headline = roll_up(SHARES[:, 1], WEIGHTS, gate=0.0).headline
    assert found is not None
    assert found[0] < headline < found[1]
    # the least and most that base years and weights can make of the three covered targets
    assert 0.45 < found[0] < found[1] < 0.69


def test_equal_shares_leave_no_interval_and_one_target_only_its_base_years() -> None:
    assert interval(np.full((4, 3), 0.5), np.ones(4), seed=1) == pytest.approx((0.5, 0.5))
    assert interval(np.array([[0.2, 0.4, nan]]), np.ones(1), seed=1) == pytest.approx((0.2, 0.4))


def test_each_usable_base_year_is_drawn_as_often() -> None:
    low, high = interval(np.tile([0.0, 0.5, 1.0], (3000, 1)), np.ones(3000), seed=1, draws=200)
    assert 0.48 < low < 0.5 < high < 0.52


def test_there_is_no_interval_where_nothing_is_covered() -> None:
    assert interval(np.full((2, 3), nan), np.ones(2), seed=1) is None
    assert interval(np.ones((2, 3)), np.zeros(2), seed=1) is None


def test_many_targets_are_drawn_in_blocks() -> None:
    found = interval(np.full((400_000, 3), 0.25), np.ones(400_000), seed=1, draws=5)
    assert found == pytest.approx((0.25, 0.25))


def test_stability_by_target_and_on_the_whole() -> None:
    on, risk, none = ClassCode.ON_TRACK, ClassCode.AT_RISK, ClassCode.NOT_ASSESSED
    classes = np.array(
        [[on, on, on], [risk, on, on], [risk, on, risk], [none, on, risk], [none, on, none], [on, none, on]],
        dtype=np.int8,
    )
    of_target, mean = stability(classes)
    assert of_target == pytest.approx([1.0, 0.5, 0.0, 0.0, nan, nan], nan_ok=True)
    assert mean == pytest.approx(1.5 / 4)


def test_stability_without_another_base_year_is_unknown() -> None:
    of_target, mean = stability(np.array([[8, 2, 8]], dtype=np.int8))
    assert np.isnan(of_target[0])
    assert np.isnan(mean)


@pytest.mark.parametrize(
    ("headline", "expected", "verdict"),
    [
        (0.57, 0.6, "on_track"),
        (0.56, 0.6, "at_risk"),
        (0.36, 0.6, "at_risk"),
        (0.35, 0.6, "below"),
        (0.0, 0.6, "below"),
        (0.0, 0.0, "on_track"),
        (None, 0.6, "not_assessed"),
        (0.5, nan, "not_assessed"),
    ],
)
def test_headline_class(headline: float | None, expected: float, verdict: str) -> None:
    assert headline_class(headline, expected).key == verdict
