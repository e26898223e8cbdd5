"""From an upload up to every status that rests on it; and one value that is corrected by hand."""

from typing import Any

import pytest

from cityops.errors import RefusedError
from cityops.ingest import by_hand, importing, lineage
from cityops.ingest.by_hand import Cell
from cityops.ingest.derive import Wish, derive
from cityops.ingest.importing import UnconfirmedError
from cityops.ingest.model import Receipt
from cityops.progress.reads import progress
from cityops.store import PRESENT, Store
from cityops.vision import writes as visions
from tests.support import city, claims
from tests.support.counts import content

DUST = ("T0,Fine dust,2020,20", "T0,Fine dust,2022,17", "T0,Fine dust,2024,13")


def _statuses(found: dict[str, Any]) -> set[tuple[str, str, str]]:
    return {(one["indicator"], one["area"], one["rests"]) for one in found["statuses"]}


def test_an_upload_names_the_statuses_that_rest_on_it(any_city: Store) -> None:
    old = city.upload(any_city, *DUST[:2], reason="the register")
    new = city.upload(any_city, DUST[2], "T1,Fine dust,2024,30")
    found = lineage.of_upload(any_city, new.upload_id, city.ON)
    assert _statuses(found) == {("own_dust", "T0", "latest"), ("own_dust", "T1", "latest")}
    assert found["holds"] == [{"indicator": "own_dust", "areas": 2, "points": 2}]
    earlier = lineage.of_upload(any_city, old.upload_id, city.ON)
    assert _statuses(earlier) == {("own_dust", "T0", "trend")}
    assert (earlier["reason"], earlier["person"], earlier["counts"]["new"]) == (
        "the register",
        city.ANALYST.name,
        2,
    )


def test_an_upload_that_was_undone_holds_nothing(any_city: Store) -> None:
    upload = city.upload(any_city, *DUST)
    importing.undo(any_city, city.ANALYST, upload.upload_id, city.ON)
    found = lineage.of_upload(any_city, upload.upload_id, city.ON)
    assert (found["state"], found["holds"], found["statuses"]) == ("undone", [], [])
    assert found["counts"]["new"] == 3


def test_sums_and_formulas_carry_on_to_what_rests_on_them(any_city: Store) -> None:
    wish = Wish("own_half", "own_dust / 2", name_en="Half", unit_en="ug/m3")
    derive(any_city, city.ANALYST, wish, city.ON)
    more = [
        city.target("people", indicator_id="own_people", outcome_id="life"),
        city.target("half", indicator_id="own_half", outcome_id="life"),
    ]
    visions.add_targets(any_city, city.ANALYST, more)
    upload = city.upload(any_city, *DUST, *(f"{one},People,2020,5" for one in city.DISTRICTS))
    found = lineage.of_upload(any_city, upload.upload_id, city.ON)
    assert _statuses(found) == {
        ("own_dust", "T0", "latest"),
        ("own_half", "T0", "formula"),
        ("own_people", "T0", "districts"),
    }
    assert found["derived"] == ["own_half"]


def test_every_status_with_a_value_rests_on_some_upload(london: Store) -> None:
    """Walked up from the uploads, the same statuses are found as walked down from the screen."""
    on = city.date(2020, 12, 31)
    found = progress(london, on=on)
    assert found
    areas = (found.city, *found.districts.values())
    wanted = {(one.indicator.id, one.area_id) for area in areas for one in area.assessments if one.trend}
    uploads = london.rows("ingest/uploads", known=PRESENT)
    rested = {
        (one["indicator"], one["area"])
        for row in uploads
        for one in lineage.of_upload(london, row["id"], on)["statuses"]
    }
    assert rested == wanted


@pytest.mark.parametrize("ask", [lambda s: lineage.of_upload(s, "x", city.ON)], ids=["upload"])
def test_an_unknown_upload_is_refused(small: Store, ask: Any) -> None:
    with pytest.raises(RefusedError, match="no upload 'x'"):
        ask(small)


def test_an_unknown_indicator_is_refused(small: Store) -> None:
    with pytest.raises(RefusedError, match="no indicator 'x'"):
        lineage.of_point(small, "x", "T0", "2020")


# --- one value, by hand ---------------------------------------------------------


def _correct(
    store: Store, value: str, period: str = "2024", reason: str = "a slip", **options: Any
) -> Receipt:
    cell = Cell("own_dust", "T0", period, value)
    return by_hand.correct(store, city.ANALYST, cell, city.CLOCKS, reason=reason, **options)


def test_a_correction_is_an_upload_with_a_reason_that_can_be_undone(any_city: Store) -> None:
    city.upload(any_city, *DUST, name="dust.csv")
    done = _correct(any_city, "12.5")
    assert (done.new, done.changed) == (0, 1)
    assert claims.held(any_city, PRESENT)[("T0", 2024)] == (12.5, "")
    [first, second] = lineage.of_point(any_city, "own_dust", "T0", "2024")["claims"]
    names = ("origin", "reason", "person", "value", "line")
    assert [first[name] for name in names] == ["correction", "a slip", city.ANALYST.name, 12.5, 2]
    assert (second["origin"], second["file_name"], second["value"]) == ("file", "dust.csv", 13.0)
    assert _statuses(lineage.of_upload(any_city, done.upload_id, city.ON)) == {("own_dust", "T0", "latest")}
    importing.undo(any_city, city.ANALYST, done.upload_id, city.ON)
    assert claims.held(any_city, PRESENT)[("T0", 2024)] == (13.0, "")


NOT_CORRECTED = [
    pytest.param("12.5", "2024", " ", "needs a reason", id="no_reason"),
    pytest.param("13", "2024", "why", "is 13 already", id="the_same"),
    pytest.param("12.5", "2023", "why", "nothing to correct", id="nothing_there"),
]


@pytest.mark.parametrize(("value", "period", "reason", "said"), NOT_CORRECTED)
def test_a_correction_that_corrects_nothing_is_refused(
    any_city: Store, value: str, period: str, reason: str, said: str
) -> None:
    city.upload(any_city, *DUST)
    before = content(any_city)
    with pytest.raises(RefusedError, match=said):
        _correct(any_city, value, period, reason)
    assert content(any_city) == before


FAULTY = [
    pytest.param("n/a", "2024", "not_a_number", id="no_number"),
    pytest.param("", "2024", "empty_value", id="empty"),
    pytest.param("5000", "2024", "beyond_hard_range", id="impossible"),
    pytest.param("12", "24th", "impossible_period", id="no_period"),
    pytest.param("12\n9", "2024", "not_a_number", id="a_line_end"),
]


@pytest.mark.parametrize(("value", "period", "code"), FAULTY)
def test_a_correction_is_checked_like_a_file(small: Store, value: str, period: str, code: str) -> None:
    city.upload(small, *DUST)
    assert [fault.code for fault in _correct(small, value, period).errors] == [code]


def test_a_correction_for_the_worse_is_confirmed(small: Store) -> None:
    city.upload(small, *DUST)
    assert _correct(small, "25", dry_run=True).worsens
    with pytest.raises(UnconfirmedError):
        _correct(small, "25")
    assert _correct(small, "25", confirm=True).changed == 1
