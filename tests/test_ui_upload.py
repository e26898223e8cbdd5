"""The last steps of an upload: how it is taken, what differs row by row, and what gets worse is confirmed."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from cityops.access import Role
from cityops.ingest import drafts
from cityops.store import PRESENT, open_store
from cityops.ui.upload import rows
from cityops.web import runtime
from tests.support import city, claims
from tests.support.pages import exceptions, open_page, words

DUST_2024 = ("T0", 2024)


@pytest.fixture
def database(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    path = tmp_path / "city.duckdb"
    store = city.build(open_store(str(path)))
    city.upload(store, "T0,Fine dust,2020,20", "T0,Fine dust,2024,13")
    store.close()
    monkeypatch.setenv("CITYOPS_DB", str(path))
    st.cache_resource.clear()
    yield path
    runtime.stop()
    st.cache_resource.clear()


def _hold(database: Path, *rows: str) -> None:
    store = open_store(str(database))
    city.upload(store, *rows)
    store.close()


def _open(database: Path, step: str, *rows: str, language: str = "en") -> AppTest:
    store = open_store(str(database))
    draft = drafts.begin(store, city.ANALYST, "a.csv", city.csv(*rows))
    store.close()
    page = open_page("data", Role.ANALYST, lang=language, upload=draft, step=step)
    assert exceptions(page) == []
    return page


def _last_step(database: Path, value: int, language: str) -> AppTest:
    return _open(database, "commit", f"T0,Fine dust,2024,{value}", language=language)


def _write(page: AppTest, language: str) -> AppTest:
    label = {"en": "Write this upload", "zh": "写入本次上传"}[language]
    [button] = [one for one in page.button if one.label == label]
    if not button.disabled:
        button.click().run()
    return page


@pytest.mark.parametrize("language", ["en", "zh"])
def test_what_gets_worse_waits_for_its_box(language: str, database: Path) -> None:
    page = _write(_last_step(database, 25, language), language)
    assert claims.held(runtime.store(), PRESENT)[DUST_2024] == (13.0, "")
    page.checkbox(key="confirm").check().run()
    _write(page, language)
    assert exceptions(page) == []
    assert claims.held(runtime.store(), PRESENT)[DUST_2024] == (25.0, "")


def test_what_gets_no_worse_has_no_box(database: Path) -> None:
    page = _last_step(database, 12, "en")
    assert not page.checkbox
    _write(page, "en")
    assert claims.held(runtime.store(), PRESENT)[DUST_2024] == (12.0, "")


# --- how it is taken ----------------------------------------------------------

DIFFERS = ("T0,Fine dust,2020,21", "T0,Fine dust,2022,17", "T0,Fine dust,2025,12")
MODES = {
    "append": "**Only add** · nothing is written: 1 value differs from what is held.",
    "upsert": "**Add and update** · 2 values are added, 1 held value changes and 1 held value that is not in "
    "the file stays.",
    "replace": "**Replace** · 2 values are added, 1 held value changes and 1 held value that is not in the "
    "file is withdrawn.",
}


def _take(page: AppTest, mode: str) -> AppTest:
    page.radio(key="mode").set_value(mode).run()
    assert exceptions(page) == []
    assert page.radio(key="mode").options == list(MODES.values())  # whichever of them was tried
    return page


def _keys(page: AppTest) -> set[str]:
    return {one.key for one in page.button if one.key}


def test_each_way_to_take_a_file_says_what_it_does_and_is_kept(database: Path) -> None:
    page = _take(_open(database, "compare", *DIFFERS), "append")
    assert "Choose another way, or correct the file" in page.error[0].value
    assert not {"go_on_compare", "open_consequences", "open_commit"} & _keys(page)
    _take(page, "replace")
    assert "1 January 2020 31 December 2025" in " ".join(words(page).split())
    [draft] = drafts.read(runtime.store())
    again = open_page("data", Role.ANALYST, lang="en", upload=draft.id, step="commit")  # a reload
    assert "Fine dust · Testville 2024 13" in " ".join(words(again).split())
    again.checkbox(key="confirm").check().run()
    _write(again, "en")
    assert claims.held(runtime.store(), PRESENT).keys() == {("T0", 2020), ("T0", 2022), ("T0", 2025)}
    assert "1 held value is withdrawn" in again.success[0].value


def test_a_complete_file_with_nothing_new_still_withdraws(database: Path) -> None:
    _hold(database, *(f"T1,Fine dust,{year},30" for year in (2020, 2021, 2022)))
    page = _open(database, "compare", "T1,Fine dust,2020,30", "T1,Fine dust,2022,30", language="zh")
    assert "go_on_compare" not in _keys(page)
    page.radio(key="mode").set_value("replace").run()
    assert "go_on_compare" in _keys(page)
    assert page.radio(key="mode").options[2] == "**替换** · 撤下文件中没有的1个现有数值。"


# --- row by row ---------------------------------------------------------------


def _listed(page: AppTest) -> list[str]:
    """The first cell and the last of each row."""
    [found] = [one.proto.body for one in page.get("html") if "In the file" in one.proto.body]
    return re.findall(r"<td>([^<]*)</td></tr>", found)


def test_rows_come_page_by_page_the_biggest_change_first(
    database: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    _hold(database, *(f"T1,Fine dust,{1950 + n},100" for n in range(30)))
    monkeypatch.setattr(rows, "LISTED", 25)  # a page beyond what the trial brought along
    page = _open(
        database, "compare", *(f"T1,Fine dust,{1950 + n},{101 + n}" for n in range(30)), "T1,Homes,2020,7"
    )
    assert page.radio(key="rows_kind").options == ["Changed (30)", "New (1)"]
    assert _listed(page) == [f"+{n}.0%" for n in range(30, 5, -1)]
    page.button(key="rows_on").click().run()
    assert _listed(page) == [f"+{n}.0%" for n in range(5, 0, -1)]
    assert "26 to 30 of 30" in words(page)
    page.radio(key="rows_kind").set_value("new").run()
    assert _listed(page) == ["7"]
    assert exceptions(page) == []
