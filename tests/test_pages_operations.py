"""The operations page: for administrators only, in both languages, with what failed in plain sight."""

import re
import shutil
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from cityops import journal
from cityops.access import SET_UP, Role
from cityops.operations import backups
from cityops.operations.backups import Schedule
from cityops.operations.rules import Keep
from cityops.store import shelf
from cityops.web import runtime
from cityops.words.catalogue import LANGUAGES
from tests.support import city
from tests.support.app import ROOT
from tests.support.pages import exceptions, open_page, words

NOW = datetime.now(UTC)


@pytest.fixture
def database(small_file: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """The small city, as the page sees it."""
    path = Path(shutil.copy(small_file, tmp_path / "city.duckdb"))
    monkeypatch.setenv("CITYOPS_DB", str(path))
    st.cache_resource.clear()
    yield path
    runtime.stop()
    st.cache_resource.clear()


def page(role: Role | None = Role.ADMINISTRATOR, lang: str = "en") -> AppTest:
    found = open_page("operations", role, lang=lang)
    assert exceptions(found) == []
    return found


@pytest.mark.parametrize("role", [None, *(role for role in Role if role is not Role.ADMINISTRATOR)])
def test_nobody_else_learns_anything_from_it(role: Role | None, database: Path) -> None:
    """The page is opened past the frame, which does not list it for them: there is no other way to it."""
    runtime.store()
    journal.note("started", "secret sentence")
    found = AppTest.from_file(ROOT / "pages" / "operations.py", default_timeout=60)
    found.query_params["lang"] = "en"
    if role:
        found.session_state["actor"] = city.ACTORS[role]
    assert exceptions(found.run()) == []
    assert "which is for: administrator" in words(found)
    assert not re.search("secret|duckdb|Copies|What happened", words(found))
    assert [one.label for one in found.button if one.label == "Make a copy now"] == []


def test_it_says_where_the_store_is_and_how_its_copies_stand(database: Path) -> None:
    found = words(page())
    assert f"{database} " in found.replace("\n", " ")
    assert f"{database}.log" in found
    assert "No copy has made itself yet" in found
    assert "Kept: 7 daily, 4 weekly, 12 monthly." in found.replace("\\", "")


@pytest.mark.parametrize("language", LANGUAGES)
def test_it_speaks_one_language(language: str, database: Path) -> None:
    store = runtime.store()
    city.upload(store, "T0,Fine dust,2020,20")
    Schedule(Keep()).look(store, NOW)
    backups.make(store, SET_UP, NOW, "upgrade-4-to-5")
    journal.failed(ValueError("x"), "page")
    said = words(page(lang=language))
    if language == "en":
        assert not re.search("[\u4e00-\u9fff]", said.replace("中文", "").replace("测试市", ""))
    else:
        assert "升级前（由4至5）" in said
        assert "导入数据" in said
        assert "by hand" not in said


STANDS = [
    pytest.param(None, "error", "The last copy failed", id="failed"),
    pytest.param(timedelta(hours=40), "warning", "older than a day and a half", id="late"),
    pytest.param(timedelta(hours=1), "success", "Copies make themselves every day", id="good"),
]


@pytest.mark.parametrize(("age", "kind", "says"), STANDS)
def test_how_the_copies_stand_is_seen(age: timedelta | None, kind: str, says: str, database: Path) -> None:
    store = runtime.store()
    if age is None:
        shelf.folder(database).write_text("in the way", "utf-8")
    Schedule(Keep()).look(store, NOW - (age or timedelta()))
    shown = [one.value.replace("\\", "") for one in page().get(kind)]
    assert len(shown) == 1
    assert says in shown[0]
    assert ("No copy was made: " in shown[0]) is (age is None)


def test_without_copies_that_make_themselves_it_warns(
    database: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CITYOPS_BACKUPS", "0")
    assert "CITYOPS_BACKUPS is 0" in page().warning[0].value.replace("\\", "")


def test_a_copy_is_made_by_a_button(database: Path) -> None:
    found = page()
    next(one for one in found.button if one.label == "Make a copy now").click()
    found.run()
    assert exceptions(found) == []
    [copy] = shelf.listed(database)
    assert copy.path.name in found.success[0].value.replace("\\", "")
    assert "by hand" in words(found)


def test_a_reference_leads_to_its_error(database: Path) -> None:
    runtime.store()
    references = [journal.failed(ValueError("x"), "page") for _ in range(2)]
    found = page()
    found.text_input(key="happened_reference").set_value(references[0]).run()
    assert references[0] in words(found)
    assert references[1] not in words(found)
    found.text_input(key="happened_reference").set_value("nothing").run()
    assert "Nothing in the log has this reference" in words(found)


def test_refusals_and_acts_are_told_apart(database: Path) -> None:
    store = runtime.store()
    city.upload(store, "T0,Fine dust,2020,20", reason="the register")
    journal.note("refused", "Not now.", level=journal.WARNING, person="Ben", role="analyst", action="release")
    found = page()
    assert {"the register", "Not now."} <= set(re.findall("the register|Not now.", words(found)))
    found.radio(key="happened_filter").set_value("trouble").run()
    assert "the register" not in words(found)
    assert "◆ refused" in words(found)
    found.radio(key="happened_filter").set_value("acts").run()
    assert "Not now." not in words(found)
    assert "Ada analyst, analyst" in words(found)
