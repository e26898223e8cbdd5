"""An indicator that follows from others: its formula, its values at every moment, and what they rest on."""

from datetime import datetime
from typing import Any

import pytest

from cityops.errors import RefusedError
from cityops.indicators import formulas
from cityops.indicators import reads as indicators
from cityops.indicators.formula import FormulaError, order, parse
from cityops.indicators.values import by_area
from cityops.ingest import importing, lineage
from cityops.ingest.derive import Wish, derive
from cityops.progress.reads import progress
from cityops.store import PRESENT, Store
from cityops.vision import writes as visions
from tests.support import city
from tests.support.counts import content

# --- formulas -----------------------------------------------------------------

FORMULAS = [
    pytest.param("own_a / own_b * 100000", ("own_a", "own_b"), id="a_rate"),
    pytest.param("(own_a + own_b) / -2.5", ("own_a", "own_b"), id="brackets_and_signs"),
    pytest.param("own_a * own_a", ("own_a",), id="once_is_enough"),
    pytest.param("iso37120_2018_5.1 - 1e3", ("iso37120_2018_5.1",), id="a_point_in_an_id"),
    pytest.param("'own-a' - 3", ("own-a",), id="a_minus_in_an_id"),
]


@pytest.mark.parametrize(("text", "inputs"), FORMULAS)
def test_a_formula_names_its_inputs(text: str, inputs: tuple[str, ...]) -> None:
    assert parse(text).inputs == inputs


REFUSED = [
    pytest.param("__import__('os').system('true')", "not_allowed", id="a_call"),
    pytest.param("own_a ** 9999999", "not_allowed", id="a_power"),
    pytest.param("own_a if own_b else 1", "no_formula", id="a_choice"),
    pytest.param("[own_a][0]", "not_allowed", id="a_place_in_a_list"),
    pytest.param("own_a < 2", "not_allowed", id="a_comparison"),
    pytest.param("own_a * 2j", "not_allowed", id="imaginary"),
    pytest.param("own_a * 1e999", "not_allowed", id="infinite"),
    pytest.param("lambda: own_a", "no_formula", id="a_function"),
    pytest.param("own_a /", "no_formula", id="half"),
    pytest.param("own_a = 3", "no_formula", id="an_assignment"),
    pytest.param("", "no_formula", id="nothing"),
    pytest.param("1 + 2", "no_input", id="only_numbers"),
    pytest.param("-" * 60 + "own_a", "too_deep", id="deep"),
    pytest.param("(" * 300 + "own_a" + ")" * 190, "no_formula", id="unbalanced"),
    pytest.param("own_a + " * 80 + "1", "too_long", id="long"),
]


@pytest.mark.parametrize(("text", "code"), REFUSED)
def test_what_is_no_formula_is_refused_and_never_run(text: str, code: str) -> None:
    with pytest.raises(FormulaError) as refused:
        parse(text)
    assert refused.value.code == code


def test_what_rests_on_itself_is_refused() -> None:
    with pytest.raises(FormulaError) as refused:
        order({"a": parse("b + 1"), "b": parse("c * 2"), "c": parse("a / 3")})
    assert refused.value.found == "a → b → c → a"


# --- values -------------------------------------------------------------------

RATE = Wish("own_density", "own_people / own_homes", name_en="People per home", unit_en="people")
PEOPLE = ("T0,People,2020,100", "T0,People,2021,110", "T1,People,2020,50")
HOMES = ("T0,Homes,2020,40", "T0,Homes,2021,44", "T2,Homes,2020,9")


def _derive(store: Store, wish: Wish, **options: Any) -> dict[str, Any]:
    return derive(store, city.ANALYST, wish, city.ON, **options)


def _values(
    store: Store, indicator: str = "own_density", known: datetime = PRESENT
) -> dict[tuple[str, str], float]:
    found = by_area(store, indicator, on=city.ON, known=known)
    return {(area, one.label): one.value for area, values in found.items() for one in values}


def test_values_follow_wherever_every_input_has_one(any_city: Store) -> None:
    city.upload(any_city, *PEOPLE, *HOMES)
    done = _derive(any_city, RATE)
    assert done["derived"] == [
        {"indicator": "own_density", "points": 2, "closed": 0, "opened": 2, "findings": []}
    ]
    assert _values(any_city) == {("T0", "2020"): 2.5, ("T0", "2021"): 2.5}
    one = indicators.catalogue(any_city)["own_density"]
    assert (one.kind, one.source, one.unit_zh) == ("derived", "= own_people / own_homes", "people")


def test_values_are_right_at_every_past_moment(any_city: Store) -> None:
    then: list[tuple[datetime, dict[tuple[str, str], float]]] = []

    def remember(expected: dict[tuple[str, str], float]) -> None:
        then.append((any_city.clock.moment(), expected))
        assert _values(any_city) == expected

    city.upload(any_city, *PEOPLE)
    remember({})
    _derive(any_city, RATE)
    remember({})
    homes = city.upload(any_city, *HOMES)
    assert [(one["indicator"], one["opened"]) for one in homes.derived] == [("own_density", 2)]
    remember({("T0", "2020"): 2.5, ("T0", "2021"): 2.5})
    city.upload(any_city, "T0,People,2020,80")
    remember({("T0", "2020"): 2.0, ("T0", "2021"): 2.5})
    importing.undo(any_city, city.ANALYST, homes.upload_id, city.ON)
    remember({})
    importing.redo(any_city, city.ANALYST, homes.upload_id, city.ON)
    remember({("T0", "2020"): 2.0, ("T0", "2021"): 2.5})
    _derive(any_city, Wish("own_density", "own_people / own_homes * 10"))
    remember({("T0", "2020"): 20.0, ("T0", "2021"): 25.0})
    for moment, expected in then:
        assert _values(any_city, known=moment) == expected


def test_a_division_by_zero_gives_no_value_and_a_finding(any_city: Store) -> None:
    city.upload(any_city, *PEOPLE, "T0,Homes,2020,0", "T0,Homes,2021,44", "T1,Homes,2020,0")
    [one] = _derive(any_city, RATE)["derived"]
    assert one["findings"] == [
        {"code": "division_by_zero", "area": "T0", "period": "2020"},
        {"code": "division_by_zero", "area": "T1", "period": "2020"},
    ]
    assert _values(any_city) == {("T0", "2021"): 2.5}


def test_breakdowns_and_plans_follow_each_by_itself(any_city: Store) -> None:
    header = "area_code,indicator,year,value,sex,scenario"
    rows = ("T0,People,2020,50,female,", "T0,Homes,2020,25,female,", "T0,People,2030,90,,plan")
    city.upload(any_city, *rows, "T0,Homes,2030,30,,plan", "T0,Homes,2020,20,,", header=header)
    _derive(any_city, RATE)
    held = any_city.rows("indicators/held", indicator_id="own_density", known=PRESENT)
    found = {(row["dimensions"], row["scenario"], row["value"]) for row in held}
    assert found == {("sex=female", "actual", 2.0), ("", "plan", 3.0)}


def test_a_chain_follows_in_one_write(any_city: Store) -> None:
    _derive(any_city, RATE)
    _derive(any_city, Wish("own_a", "own_density * 2", name_zh="甲", unit_zh="人"))
    done = city.upload(any_city, *PEOPLE, *HOMES)
    assert [one["indicator"] for one in done.derived] == ["own_density", "own_a"]
    assert _values(any_city, "own_a") == {("T0", "2020"): 5.0, ("T0", "2021"): 5.0}


def test_a_flag_of_an_input_is_one_of_the_result(small: Store) -> None:
    header = "area_code,indicator,year,value,flag"
    city.upload(
        small, "T0,People,2020,9,provisional", "T0,People,2021,9,", "T0,People,2022,9,e", header=header
    )
    city.upload(small, "T0,Homes,2020,3,", "T0,Homes,2021,3,", "T0,Homes,2022,3,break", header=header)
    _derive(small, RATE)
    found = by_area(small, "own_density", on=city.ON)["T0"]
    assert [one.flag for one in found] == ["provisional", "", "break"]


def test_a_target_of_a_derived_indicator_is_assessed(small: Store) -> None:
    _derive(small, RATE)
    target = city.target("density", indicator_id="own_density", outcome_id="life", baseline_value=5.0)
    visions.add_targets(small, city.ANALYST, [target])
    city.upload(small, "T0,People,2023,60", "T0,Homes,2023,10")
    found = progress(small, on=city.ON)
    assert found
    [one] = [one for one in found.city.assessments if one.indicator.id == "own_density"]
    assert one.latest
    assert (one.latest.value, one.latest.upload_number) == (6.0, 0)


# --- what is refused ------------------------------------------------------------

WISHES = [
    pytest.param(Wish("own_x", "own_poeple / 2", "X", unit_en="%"), "Near: own_people", id="unknown"),
    pytest.param(
        Wish("own_x", "zzz / 2", "X", unit_en="%"), "'zzz', which is not in the catalogue", id="far"
    ),
    pytest.param(Wish("own_x", "own_x + 1", "X", unit_en="%"), "rest on itself: own_x → own_x", id="itself"),
    pytest.param(Wish("own_people", "own_density"), "rest on itself: own_density → own_people", id="cycle"),
    pytest.param(Wish("own_dust", "own_people"), "own_dust has values of its own", id="measured"),
    pytest.param(Wish("own_x", "own_people"), "own_x is new. Give it a name", id="nameless"),
    pytest.param(Wish("own_x", "exit()", "X", unit_en="%"), "cannot stand in a formula", id="a_call"),
]


@pytest.mark.parametrize(("wish", "said"), WISHES)
def test_a_wish_that_cannot_be_is_refused(any_city: Store, wish: Wish, said: str) -> None:
    _derive(any_city, RATE)
    city.upload(any_city, "T0,Fine dust,2020,20")
    before = content(any_city)
    with pytest.raises(RefusedError, match=said):
        _derive(any_city, wish)
    assert content(any_city) == before


def test_a_trial_writes_nothing(any_city: Store) -> None:
    city.upload(any_city, *PEOPLE, *HOMES)
    before = content(any_city)
    assert _derive(any_city, RATE, dry_run=True)["derived"][0]["points"] == 2
    assert content(any_city) == before


def test_a_file_cannot_bring_values_of_a_derived_indicator(small: Store) -> None:
    _derive(small, RATE)
    data = city.csv("T0,People,2020,5", "T0,People per home,2020,5")
    [fault] = importing.import_file(small, city.ANALYST, "a.csv", data, city.CLOCKS).errors
    assert (fault.line, fault.found, fault.code) == (3, "People per home", "derived")


# --- lineage --------------------------------------------------------------------


def test_a_derived_value_names_the_lines_of_its_inputs(any_city: Store) -> None:
    city.upload(any_city, *PEOPLE, name="people.csv")
    city.upload(any_city, *HOMES, name="homes.csv")
    _derive(any_city, RATE)
    _derive(any_city, Wish("own_a", "own_density * 2", name_zh="甲", unit_zh="人"))
    found = lineage.of_point(any_city, "own_a", "T0", "2021")
    [inner] = found["inputs"]
    assert (found["value"], found["formula"], inner["formula"]) == (5.0, "own_density * 2", RATE.formula)
    lines = [
        (one["claims"][0]["file_name"], one["claims"][0]["line"], one["value"]) for one in inner["inputs"]
    ]
    assert lines == [("people.csv", 3, 110.0), ("homes.csv", 3, 44.0)]
    assert formulas.read(any_city)["own_a"].formula.inputs == ("own_density",)
