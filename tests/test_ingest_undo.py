"""Any upload can be taken back and forth; what was known at any moment stays; every value names its line."""

import random
from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime

import pytest

from cityops import demo
from cityops.access import SET_UP
from cityops.errors import RefusedError
from cityops.indicators import writes as indicators
from cityops.ingest import importing
from cityops.ingest.derive import derive
from cityops.ingest.importing import Clocks, import_file
from cityops.progress.assessment import VisionProgress
from cityops.progress.model import ReasonCode
from cityops.progress.reads import progress
from cityops.store import PRESENT, Store
from cityops.vision import writes as visions
from tests.support import city, claims
from tests.support.claims import Model
from tests.support.counts import counts

LONDON = Clocks(date(2020, 12, 31), date(2026, 11, 22))


# --- against a model ---------------------------------------------------------


def _replay(store: Store, seed: int) -> None:
    """Take random steps; after each, and at the end for each moment in between, compare with the model.

    Beside what is uploaded, an indicator that is computed from it is compared.
    """
    derive(store, city.ANALYST, claims.CLEAN, city.ON)
    model = Model()
    then: list[tuple[datetime, dict[claims.Key, tuple[float, str]]]] = [(store.clock.moment(), {})]
    for _ in claims.steps(store, model, random.Random(seed), uploads=4, turns=8):
        then.append((store.clock.moment(), model.held()))
        assert claims.held(store, PRESENT) == model.held()
        assert claims.derived(store, PRESENT) == claims.follows(model.held())
        assert claims.rests_on_live_claims(store, model, PRESENT)
    for moment, expected in then:
        assert claims.held(store, moment) == expected
        assert claims.derived(store, moment) == claims.follows(expected)


@pytest.fixture
def bare(any_store: Store) -> Store:
    """The small city without its vision: there is nothing to rate, so a step takes less time."""
    indicators.add_areas(any_store, SET_UP, city.areas(), [])
    indicators.add_indicators(any_store, SET_UP, city.catalogue())
    return any_store


@pytest.mark.parametrize("seed", range(3))
def test_uploads_undone_and_redone_equal_a_model(bare: Store, seed: int) -> None:
    _replay(bare, seed)


@pytest.mark.soak
@pytest.mark.parametrize("seed", range(10, 110))
def test_uploads_undone_and_redone_equal_a_model_in_200_orders(bare: Store, seed: int) -> None:
    _replay(bare, seed)


# --- one upload at a time ----------------------------------------------------


def test_the_difference_is_counted(small: Store) -> None:
    first = city.upload(small, "T0,Fine dust,2019,20", "T0,Fine dust,2020,21", "T1,Fine dust,2020,22")
    assert (first.new, first.changed, first.unchanged) == (3, 0, 0)
    second = city.upload(small, "T0,Fine dust,2019,20", "T0,Fine dust,2020,19", "T2,Fine dust,2020,23")
    assert (second.new, second.changed, second.unchanged) == (1, 1, 1)
    flagged = city.upload(
        small, "T0,Fine dust,2019,20,provisional", header="area_code,indicator,year,value,flag"
    )
    assert (flagged.new, flagged.changed, flagged.unchanged) == (0, 1, 0)
    uploads = small.rows("ingest/uploads", known=PRESENT)
    counted = [(u["rows_read"], u["rows_new"], u["rows_changed"], u["rows_same"]) for u in uploads]
    assert counted == [(1, 0, 1, 0), (3, 1, 1, 1), (3, 3, 0, 0)]


def test_undo_says_how_many_points_it_closed_and_opened(small: Store) -> None:
    city.upload(small, "T0,Fine dust,2019,20", "T0,Fine dust,2020,21")
    second = city.upload(small, "T0,Fine dust,2020,19", "T0,Fine dust,2021,18")
    undone = importing.undo(small, city.ANALYST, second.upload_id, city.ON)
    assert (undone["closed"], undone["opened"], undone["state"]) == (2, 1, "undone")
    redone = importing.redo(small, city.ANALYST, second.upload_id, city.ON)
    assert (redone["closed"], redone["opened"], redone["state"]) == (1, 2, "live")


def test_a_value_that_two_uploads_state_outlives_the_undo_of_one(small: Store) -> None:
    first = city.upload(small, "T0,Fine dust,2020,20", name="first.csv")
    city.upload(small, "T0,Fine dust,2020,20", name="second.csv")
    importing.undo(small, city.ANALYST, first.upload_id, city.ON)
    assert claims.held(small, PRESENT) == {("T0", 2020): (20.0, "")}
    with small._engine.session() as session:
        assert [row[4] for row in session.rows(claims._HELD, {"known": PRESENT})[1]] == [2]


def test_a_withdrawal_removes_a_value_and_its_undo_brings_it_back(small: Store) -> None:
    model = Model()
    claims.add(small, model, {("T0", 2015): (1.0, ""), ("T0", 2016): (2.0, "")})
    claims.add(small, model, {("T0", 2015): (None, "")})
    assert claims.held(small, PRESENT) == {("T0", 2016): (2.0, "")}
    claims.turn(small, model.uploads[1])
    assert claims.held(small, PRESENT) == {("T0", 2015): (1.0, ""), ("T0", 2016): (2.0, "")}


Step = Callable[[Store, str], object]
REFUSED = [
    pytest.param(
        lambda s, _: importing.undo(s, city.ANALYST, "nothing", city.ON), "no upload 'nothing'", id="unknown"
    ),
    pytest.param(
        lambda s, u: importing.redo(s, city.ANALYST, u, city.ON), r"\(a.csv\) is live already", id="live"
    ),
]


@pytest.mark.parametrize(("step", "said"), REFUSED)
def test_a_turn_that_turns_nothing_is_refused(small: Store, step: Step, said: str) -> None:
    upload = city.upload(small, "T0,Fine dust,2020,20").upload_id
    before = counts(small)
    with pytest.raises(RefusedError, match=said):
        step(small, upload)
    assert counts(small) == before


def test_an_upload_is_undone_once(small: Store) -> None:
    upload = city.upload(small, "T0,Fine dust,2020,20").upload_id
    importing.undo(small, city.ANALYST, upload, city.ON, reason="wrong file")
    before = counts(small)
    with pytest.raises(RefusedError, match=r"\(a.csv\) is undone already\. Nothing was done\."):
        importing.undo(small, city.ANALYST, upload, city.ON)
    assert counts(small) == before
    history = small.history(importing.UPLOADS, upload)
    assert [(row["state"], row["action"], row["reason"]) for row in history] == [
        ("live", "import", ""),
        ("undone", "undo", "wrong file"),
    ]


# --- dry run and consequences ------------------------------------------------

NEWS = city.csv(
    "E12000007,Household waste recycling rate,2019,50",
    "E12000007,Household waste recycling rate,2018,33.4",
    "E09000001,Household waste recycling rate,2019,44",
)


def _statuses(found: VisionProgress | None) -> dict[tuple[str, str], str]:
    assert found
    areas = (found.city, *found.districts.values())
    return {(a.indicator.id, a.area_id): a.status.value for area in areas for a in area.assessments}


def test_a_dry_run_writes_nothing_and_says_what_the_real_run_does(london_copy: Store) -> None:
    before, version = counts(london_copy), london_copy.version
    tried = import_file(london_copy, city.ANALYST, "a.csv", NEWS, LONDON, dry_run=True)
    assert (counts(london_copy), london_copy.version) == (before, version)
    done = import_file(london_copy, city.ANALYST, "a.csv", NEWS, LONDON)
    assert tried.dry_run
    assert tried.status_changes
    assert tried.upload_id == ""
    assert replace(tried, dry_run=False, upload_id=done.upload_id) == done


def test_a_newer_value_changes_a_status_and_undo_restores_it(london_copy: Store) -> None:
    before = progress(london_copy, on=LONDON.on)
    receipt = import_file(london_copy, city.ANALYST, "a.csv", NEWS, LONDON)
    after = progress(london_copy, on=LONDON.on)
    changed = {(c.indicator, c.area): (c.before, c.after) for c in receipt.status_changes}
    was, now = _statuses(before), _statuses(after)
    assert changed == {key: (was[key], now[key]) for key in now if was[key] != now[key]}
    assert ("ldn_recycling_rate", "E12000007") in changed
    assert after
    assert (receipt.headline_before, receipt.headline_after) == (_headline(before), after.city.headline)
    undone = importing.undo(london_copy, city.ANALYST, receipt.upload_id, LONDON.on)
    back = {(c["indicator"], c["area"]): (c["to"], c["from"]) for c in undone["status_changes"]}
    assert back == changed
    assert progress(london_copy, on=LONDON.on) == before


def _headline(found: VisionProgress | None) -> float | None:
    assert found
    return found.city.headline


# --- what was known then -----------------------------------------------------


def test_progress_as_it_was_known_then_stays(small: Store) -> None:
    then: list[tuple[datetime, VisionProgress | None]] = []

    def remember() -> None:
        moment = small.clock.moment()
        then.append((moment, progress(small, on=city.ON)))

    remember()
    city.upload(small, "T0,Fine dust,2020,20", "T0,Fine dust,2023,15")
    remember()
    late = city.upload(small, "T0,Fine dust,2023,19", "T1,Fine dust,2020,30", "T1,Fine dust,2023,12")
    remember()
    visions.change_target(small, city.ANALYST, "dust", 1, {"target_value": 14.0}, "new plan")
    remember()
    importing.undo(small, city.ANALYST, late.upload_id, city.ON)
    remember()
    indicators.change_indicator(small, city.ANALYST, "own_dust", 1, {"cadence_months": 1}, "monthly now")
    remember()
    for moment, found in then:
        again = progress(small, on=city.ON, known=moment)
        assert found
        assert again
        assert replace(again, known=PRESENT) == found
    assert len({repr(_statuses(found)) for _, found in then}) > 2


# --- lineage -----------------------------------------------------------------


def _claims(store: Store, label: str = "2020") -> list[tuple[object, ...]]:
    rows = store.rows("ingest/claims_of_point", indicator_id="own_dust", area_id="T0", period_label=label)
    return [(r["file_name"], r["line"], r["value"], r["raw_value"], r["flag"], r["state"]) for r in rows]


def test_every_claim_about_a_point_names_its_file_and_line(any_city: Store) -> None:
    city.upload(any_city, "T1,Fine dust,2020,30", "T0,Fine dust,2020,20.0", name="first.csv")
    second = city.upload(
        any_city, "T0,Fine dust,2020,19,p", header="area,indicator,year,value,flag", name="second.csv"
    )
    city.upload(any_city, "T0,Fine dust,2020,5,", header="area,indicator,year,value,sex", name="third.csv")
    importing.undo(any_city, city.ANALYST, second.upload_id, city.ON)
    assert _claims(any_city) == [
        ("third.csv", 2, 5.0, "5", "", "live"),
        ("second.csv", 2, 19.0, "19", "p", "undone"),
        ("first.csv", 3, 20.0, "20.0", "", "live"),
    ]


def test_a_point_that_two_files_write_in_two_ways_is_one_point(any_city: Store) -> None:
    city.upload(any_city, "T0,Fine dust,2020Q1,20", name="first.csv")
    assert city.upload(any_city, "T0,Fine dust,2020-Q1,19", name="second.csv").changed == 1
    assert [row[0] for row in _claims(any_city, "2020-Q1")] == ["second.csv", "first.csv"]
    assert _claims(any_city, "2020-Q1") == _claims(any_city, "2020Q1")


def test_a_value_on_the_screen_names_the_line_that_it_stands_on(london: Store) -> None:
    found = progress(london, on=LONDON.on)
    assert found
    lines = (demo.FOLDER / "observations.csv").read_text("utf-8").splitlines()
    for one in found.city.assessments:
        for point in one.trend:
            rows = london.rows(
                "ingest/claims_of_point",
                indicator_id=one.indicator.id,
                area_id=one.area_id,
                period_label=point.label,
            )
            assert [(row["line"], row["value"]) for row in rows] == [(point.line, point.value)]
            written = lines[point.line - 1]
            assert written.startswith(f"{one.area_id},")
            assert f",{point.label},{rows[0]['raw_value']}," in written


# --- city totals -------------------------------------------------------------


@pytest.fixture
def counted(any_city: Store) -> Store:
    """The small city with targets for a total and for a mean that is weighted by it."""
    names = ("people", "jobless")
    more = [city.target(name, indicator_id=f"own_{name}", outcome_id="life") for name in names]
    visions.add_targets(any_city, city.ANALYST, more)
    return any_city


def _city_points(store: Store, indicator: str) -> list[tuple[object, ...]]:
    rows = store.rows(
        "progress/points", known=PRESENT, end=date(2100, 1, 1), city=city.CITY, hierarchy="administrative"
    )
    return [
        (row["period_label"], round(row["value"], 9), row["flag"], row["upload_number"])
        for row in rows
        if (row["indicator_id"], row["area_id"]) == (indicator, city.CITY)
    ]


PEOPLE = ("T1,People,2020,100,", "T2,People,2020,200,", "T3,People,2020,700,")
NOBODY = ("T1,People,2020,0,", "T2,People,2020,0,", "T3,People,2020,0,")
JOBLESS = ("T1,Jobless rate,2020,10,", "T2,Jobless rate,2020,5,", "T3,Jobless rate,2020,2,")
DUST = ("T1,Fine dust,2020,1,", "T2,Fine dust,2020,2,", "T3,Fine dust,2020,3,")
BROKEN = ("T1,People,2020,100,", "T2,People,2020,200,Break", "T3,People,2020,700,estimated")
TOTALS = [
    pytest.param(PEOPLE, "own_people", [("2020", 1_000.0, "", 0)], id="a_sum"),
    pytest.param(PEOPLE[:2], "own_people", [], id="a_sum_of_some"),
    pytest.param(
        (*PEOPLE, "T0,People,2020,990,"), "own_people", [("2020", 990.0, "", 1)], id="what_is_given_wins"
    ),
    pytest.param(
        BROKEN, "own_people", [("2020", 1_000.0, "break", 0)], id="a_break_in_one_is_one_in_the_sum"
    ),
    pytest.param((*PEOPLE, *JOBLESS), "own_jobless", [("2020", 3.4, "", 0)], id="a_weighted_mean"),
    pytest.param((*PEOPLE, *JOBLESS[:2]), "own_jobless", [], id="a_mean_of_some"),
    pytest.param((*PEOPLE[:2], *JOBLESS), "own_jobless", [], id="a_weight_is_missing"),
    pytest.param(JOBLESS, "own_jobless", [], id="no_weights"),
    pytest.param((*NOBODY, *JOBLESS), "own_jobless", [], id="weights_of_zero"),
    pytest.param(DUST, "own_dust", [], id="none_where_the_value_is_given"),
]
FLAGGED = "area_code,indicator,year,value,flag"


@pytest.mark.parametrize(("rows", "indicator", "expected"), TOTALS)
def test_the_citys_value_follows_from_its_districts(
    counted: Store, rows: tuple[str, ...], indicator: str, expected: list[tuple[object, ...]]
) -> None:
    city.upload(counted, *rows, header=FLAGGED)
    assert _city_points(counted, indicator) == expected


def test_a_total_goes_when_one_of_its_districts_is_undone(counted: Store) -> None:
    city.upload(counted, *PEOPLE[:2], header=FLAGGED)
    last = city.upload(counted, PEOPLE[2], header=FLAGGED)
    assert _city_points(counted, "own_people") == [("2020", 1_000.0, "", 0)]
    importing.undo(counted, city.ANALYST, last.upload_id, city.ON)
    assert _city_points(counted, "own_people") == []


# --- series breaks -----------------------------------------------------------

BREAKS = [
    pytest.param(("2020,20,", "2022,17,", "2024,15,"), False, id="none"),
    pytest.param(("2020,20,", "2022,17,break", "2024,15,"), True, id="on_the_way"),
    pytest.param(("2020,20,", "2022,17,", "2024,15,BREAK"), True, id="at_the_end"),
    pytest.param(("2019,30,", "2020,20,break", "2022,17,", "2024,15,"), False, id="at_the_baseline"),
    pytest.param(("2018,31,break", "2020,20,", "2024,15,"), False, id="before_the_baseline"),
    pytest.param(("2020,20,provisional", "2024,15,estimated"), False, id="other_flags"),
]


@pytest.mark.parametrize(("rows", "is_broken"), BREAKS)
def test_a_target_is_not_assessed_across_a_break(
    small: Store, rows: tuple[str, ...], is_broken: bool
) -> None:
    city.upload(small, *(f"T0,Fine dust,{row}" for row in rows), header=FLAGGED)
    found = progress(small, on=city.ON)
    assert found
    [one] = found.city.assessments
    assert (one.reason is ReasonCode.SERIES_BREAK) is is_broken
    assert (one.status.value == "not_assessed") is is_broken
