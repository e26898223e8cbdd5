"""The page of the operating model: who finds what on it, who writes on it, what a city's words do to it."""

import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from cityops.access import SET_UP, Role
from cityops.operating_model import reads, writes
from cityops.operating_model.model import LEVELS, OperatingModel
from cityops.operating_model.shipped import shipped
from cityops.store import Store
from cityops.ui.operating_model.element import steps
from cityops.vision import releases
from cityops.web import runtime
from cityops.words.catalogue import LANGUAGES
from tests.support import city, views
from tests.support.pages import exceptions, open_page, words


@pytest.fixture
def store(small_file: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Store]:
    """The small city, as the page sees it; it gets its model when it is opened."""
    monkeypatch.setenv("CITYOPS_DB", str(shutil.copy(small_file, tmp_path / "city.duckdb")))
    st.cache_resource.clear()
    yield runtime.store()
    runtime.stop()
    st.cache_resource.clear()


def page(role: Role = Role.FACILITATOR, *, lang: str = "en", **address: str) -> AppTest:
    found = open_page("operating_model", role, lang=lang, **address)
    assert exceptions(found) == []
    return found


def edited(**address: str) -> AppTest:
    """The page with its forms open."""
    found = page(**address)
    for name in ("model_edit_open", "model_adapt_open"):
        found.session_state[name] = True
    return found.run()


def model(store: Store) -> OperatingModel:
    found = reads.read(store)
    assert found is not None
    return found


def press(found: AppTest, label: str) -> AppTest:
    return next(one for one in found.button if one.label == label).click().run()


@pytest.mark.parametrize("language", LANGUAGES)
def test_all_elements_are_there_by_what_they_are_about(store: Store, language: str) -> None:
    found = page(Role.VIEWER, lang=language)
    shown = words(found)
    headers = [one.value for one in found.header]
    counts = [sorted(map(int, re.findall(r"\d+", text))) for text in headers[:4]]
    assert counts == [[14, 28], [5, 28], [4, 28], [5, 28]]
    for one in shipped().elements:
        assert (one.title_en if language == "en" else one.title_zh) in shown


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("element", ["A1", "B5", "B10", "C1", "D9"])
def test_an_element_shows_all_of_its_own(store: Store, element: str, language: str) -> None:
    shown = words(page(Role.VIEWER, lang=language, element=element))
    own = model(store)
    rows = (*own.levels_of(element), *own.statements_of(element), *own.evidence_of(element))
    assert [row.id for row in rows if getattr(row, f"text_{language}") not in shown] == []


def test_what_is_not_verified_says_so_and_what_was_seen_says_where(store: Store) -> None:
    shown = words(page(Role.VIEWER, element="B2"))
    assert re.search(r"outlast an election or reorganization\. +lineage +not verified", shown)
    assert re.search(r"programme-management disciplines are in use\. +lineage +OASIS TGF Primer", shown)


@pytest.mark.parametrize("level", LEVELS)
@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
def test_a_level_is_told_by_filled_steps_not_by_colour_alone(level: int, dark: bool) -> None:
    drawing = steps(level, views.view(dark=dark))
    assert (drawing.count("<rect"), drawing.count('fill="none"')) == (5, 5 - level)


def test_an_unknown_element_leads_back_to_all(store: Store) -> None:
    found = page(Role.VIEWER, element="<b>B55</b>")
    assert "There is no element" in found.warning[0].value
    assert found.title[0].value == "Operating model"


def test_a_store_without_a_city_says_what_to_do(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CITYOPS_DB", str(tmp_path / "none.duckdb"))
    st.cache_resource.clear()
    assert "Set up your city" in words(page(Role.ADMINISTRATOR))
    runtime.stop()
    st.cache_resource.clear()


@pytest.mark.parametrize("role", [Role.VIEWER, Role.ANALYST], ids=lambda role: role.value)
@pytest.mark.parametrize("address", [{}, {"element": "B5"}], ids=["all", "one"])
def test_who_may_not_write_finds_no_form(store: Store, role: Role, address: dict[str, str]) -> None:
    found = page(role, **address)
    assert "Adapt" not in "".join(one.label for one in found.expander)


def test_a_level_gets_the_citys_words(store: Store) -> None:
    found = edited(element="B5")
    found.selectbox[0].select("B5/3").run()
    found.text_area[0].set_value("The matrix hangs in the hall.")
    found.text_input[0].set_value("the council asked")
    press(found, "Save")
    assert exceptions(found) == []
    assert found.success[0].value.startswith("Saved")
    shown = words(found)
    assert "The matrix hangs in the hall." in shown
    assert "the council asked" in shown
    chinese = words(page(lang="zh", element="B5"))
    assert "本市仅修改了英文表述" in chinese


def test_somebody_elses_change_is_shown_and_the_second_press_replaces_it(store: Store) -> None:
    found = edited(element="B5")
    found.selectbox[0].select("B5/3").run()
    writes.change(store, SET_UP, "B5/3", 1, {"text_en": "Theirs"})
    found.text_area[0].set_value("Mine")
    press(found, "Save")
    assert "Theirs" in found.warning[0].value
    assert "Mine" in found.warning[0].value
    assert model(store).find("B5/3").text_en == "Theirs"  # type: ignore[union-attr]
    press(found, "Save")
    assert model(store).find("B5/3").text_en == "Mine"  # type: ignore[union-attr]


@pytest.mark.parametrize("element", ["A1", "B5"])
def test_only_the_four_principles_have_no_switch(store: Store, element: str) -> None:
    labels = [one.label for one in edited(element=element).checkbox]
    assert labels == ([] if element == "A1" else ["In use"])


def test_an_element_that_is_off_is_found_by_those_who_may_switch_it_on(store: Store) -> None:
    writes.change(store, SET_UP, "B5", 1, {"is_active": False})
    title = "Mapping the city's interoperability needs"
    assert title not in words(page(Role.VIEWER))
    assert page(Role.VIEWER, element="B5").title[0].value == "Operating model"
    found = edited(element="B5")
    found.checkbox[0].check()
    press(found, "Save")
    assert title in words(page(Role.VIEWER))


def test_a_statement_is_added(store: Store) -> None:
    found = edited(element="B5")
    found.selectbox[0].select("statement").run()
    found.text_area[0].set_value("Every new link is tried with a neighbour.")
    press(found, "Add")
    assert "Every new link is tried with a neighbour." in words(found)
    assert model(store).statements_of("B5")[-1].basis == "city"


def test_a_principle_is_added_and_opens(store: Store) -> None:
    found = edited()
    found.text_input[0].set_value("Night city")
    press(found, "Add")
    assert exceptions(found) == []
    added = next(one for one in model(store).elements if one.basis == "city")
    shown = words(page(Role.VIEWER, element=added.id))
    assert "Not described yet" in shown
    assert "As it came" not in shown


def test_a_name_is_changed(store: Store) -> None:
    found = edited()
    found.selectbox(key="model_label").select("facet/data").run()
    next(one for one in found.text_input if one.value == "Data").set_value("What we know")
    press(found, "Save")
    assert "What we know\\: 4 of 28 elements" in [one.value for one in page(Role.VIEWER).header]


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_purposes_go_off_without_a_trace(store: Store, language: str) -> None:
    traces = re.compile("37101|40759|Biodiversity|宗旨|议题|purposes of", re.I)
    every = [{}, *({"element": one} for one in ("B1", "C1"))]
    assert traces.search(words(page(Role.VIEWER, lang=language)))
    found = edited()
    found.toggle[0].set_value(False).run()
    assert exceptions(found) == []
    for address in every:
        assert traces.findall(words(page(Role.VIEWER, lang=language, **address))) == []
    assert "157" in words(page(Role.VIEWER, lang=language))
    found = edited()
    found.toggle[0].set_value(True).run()
    assert traces.search(words(page(Role.VIEWER, lang=language)))


def test_a_citys_words_are_text_and_nothing_else(store: Store) -> None:
    evil = "<img src=x onerror=alert(1)> ![x](http://example.org/x.png)"
    for item in ("B5/3", "B5.1"):
        writes.change(store, SET_UP, item, 1, {"text_en": evil})
    writes.change(store, SET_UP, "B5", 1, {"title_en": evil})
    for address in ({}, {"element": "B5"}, {"element": "B6"}):  # B6 names B5 as the one before
        found = page(Role.VIEWER, **address)
        told = [one.proto.body for one in found.get("html")]
        markdown = [one.value for one in found.title] + [one.proto.label for one in found.get("page_link")]
        assert sum("onerror" in text for text in (*told, *markdown)) > 0
        assert [text for text in told if "<img src=x" in text] == []
        assert [text for text in markdown if re.search(r"(?<!\\)[<!\[]", text)] == []


@pytest.mark.parametrize("role", [Role.PUBLIC, Role.VIEWER], ids=lambda role: role.value)
def test_names_are_for_those_who_sign_in(store: Store, role: Role) -> None:
    writes.change(store, city.ACTORS[Role.FACILITATOR], "B5/3", 1, {"text_en": "Ours"}, "a reason")
    releases.release(store, SET_UP, "Council")
    shown = words(page(role, element="B5"))
    assert "Ours" in shown
    assert ("Ada facilitator" in shown, "a reason" in shown) == (role is Role.VIEWER,) * 2
