"""What a file changes is shown before it is written; three ways to take it; what gets worse is confirmed."""

import json
from collections import Counter
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from cityops.errors import CityOpsError, RefusedError, UsageError
from cityops.ingest import difference, importing, spoken
from cityops.ingest.difference import Page
from cityops.ingest.importing import UnconfirmedError, import_file
from cityops.ingest.model import Receipt
from cityops.store import PRESENT, Store, open_store
from tests.support import children, city, claims
from tests.support.counts import content, counts
from tests.support.threads import together

HELD = ("T0,Fine dust,2018,20", "T0,Fine dust,2019,19", "T1,Fine dust,2018,30", "T0,People,2018,100")
FILE = ("T0,Fine dust,2018,20", "T0,Fine dust,2020,15")


def _import(store: Store, *rows: str, name: str = "a.csv", **options: Any) -> Receipt:
    return import_file(store, city.ANALYST, name, city.csv(*rows), city.CLOCKS, **options)


# --- difference ---------------------------------------------------------------


def _rows(receipt: Receipt, kind: str) -> list[tuple[Any, ...]]:
    names = ("area", "period", "old", "new", "percent", "line")
    return [tuple(row.get(name) for name in names) for row in receipt.difference[kind]]


def test_new_changed_and_what_is_not_in_the_file_are_listed(any_city: Store) -> None:
    city.upload(any_city, *HELD)
    tried = _import(any_city, "T0,Fine dust,2018,25", "T0,Fine dust,2020,15", dry_run=True)
    assert (tried.new, tried.changed, tried.unchanged, tried.withdrawn, tried.not_in_file) == (1, 1, 0, 0, 1)
    assert _rows(tried, "changed") == [("T0", "2018", 20.0, 25.0, 25.0, 2)]
    assert _rows(tried, "new") == [("T0", "2020", None, 15.0, None, 3)]
    assert _rows(tried, "not_in_file") == [("T0", "2019", 19.0, None, None, None)]


def test_another_value_of_the_same_breakdown_is_not_in_the_file_though_the_series_is_new(
    any_city: Store,
) -> None:
    city.upload(any_city, "T0,Fine dust,2018,5,female", header=HEADER)
    data = city.csv("T0,Fine dust,2018,6,male", header=HEADER)
    tried = import_file(any_city, city.ANALYST, "a.csv", data, city.CLOCKS, dry_run=True, mode="replace")
    assert (tried.new, tried.withdrawn, tried.not_in_file) == (1, 1, 1)


def test_the_difference_can_be_looked_at_later(any_city: Store) -> None:
    city.upload(any_city, *HELD)
    done = city.upload(any_city, "T0,Fine dust,2018,25", "T0,Fine dust,2020,15")
    city.upload(any_city, "T0,Fine dust,2018,7", "T0,Fine dust,2019,7")
    [first] = [row for row in any_city.rows("ingest/uploads", known=PRESENT) if row["upload_number"] == 2]
    later = difference.of_upload(any_city, 2, first["uploaded_at"])
    assert (later.rows, later.counts["changed"]) == (done.difference, 1)


PAGES = [
    pytest.param(Page(0, 2), [2, 3], id="first"),
    pytest.param(Page(2, 2), [4, 5], id="second"),
    pytest.param(Page(4, 2), [6], id="last"),
    pytest.param(Page(9, 2), [], id="beyond"),
    pytest.param(Page(0, 0), [], id="only_counts"),
    pytest.param(Page(0, 9, ("new",)), [2, 3, 4, 5, 6], id="one_kind"),
]


@pytest.mark.parametrize(("page", "lines"), PAGES)
def test_rows_come_in_pages_and_counts_stay_whole(small: Store, page: Page, lines: list[int]) -> None:
    tried = _import(small, *(f"T0,Fine dust,{y},20" for y in range(2010, 2015)), dry_run=True, page=page)
    assert [row["line"] for row in tried.difference["new"]] == lines
    assert tried.new == 5


def test_what_is_not_in_the_file_is_counted_beyond_the_page_too(small: Store) -> None:
    city.upload(small, *(f"T0,Fine dust,{y},20" for y in range(2010, 2015)))
    tried = _import(small, "T0,Fine dust,2010,20", "T0,Fine dust,2014,20", dry_run=True, page=Page(50, 5))
    assert (tried.not_in_file, tried.difference["not_in_file"]) == (3, [])


# --- modes --------------------------------------------------------------------

HEADER = "area_code,indicator,year,value,sex"
SCOPES = [
    pytest.param(FILE, {("T0", 2019)}, id="between_first_and_last_period"),
    pytest.param(("T0,Fine dust,2018,20",), set(), id="outside_the_periods"),
    pytest.param(("T0,Fine dust,2019,19", "T1,Fine dust,2018,30"), {("T0", 2018)}, id="the_files_areas"),
    pytest.param(("T2,Fine dust,2018,20", "T2,Fine dust,2020,20"), set(), id="another_area"),
    pytest.param(("T0,Homes,2017,20", "T0,Homes,2020,20"), set(), id="another_indicator"),
]


@pytest.mark.parametrize(("rows", "gone"), SCOPES)
def test_replace_takes_back_what_is_in_its_scope_and_not_in_the_file(
    any_city: Store, rows: tuple[str, ...], gone: set[claims.Key]
) -> None:
    city.upload(any_city, *HELD[:3])
    before = claims.held(any_city, PRESENT)
    tried = _import(any_city, *rows, mode="replace", dry_run=True)
    assert claims.held(any_city, PRESENT) == before
    assert {(row["area"], int(row["period"])) for row in tried.difference["withdrawn"]} == gone
    done = _import(any_city, *rows, mode="replace", confirm=True)
    assert (done.withdrawn, done.not_in_file, tried.withdrawn) == (len(gone),) * 3
    after = claims.held(any_city, PRESENT)
    assert before.keys() - after.keys() == gone
    importing.undo(any_city, city.ANALYST, done.upload_id, city.ON)
    assert claims.held(any_city, PRESENT) == before
    importing.redo(any_city, city.ANALYST, done.upload_id, city.ON)
    assert claims.held(any_city, PRESENT) == after


def test_the_scope_is_stated(small: Store) -> None:
    tried = _import(small, "T0,Fine dust,2018,20", "T1,Fine dust,2020-Q3,20", mode="replace", dry_run=True)
    scope = {"indicator": "own_dust", "scenario": "actual", "breakdown": "", "areas": 2}
    assert tried.scope == (scope | {"from": "2018-01-01", "to": "2020-09-30"},)


def test_replace_of_totals_leaves_breakdowns_and_plans(small: Store) -> None:
    city.upload(small, "T0,Fine dust,2018,20,", "T0,Fine dust,2019,5,female", header=HEADER)
    city.upload(small, "T0,Fine dust,2019,5,plan", header="area_code,indicator,year,value,scenario")
    rows = ("T0,Fine dust,2018,20", "T0,Fine dust,2020,20")
    assert _import(small, *rows, mode="replace", dry_run=True).withdrawn == 0
    broken = city.csv("T0,Fine dust,2018,5,female", "T0,Fine dust,2020,5,female", header=HEADER)
    tried = import_file(small, city.ANALYST, "b.csv", broken, city.CLOCKS, mode="replace", dry_run=True)
    assert [row["dimensions"] for row in tried.difference["withdrawn"]] == ["sex=female"]


def test_append_refuses_a_value_that_differs_and_names_it(any_city: Store) -> None:
    city.upload(any_city, *HELD)
    before = content(any_city)
    refused = _import(any_city, "T0,Fine dust,2018,25", "T0,Fine dust,2020,15", mode="append")
    [fault] = refused.errors
    assert (fault.line, fault.found, fault.expected, fault.code) == (2, "25", "20", "changed_value")
    assert "line 2: the file says 25 and 20 is held." in fault.sentence("a.csv", "en")
    assert (refused.rejected, refused.upload_id, content(any_city)) == (1, "", before)
    done = _import(any_city, *FILE, mode="append")
    assert (done.new, done.unchanged, done.withdrawn) == (1, 1, 0)
    modes = [row["mode"] for row in any_city.rows("ingest/uploads", known=PRESENT)]
    assert modes == ["append", "upsert"]


def test_a_mode_that_there_is_not_is_wrong_usage(small: Store) -> None:
    with pytest.raises(UsageError, match=r"'merge' is not known. There are append, upsert, replace"):
        _import(small, *FILE, mode="merge")


# --- what gets worse ----------------------------------------------------------


def _dust(*values: float) -> list[str]:
    return [f"T0,Fine dust,{2020 + 2 * n},{value}" for n, value in enumerate(values)]


WORSE = [
    pytest.param((20, 17), (20, 17, 13), False, id="better"),
    pytest.param((20, 17), (20, 17, 25), True, id="worse"),
    pytest.param((), (20, 25), False, id="news_is_not_worse"),
    pytest.param((20, 17), (20, 17), False, id="the_same"),
]


@pytest.mark.parametrize(("before", "after", "worsens"), WORSE)
def test_what_gets_worse_is_refused_until_it_is_confirmed(
    any_city: Store, before: tuple[float, ...], after: tuple[float, ...], worsens: bool
) -> None:
    if before:
        city.upload(any_city, *_dust(*before))
    tried = _import(any_city, *_dust(*after), dry_run=True)
    assert tried.worsens is worsens
    assert any(one.worsens for one in tried.status_changes) is worsens
    if worsens:
        was = content(any_city)
        with pytest.raises(
            UnconfirmedError, match=r"own_dust in T0 goes from .* Nothing was written"
        ) as refused:
            _import(any_city, *_dust(*after))
        assert "--confirm" in refused.value.sentence("zh")
        assert replace(refused.value.receipt, dry_run=True) == tried
        assert content(any_city) == was
    done = _import(any_city, *_dust(*after), confirm=True)
    assert replace(done, upload_id="", dry_run=True) == tried


def test_a_value_that_is_taken_back_leaves_its_status_not_assessed_and_that_is_worse(small: Store) -> None:
    city.upload(small, *_dust(20, 17, 13))
    tried = _import(small, "T0,Fine dust,2019,21", "T0,Fine dust,2025-Q1,9", mode="replace", dry_run=True)
    [change] = [one for one in tried.status_changes if one.area == "T0"]
    assert (change.before, change.after, change.worsens) == ("on_track", "not_assessed", True)
    assert (tried.withdrawn, tried.worsens) == (3, True)


def test_an_outcome_that_changes_is_named_with_its_share(small: Store) -> None:
    city.upload(small, *_dust(20, 17))
    tried = _import(small, *_dust(20, 17, 13), dry_run=True)
    [outcome] = tried.outcome_changes
    assert (outcome.outcome, outcome.worsens) == ("air", False)
    assert (outcome.share_before, outcome.share_after) == (pytest.approx(0.3), pytest.approx(0.7))
    said = tried.as_json()
    assert said["worsens"] is False
    assert said["outcome_changes"][0]["share_to"] == pytest.approx(0.7)


@pytest.mark.parametrize("turn", [importing.undo, importing.redo], ids=["undo", "redo"])
def test_a_preview_of_undo_and_redo_says_what_they_do_and_does_nothing(any_city: Store, turn: Any) -> None:
    city.upload(any_city, *_dust(20, 17))
    late = city.upload(any_city, *_dust(20, 17, 25))
    if turn is importing.redo:
        importing.undo(any_city, city.ANALYST, late.upload_id, city.ON)
    before, version = content(any_city), any_city.version
    tried = turn(any_city, city.ANALYST, late.upload_id, city.ON, dry_run=True)
    assert (content(any_city), any_city.version) == (before, version)
    done = turn(any_city, city.ANALYST, late.upload_id, city.ON)
    assert tried == done | {"dry_run": True}
    assert done["worsens"] is (turn is importing.redo)
    assert done["status_changes"]


def _headed(said: list[str]) -> str:
    return next(line for line in said if line.startswith("Worse"))


@pytest.mark.parametrize(
    ("dry_run", "file", "redo"),
    [
        pytest.param(True, "only with --confirm", "Worse afterwards:", id="asked"),
        pytest.param(False, "Worse now than before:", "Worse now than before:", id="written"),
    ],
)
def test_the_command_line_asks_to_confirm_only_what_has_to_be_confirmed(
    small: Store, dry_run: bool, file: str, redo: str
) -> None:
    city.upload(small, *_dust(20, 17))
    done = _import(small, *_dust(20, 17, 25), dry_run=dry_run, confirm=True)
    assert file in _headed(spoken.difference(done.as_json(), "en"))
    late = done.upload_id or city.upload(small, *_dust(20, 17, 25)).upload_id
    importing.undo(small, city.ANALYST, late, city.ON)
    turned = importing.redo(small, city.ANALYST, late, city.ON, dry_run=dry_run)
    assert redo in _headed(spoken.turned(turned, "en"))


# --- again --------------------------------------------------------------------


def test_an_identical_file_is_recognised_while_its_upload_holds(any_city: Store) -> None:
    first = _import(any_city, *FILE, name="first.csv")
    assert first.identical_to == {}
    again = _import(any_city, *FILE, name="again.csv", dry_run=True)
    assert (again.identical_to["upload_id"], again.identical_to["file"]) == (first.upload_id, "first.csv")
    importing.undo(any_city, city.ANALYST, first.upload_id, city.ON)
    assert _import(any_city, *FILE, dry_run=True).identical_to == {}


def test_a_retry_gets_the_first_receipt(any_city: Store) -> None:
    first = _import(any_city, *_dust(20, 17), key="k1")
    before = content(any_city)
    city.upload(any_city, *_dust(20, 17, 13))
    again = _import(any_city, *_dust(20, 17), key="k1")
    assert json.dumps(again.as_json()) == json.dumps(first.as_json())
    assert again.status_changes == first.status_changes
    assert counts(any_city)["uploads"] == 2
    assert content(any_city)["receipts"] == before["receipts"]


def test_a_key_is_of_one_file(any_city: Store) -> None:
    _import(any_city, *FILE, key="k1")
    before = content(any_city)
    with pytest.raises(RefusedError, match="'k1' was used for another file"):
        _import(any_city, "T0,Fine dust,2018,21", key="k1")
    assert content(any_city) == before


def test_what_was_not_written_has_used_no_key(any_city: Store) -> None:
    city.upload(any_city, *_dust(20, 17))
    _import(any_city, *_dust(20, 17, 25), key="k1", dry_run=True)
    with pytest.raises(UnconfirmedError):
        _import(any_city, *_dust(20, 17, 25), key="k1")
    assert _import(any_city, *_dust(20, 17, 25), key="k1", mode="append", confirm=True).new == 1


def test_one_key_four_times_at_once_is_one_upload(servers: tuple[Store, Store]) -> None:
    def send(store: Store) -> Receipt:
        return _import(store, *_dust(20, 17), key="k1")

    receipts = together([partial(send, server) for server in servers * 2])
    assert len({receipt.upload_id for receipt in receipts}) == 1
    assert Counter(receipt.new for receipt in receipts) == {2: 4}
    found = counts(servers[0])
    assert (found["uploads"], found["claims"], found["observations"], found["receipts"]) == (1, 2, 2, 1)


def test_two_processes_with_one_key_are_one_upload(small_file: Path, tmp_path: Path) -> None:
    """The file has one owner at a time: who is refused tries again, with the same key."""
    path = tmp_path / "city.duckdb"
    path.write_bytes(small_file.read_bytes())
    with (
        children.start("import_once", str(path), "k1") as one,
        children.start("import_once", str(path), "k1") as other,
    ):
        said = [child.communicate(timeout=120)[0].split() for child in (one, other)]
    assert said[0] == said[1] != []
    store = open_store(str(path))
    assert counts(store)["uploads"] == 1
    store.close()


def test_a_dry_run_leaves_nothing_for_any_mode(any_city: Store) -> None:
    city.upload(any_city, *HELD)
    before, version = content(any_city), any_city.version
    for mode in ("append", "upsert", "replace"):
        _import(any_city, "T0,Fine dust,2018,25", "T0,Fine dust,2020,9", mode=mode, dry_run=True, key="k")
    assert (content(any_city), any_city.version) == (before, version)
    with pytest.raises(CityOpsError):
        _import(any_city, *FILE, mode="")
