"""Areas beside each other as the store holds them: one period, no sums, what is missing is named."""

from dataclasses import replace
from datetime import date
from statistics import median

import pytest

from cityops.access import SET_UP
from cityops.comparison import reads
from cityops.comparison.model import Profile, Strip
from cityops.errors import RefusedError
from cityops.indicators import writes as indicators
from cityops.store import PRESENT, Store
from cityops.vision import settings
from tests.support import city

ON = date(2020, 12, 31)
CAMDEN, CITY_OF_LONDON = "E09000007", "E09000001"


def strip(profile: Profile, indicator_id: str) -> Strip:
    """One indicator of a profile."""
    return next(one for one in profile.strips if one.indicator.id == indicator_id)


@pytest.fixture(scope="module")
def camden(london: Store) -> Profile:
    return reads.profile(london, CAMDEN, by=("ldn_population", "ldn_jobs"), on=ON)


def test_every_indicator_that_is_measured_there_is_told(camden: Profile, london: Store) -> None:
    held = {row["indicator_id"] for row in london.rows("indicators/measured", known=PRESENT)}
    assert len(camden.strips) == 20
    assert {one.indicator.id for one in camden.strips} < held
    assert list(camden.peers) == sorted(camden.peers)
    assert len(camden.peers) == 33


def test_the_worked_example_of_the_methods(camden: Profile) -> None:
    one = strip(camden, "ldn_recycling_rate")
    assert (one.own, one.city, one.period.label) == (31.0, 33.0, "2018")
    assert one.noise == pytest.approx(2 / 0.954)
    assert one.difference.meaning.value == "noise"


def test_a_total_is_set_beside_the_middle_and_never_beside_the_sum(camden: Profile) -> None:
    one = strip(camden, "ldn_population")
    assert one.city is None
    assert one.against == median(one.values.values())
    assert one.difference.is_better(one.indicator) is None


def test_the_similar_areas_stand_with_the_middle_of_their_values(camden: Profile) -> None:
    assert camden.similar is not None
    near = [one.area_id for one in camden.similar.nearest]
    assert len(near) == 5
    one = strip(camden, "ldn_average_house_price")
    assert one.similar == median(one.values[area] for area in near)


def test_who_has_no_value_of_a_criterion_is_left_out_by_name(london: Store) -> None:
    found = reads.profile(london, CAMDEN, by=("ldn_crimes_per_1000",), on=ON).similar
    assert found is not None
    assert found.left_out == (CITY_OF_LONDON,)
    own = reads.profile(london, CITY_OF_LONDON, by=("ldn_crimes_per_1000",), on=ON).similar
    assert own is not None
    assert (own.nearest, own.unusable) == ((), ("ldn_crimes_per_1000",))


def test_later_periods_do_not_count(london: Store) -> None:
    then = reads.profile(london, CAMDEN, on=date(2010, 12, 31))
    assert {one.period.end for one in then.strips if one.indicator.id == "ldn_recycling_rate"} == {
        date(2010, 12, 31)
    }
    assert max(one.period.end for one in then.strips) <= date(2010, 12, 31)
    assert then.similar is None


def test_the_city_says_by_what_areas_are_alike(london_copy: Store) -> None:
    assert reads.criteria(london_copy) == ("ldn_population", "ldn_jobs", "ldn_average_house_price")
    settings.save(london_copy, SET_UP, {"similar_by": " ldn_jobs ,, ldn_jobs"})
    assert reads.criteria(london_copy) == ("ldn_jobs",)
    settings.save(london_copy, SET_UP, {"similar_by": ""})
    assert reads.criteria(london_copy) == ()


@pytest.mark.parametrize("area", ["E12000007", "LDN-INNER", "x", ""])
def test_what_stands_beside_nothing_is_refused(area: str, london: Store) -> None:
    with pytest.raises(
        RefusedError, match=r"There is no area .* that others stand beside. There are E09000001,"
    ):
        reads.profile(london, area, on=ON)


def test_an_empty_store_has_nothing_to_compare(store: Store) -> None:
    assert reads.kinds(store, on=ON) == {}
    with pytest.raises(RefusedError, match=r"There are no two areas to compare"):
        reads.profile(store, "T1", on=ON)


PEOPLE = ("T1,People,2023,100", "T2,People,2023,300", "T3,People,2023,600")
JOBLESS = ("T1,Jobless rate,2023,10", "T2,Jobless rate,2023,5", "T3,Jobless rate,2023,5")


def test_only_the_same_period_is_compared(any_city: Store) -> None:
    said = ("T1,2022,10", "T1,2023,12", "T2,2023,13", "T3,2022,9", "T2,2024,1", "T0,2022,99")
    city.upload(any_city, *(row.replace(",", ",Fine dust,", 1) for row in said))
    one = strip(reads.profile(any_city, "T1", on=city.ON), "own_dust")
    assert (one.period.label, dict(one.values), one.city) == ("2023", {"T1": 12.0, "T2": 13.0}, None)


def test_a_weighted_mean_is_worked_out_where_all_districts_have_it(any_city: Store) -> None:
    city.upload(any_city, *PEOPLE, *JOBLESS)
    one = strip(reads.profile(any_city, "T1", on=city.ON), "own_jobless")
    assert one.city == pytest.approx((100 * 10 + 300 * 5 + 600 * 5) / 1000)


@pytest.mark.parametrize("given", ["T0,Jobless rate,2023,7", ""], ids=["given", "one_is_missing"])
def test_a_given_value_comes_first_and_a_gap_gives_none(given: str, any_city: Store) -> None:
    rows = (*PEOPLE, *JOBLESS, given) if given else (*PEOPLE, *JOBLESS[:2])
    city.upload(any_city, *rows)
    one = strip(reads.profile(any_city, "T1", on=city.ON), "own_jobless")
    assert one.city == (7.0 if given else None)
    assert one.against == (7.0 if given else 7.5)


def test_what_was_not_known_then_is_not_compared(any_city: Store) -> None:
    city.upload(any_city, "T1,Fine dust,2022,10", "T2,Fine dust,2022,11")
    before = any_city.rows("ingest/uploads", known=PRESENT)[0]["uploaded_at"]
    city.upload(any_city, "T1,Fine dust,2023,12", "T2,Fine dust,2023,13", name="b.csv")
    assert strip(reads.profile(any_city, "T1", on=city.ON), "own_dust").period.label == "2023"
    assert strip(reads.profile(any_city, "T1", on=city.ON, known=before), "own_dust").period.label == "2022"


def test_cities_stand_beside_each_other_where_several_are_held(any_city: Store) -> None:
    assert list(reads.kinds(any_city, on=city.ON)) == ["districts"]
    indicators.add_areas(any_city, SET_UP, [city.area("U0", name_en="Otherville")], [])
    assert list(reads.kinds(any_city, on=city.ON)["cities"]) == ["T0", "U0"]
    city.upload(any_city, "T0,Fine dust,2023,12", "U0,Fine dust,2023,18", "T1,Fine dust,2023,99")
    found = reads.profile(any_city, "T0", on=city.ON)
    one = strip(found, "own_dust")
    assert (found.whole, dict(one.values), one.city, one.against) == (
        None,
        {"T0": 12.0, "U0": 18.0},
        None,
        15.0,
    )


def test_a_district_is_found_by_its_code_too(any_city: Store) -> None:
    north = replace(city.area("T9", name_en="Far"), code="09", kind="district")
    indicators.add_areas(any_city, SET_UP, [north], [("administrative", "T9", "T0")])
    assert reads.profile(any_city, "09", on=city.ON).area.id == "T9"
