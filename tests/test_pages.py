"""Every page in every language and for every role, without a browser: it runs, and it speaks one language."""

import re
import shutil
from collections.abc import Iterable, Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import streamlit as st

from cityops.access import Actor, Role
from cityops.access.people import people
from cityops.indicators.writes import add_areas
from cityops.progress.reads import progress
from cityops.store import open_store
from cityops.ui.html import literal
from cityops.vision import settings
from cityops.web import runtime
from cityops.words.catalogue import LANGUAGES
from tests.support import city
from tests.support.pages import PAGES, exceptions, go_on, open_page, words

BROKEN = b"area_code,indicator,year,value\nE99,Household waste recycling rate,2019,n/a\n"
CODES = {"E-AREA", "E-NUM", " KB"}
"""Codes of checks and units are the same in every language."""
NEWER = b"area_code,indicator,year,value\nE12000007,Household waste recycling rate,2019,44\n"
OPEN = "area_code,回收率\nE12000007,44\nE09000007,43\n".encode()


@pytest.fixture(scope="module")
def database(london_file: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """London, as the pages of this module see it."""
    path = Path(shutil.copy(london_file, tmp_path_factory.mktemp("pages") / "london.duckdb"))
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("CITYOPS_DB", str(path))
        st.cache_resource.clear()
        yield path
        runtime.stop()
    st.cache_resource.clear()


@pytest.fixture
def empty_database(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """A store in which nothing is."""
    path = tmp_path / "empty.duckdb"
    open_store(str(path)).close()
    monkeypatch.setenv("CITYOPS_DB", str(path))
    st.cache_resource.clear()
    yield
    runtime.stop()
    st.cache_resource.clear()


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", PAGES)
def test_a_page_runs_and_runs_again(name: str, language: str, database: Path) -> None:
    page = open_page(name, Role.ADMINISTRATOR, lang=language)
    assert exceptions(page) == []
    first = words(page)
    assert exceptions(page.run()) == []
    assert words(page) == first


@pytest.mark.parametrize("name", PAGES)
def test_a_page_runs_on_an_empty_store(name: str, empty_database: None) -> None:
    assert exceptions(open_page(name, Role.ADMINISTRATOR, lang="zh")) == []


ALLOWED = {
    *("CSV", "UTF", "CAGR", "ISO", "GB", "T", "PM"),  # abbreviations that Chinese officials write so
    *("CityOps", "English"),  # our name, and the way to the other language
    *("area_code", "indicator", "year", "value"),  # columns of a file
    *("Excel", "xlsx", "gz", "zip"),  # kinds of files
    *("answers", "toml", "no_period"),  # what is written into a mapping file
    *("Ada", "analyst", "administrator"),  # who signed in
}


def untranslated(shown: str, contents: Iterable[str]) -> set[str]:
    """Return the Latin words of a text that are neither contents nor allowed."""
    for content in sorted(contents, key=len, reverse=True):
        shown = shown.replace(content, " ")
    names = re.sub(r"(?a)[\w-]+\.csv|\b[0-9a-f]{32}\b|\bE\d+\b|n/a", " ", shown)
    return set(re.findall(r"[A-Za-z][A-Za-z_'’]*", names)) - ALLOWED


def contents() -> set[str]:
    """What the city's people wrote in one language only, and the attribution, which is worded by law."""
    store = runtime.store()
    found = progress(store, on=date(2020, 12, 31))
    assert found
    targets = [one.target for one in found.city.assessments]
    said = {text for one in targets for text in (one.source_title, one.fit, one.baseline_source)}
    return {text for text in said if text} | {settings.read(store).attribution_en}


def test_the_overview_in_chinese_is_in_chinese(database: Path) -> None:
    page = open_page("overview", Role.ANALYST, lang="zh")
    page.session_state["release_open"] = True
    page.run()
    assert untranslated(words(page), contents()) == set()


def test_a_district_in_chinese_is_in_chinese(database: Path) -> None:
    page = open_page("overview", lang="zh", district="E09000007")
    assert "卡姆登区" in words(page)
    assert untranslated(words(page), contents()) == set()


@pytest.mark.parametrize("file", [BROKEN, NEWER, OPEN], ids=["broken", "newer", "open"])
def test_the_data_page_in_chinese_is_in_chinese(file: bytes, database: Path) -> None:
    page = open_page("data", Role.ANALYST, lang="zh")
    page.session_state["catalogue_open"] = True
    page.file_uploader[0].upload("a.csv", file)
    page.run()
    assert exceptions(page) == []
    assert untranslated(words(page), {*contents(), *CODES}) == set()


def test_an_empty_store_in_chinese_is_in_chinese(empty_database: None) -> None:
    page = open_page("overview", Role.ADMINISTRATOR, lang="zh")
    assert untranslated(words(page), ["python -m cityops demo", "python -m cityops init FOLDER"]) == set()


ROLES = [
    pytest.param(Role.VIEWER, False, id="viewer"),
    pytest.param(Role.ANALYST, True, id="analyst"),
    pytest.param(Role.FACILITATOR, False, id="facilitator"),
    pytest.param(Role.ADMINISTRATOR, True, id="administrator"),
]


@pytest.mark.parametrize(("role", "writes"), ROLES)
def test_the_data_page_lets_each_role_do_what_it_may(role: Role, writes: bool, database: Path) -> None:
    page = open_page("data", role, lang="en")
    labels = [one.label for one in page.button]
    assert (len(page.file_uploader) == 1) is writes
    assert ("Undo" in labels) is writes
    assert ("Adding data is for analysts" in "".join(one.value for one in page.info)) is not writes
    assert "observations.csv" in words(page)


@pytest.mark.parametrize("role", [role for role in Role if role is not Role.ADMINISTRATOR])
def test_only_an_administrator_fills_an_empty_store(role: Role, empty_database: None) -> None:
    assert "Load London as a demo" not in [one.label for one in open_page("overview", role, lang="en").button]


def test_a_link_to_a_target_that_is_gone_says_so(database: Path) -> None:
    page = open_page("progress", lang="en", target="gone")
    assert [one.value for one in page.warning] == ["There is no target gone here. Choose one below."]
    assert "Recorded crimes" in words(page)


ODD = [
    pytest.param({"on": "31.12.2020"}, "London is ", id="no-date"),
    pytest.param({"on": "0001-01-01"}, "London is ", id="the-first-day-of-all"),
    pytest.param({"on": "9999-12-31"}, "London is ", id="the-last-day-of-all"),
    pytest.param({"on": "2020-02-29"}, "London is ", id="a-leap-day"),
    pytest.param({"on": "2020-12-31", "since": "2030-01-01"}, "London is ", id="compared-with-later"),
    pytest.param({"on": "1850-12-31"}, "No vision at these dates", id="before-the-areas"),
    pytest.param({"known": "1900-01-01"}, "No vision at these dates", id="before-anything-was-known"),
    pytest.param({"known": "soon"}, "London is ", id="no-moment"),
    pytest.param({"known": "0001-01-01T00:00:00+14:00"}, "London is ", id="before-the-first-moment"),
    pytest.param({"district": "<script>alert(1)</script>"}, "London is ", id="no-district"),
    pytest.param({"lang": "xx"}, "London is ", id="no-language"),
]


@pytest.mark.parametrize(("address", "title"), ODD)
def test_an_odd_address_opens_a_page(address: dict[str, Any], title: str, database: Path) -> None:
    page = open_page("overview", Role.ADMINISTRATOR, **address)
    assert exceptions(page) == []
    assert page.title[0].value.startswith(title)
    assert exceptions(open_page("data", **address)) == []


def test_an_address_that_is_late_does_not_turn_the_language_back(database: Path) -> None:
    page = open_page("overview", Role.ADMINISTRATOR, lang="en")
    titles = []
    page.button(key="language").click()
    # A browser that has not heard of the new address, twice; one that has; a way back.
    for sent in ("en", "en", "zh", "en"):
        page.query_params["lang"] = sent
        titles.append(page.run().title[0].value[:2])
    assert titles == ["伦敦", "伦敦", "伦敦", "Lo"]


def test_from_a_time_without_a_vision_a_button_leads_back(database: Path) -> None:
    page = open_page("overview", Role.ADMINISTRATOR, lang="zh", on="1850-12-31")
    assert "载入伦敦示例" not in [one.label for one in page.button]
    next(one for one in page.button if one.label == "返回当前").click()
    page.run()
    assert page.title[0].value.startswith("伦敦")


@pytest.mark.parametrize(("language", "said"), [("en", "1 question: nothing"), ("zh", "共1个待确认问题")])
def test_what_a_file_leaves_open_is_asked_and_nothing_is_written(
    language: str, said: str, database: Path
) -> None:
    page = open_page("data", Role.ANALYST, lang=language)
    page.file_uploader[0].upload("homes.csv", OPEN)
    page.run()
    assert exceptions(page) == []
    assert page.warning[0].value.startswith(said)
    assert "go_on_map" not in {one.key for one in page.button}
    page.text_input(key="other_no_period").input("2018")
    next(one for one in page.button if one.label in ("Answer", "确认")).click().run()
    assert exceptions(page) == []
    assert "E-INDICATOR" in words(page)
    assert "go_on_check" not in {one.key for one in page.button}


def test_a_newer_value_is_written_and_taken_back(database: Path) -> None:
    page = open_page("data", Role.ANALYST, lang="en")
    page.file_uploader[0].upload("newer.csv", NEWER)
    page.run()
    go_on(page, "compare", "consequences")
    next(one for one in page.button if one.label == "Write this upload").click()
    page.run()
    assert [one.value for one in page.success] == ["Written: 1 value is new."]
    assert "Ada analyst" in words(page)
    next(one for one in page.button if one.label == "Undo").click()
    page.run()
    assert exceptions(page) == []
    assert page.success[0].value.startswith("Taken back")


def test_a_name_is_erased_by_who_is_sure(database: Path) -> None:
    add_areas(runtime.store(), Actor("Marker Person", Role.ANALYST), [city.area("T9")], [])
    page = open_page("access", Role.ADMINISTRATOR, lang="zh")
    box = next(one for one in page.selectbox if one.label == "人员")
    box.select("Marker Person")
    button = next(one for one in page.button if one.label == "删除此姓名")
    button.click().run()
    assert "Marker Person" in str(people(runtime.store()))
    page.checkbox[0].check()
    next(one for one in page.button if one.label == "删除此姓名").click().run()
    assert exceptions(page) == []
    assert [one.value for one in page.success] == [
        literal("已完成：已删除人员1。改以化名签署的修改：1；写有该姓名的记录：0。")
    ]
    assert "Marker Person" not in str(people(runtime.store()))
