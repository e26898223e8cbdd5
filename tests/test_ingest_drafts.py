"""An upload that is not written yet: kept, taken up by another, cleared away, written once."""

import csv
import hashlib
from dataclasses import replace
from datetime import timedelta

import pytest

from cityops.access import Role
from cityops.errors import NotAllowedError, RefusedError, StaleError
from cityops.ingest import drafted, drafts
from cityops.ingest.difference import Page
from cityops.ingest.drafted import Work
from cityops.ingest.drafts import KEPT, Draft
from cityops.ingest.frontdoor import Reading
from cityops.ingest.importing import import_file
from cityops.ingest.meaning.mapping import Mapping
from cityops.ingest.model import Correction, Receipt
from cityops.store import Store
from tests.support import city
from tests.support.counts import content

DATA = city.csv("T0,Fine dust,2020,n/a")
FIX = Correction(2, "value", "n/a", "20")


@pytest.fixture
def draft(any_city: Store) -> Draft:
    return _find(any_city, drafts.begin(any_city, city.ANALYST, "a.csv", DATA))


def _find(store: Store, draft_id: str) -> Draft:
    found = drafts.find(store, draft_id)
    assert found
    return found


def _files(store: Store) -> int:
    return len(store.rows("ingest/has_file", sha256=hashlib.sha256(DATA).hexdigest()))


def _write(store: Store, one: Draft) -> Receipt:
    return import_file(
        store,
        city.ANALYST,
        one.file,
        drafts.content(store, one),
        city.CLOCKS,
        care=one.care,
        mapping=one.mapping,
        then=lambda tx: drafts.close(tx, one),
    )


def test_all_that_was_said_is_there_for_the_next_who_looks(any_city: Store, draft: Draft) -> None:
    said = {
        "reading": Reading("utf-8", ",", 1, ""),
        "mapping": Mapping({"area_code": "area"}, placeholders=("fehlt",), answers={"no_area": "city"}),
        "corrections": (FIX,),
        "good_rows_only": True,
        "uses_memory": False,
        "reason": "late",
        "mode": "replace",
    }
    drafts.save(any_city, city.ANALYST, replace(draft, **said))
    found = _find(any_city, draft.id)
    assert {name: getattr(found, name) for name in said if name != "corrections"} == {
        name: value for name, value in said.items() if name != "corrections"
    }
    [kept] = found.corrections
    assert (replace(kept, change=0), kept.change > 0) == (FIX, True)
    assert (found.person, drafts.content(any_city, found)) == (city.ANALYST.name, DATA)


def test_a_correction_is_corrected_and_taken_back(draft: Draft) -> None:
    twice = draft.corrected([FIX]).corrected([Correction(2, "value", "20", "21")])
    assert twice.corrections == (Correction(2, "value", "n/a", "21"),)
    assert twice.corrected([Correction(2, "value", "21", "n/a")]).corrections == ()


def test_who_was_slower_is_told(any_city: Store, draft: Draft) -> None:
    drafts.save(any_city, city.ANALYST, replace(draft, reason="first"))
    with pytest.raises(StaleError):
        drafts.save(any_city, city.ADMINISTRATOR, replace(draft, reason="second"))


def test_it_is_written_once_and_then_it_is_gone(any_city: Store, draft: Draft) -> None:
    drafts.save(any_city, city.ANALYST, replace(draft, corrections=(FIX,)))
    ready = _find(any_city, draft.id)
    assert _write(any_city, ready).new == 1
    assert drafts.find(any_city, draft.id) is None
    assert _files(any_city) == 1  # kept beside its correction
    with pytest.raises(RefusedError, match="written or discarded already"):
        _write(any_city, ready)
    [row] = any_city.rows("ingest/uploads", known=drafts.PRESENT)
    [made] = any_city.rows("ingest/corrections", upload_id=row["id"])
    assert (made["old_text"], made["new_text"], made["person"]) == ("n/a", "20", city.ANALYST.name)


def test_what_is_discarded_leaves_no_file(any_city: Store, draft: Draft) -> None:
    other = drafts.begin(any_city, city.ANALYST, "b.csv", DATA)
    drafts.discard(any_city, city.ANALYST, draft)
    assert _files(any_city) == 1  # the other needs it
    drafts.discard(any_city, city.ANALYST, _find(any_city, other))
    assert (_files(any_city), drafts.read(any_city)) == (0, [])


def test_what_nobody_goes_on_with_is_cleared_away(
    any_city: Store, draft: Draft, monkeypatch: pytest.MonkeyPatch
) -> None:
    later = any_city.clock.moment() + KEPT + timedelta(minutes=1)
    monkeypatch.setattr(any_city.clock, "_last", later)
    fresh = drafts.begin(any_city, city.ANALYST, "b.csv", b"other")
    assert [one.id for one in drafts.read(any_city)] == [fresh]
    assert _files(any_city) == 0


@pytest.mark.parametrize("role", [Role.STRANGER, Role.PUBLIC, Role.VIEWER, Role.FACILITATOR])
def test_who_may_not_add_data_keeps_none(role: Role, small: Store) -> None:
    with pytest.raises(NotAllowedError):
        drafts.begin(small, city.ACTORS[role], "a.csv", DATA)


# --- row by row ---------------------------------------------------------------

WIDE = "area_code,indicator,year,value,@cmd"
TITLES = ("=1+1", *drafted.COLUMNS[1:])
NAMES = {"indicator": {"own_dust": "Fine dust"}, "area": {"T0": "@Testville"}}
ROWS = ("T0,Fine dust,2018,0,a", "T0,Fine dust,2019,10,a", "T0,Fine dust,2020,10,a", "T0,Fine dust,2021,10,a")
FILE = ("T0,Fine dust,2018,1,a", "T0,Fine dust,2019,11,a", "T0,Fine dust,2020,5,a", "T0,Fine dust,2022,9,a")


def _work(store: Store) -> Work:
    city.upload(store, *ROWS, header=WIDE)
    data = city.csv(*FILE, header=WIDE)
    draft = replace(_find(store, drafts.begin(store, city.ANALYST, "a.csv", data)), mode="replace")
    return Work(store, city.ANALYST, draft, data, city.CLOCKS)


PAGES = [
    pytest.param("changed", Page(0, 2, order="change"), ["2018", "2020"], id="from_zero_then_the_biggest"),
    pytest.param("changed", Page(2, 2, order="change"), ["2019"], id="second_page"),
    pytest.param("changed", Page(0, 2), ["2018", "2019"], id="in_order_of_line"),
    pytest.param("withdrawn", Page(0, 2, order="change"), ["2021"], id="withdrawn"),
    pytest.param("not_in_file", Page(0, 2, order="change"), ["2021"], id="not_in_file"),
]


def test_rows_of_a_draft_come_in_pages_by_kind_and_leave_nothing(any_city: Store) -> None:
    work = _work(any_city)
    before, version = content(any_city), any_city.version
    for case in PAGES:
        kind, page, periods = case.values
        assert [row["period"] for row in drafted.rows(work, kind, page)] == periods, case.id
    assert (content(any_city), any_city.version) == (before, version)


def test_all_rows_of_a_kind_are_a_table_in_which_no_cell_is_a_formula(
    any_city: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(drafted, "_BATCH", 2)
    head, *lines = csv.reader(drafted.table(_work(any_city), "changed", TITLES, NAMES).splitlines())
    assert head[:2] == ["'=1+1", "indicator_name"]
    assert [line[4:] for line in lines] == [
        ["2018", "'@cmd=a", "actual", "0.0", "1.0", "", "", "", "2"],
        ["2020", "'@cmd=a", "actual", "10.0", "5.0", "-50.0", "", "", "4"],
        ["2019", "'@cmd=a", "actual", "10.0", "11.0", "10.0", "", "", "3"],
    ]
    assert {tuple(line[:4]) for line in lines} == {("own_dust", "Fine dust", "T0", "'@Testville")}
