"""Every page for every role: what opens, what is shown of names, and what there is to press."""

from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest
import streamlit as st
from _pytest.mark.structures import ParameterSet
from streamlit.testing.v1 import AppTest

from cityops.access import DUTIES, Actor, Duty, Role
from cityops.assessment import writes as waves
from cityops.indicators import commentary
from cityops.indicators import writes as indicators
from cityops.operating_model import writes as operating_model
from cityops.store import Store, open_store
from cityops.ui.pages import PAGES
from cityops.vision import releases
from cityops.vision import writes as visions
from cityops.web import runtime
from cityops.words.lists import alternatives
from tests.support import city, rooms
from tests.support.app import ROOT
from tests.support.pages import exceptions, open_page, words

FILE, PERSON, OWNER, DRAFT = "secret-file.csv", "Marker Person", "Owner Person", "Words of the draft"
WROTE = Actor(PERSON, Role.ADMINISTRATOR)
FOLDED = (
    "release_open",
    "rows_open",
    "comment_open",
    "districts_open",
    "who_open",
    "enter_open",
    "catalogue_open",
    "correction_open",
    "model_edit_open",
    "model_adapt_open",
    "wave_table_open",
    "wave_file_open",
    "wave_new",
)
ASKED = dict.fromkeys(FOLDED, True)
"""What is folded away, opened."""
CONTROLS = {
    Duty.DATA: {"Undo", "Redo", "Write this upload", "Write the correction"},
    Duty.COMMENTARY: {"Sign and add"},
    Duty.MODEL: {"Save", "Add"},
    Duty.WAVES: {"Begin this wave"},
    Duty.RELEASE: {"Release the draft", "Show the draft", "Show the release"},
    Duty.SETTINGS: {"Load London as a demo", "Change", "Add more", "To the first overview"},
    Duty.ACCESS: {
        *("Switch on", "Switch off", "Make a new link", "Give the role", "Take the role back"),
        "Make a new passphrase",
    },
    Duty.OPERATIONS: {"Erase this name", "Make a copy now"},
}
"""What there is to press for those only whose role covers the duty."""
THERE = {
    "overview": {Duty.RELEASE: "Release the draft"},
    "progress": {Duty.COMMENTARY: "Sign and add"},
    "operating_model": {Duty.MODEL: "Save"},
    "workshop": {Duty.WAVES: "Begin this wave"},
    "data": {Duty.DATA: "Undo"},
    "access": {Duty.ACCESS: "Make a new passphrase", Duty.OPERATIONS: "Erase this name"},
    "operations": {Duty.OPERATIONS: "Make a copy now"},
    "set_up": {Duty.SETTINGS: "Change"},
}
"""What is there for exactly those whose role covers the duty."""
UPLOADS = {"data": Duty.DATA, "assessment": Duty.WAVES}
"""Where a file is taken in, by whom."""
AT = {"progress": {"target": "dust"}, "operating_model": {"element": "B5"}}
"""Where on a page what is written is written."""
FOR_ALL = {"中文", "Sign in", "Sign out", "Back to now"}


@pytest.fixture(scope="module")
def database(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A city whose facts, owners and words have names, one release, and words after it."""
    path = tmp_path_factory.mktemp("roles") / "city.duckdb"
    store = open_store(str(path))
    _fill(store)
    store.close()
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("CITYOPS_DB", str(path))
        st.cache_resource.clear()
        yield path
        runtime.stop()
    st.cache_resource.clear()


def _fill(store: Store) -> None:
    city.build(store)
    city.upload(store, "T0,Fine dust,2020,20", "T0,Fine dust,2024,18", "T1,Fine dust,2024,18", name=FILE)
    indicators.change_indicator(store, WROTE, "own_dust", 1, {"owner": OWNER}, "why")
    sources = {"baseline_source": f"{FILE}, line 2", "owner": OWNER}
    visions.change_target(store, WROTE, "dust", 1, sources, "why")
    _say(store, "Words of the release")
    operating_model.load(store, WROTE)
    waves.create_wave(store, WROTE, rooms.NEW)
    releases.release(store, WROTE, "Council")
    operating_model.change(store, WROTE, "B5/3", 1, {"text_en": DRAFT, "text_zh": DRAFT}, FILE)
    _say(store, DRAFT)
    visions.change_target(store, WROTE, "dust", 2, {"target_value": 12.5}, "why")


def _say(store: Store, story: str) -> None:
    commentary.add(
        store, WROTE, indicator_id="own_dust", area_id="T0", on=city.ON, language="en", story=story
    )


def opened(name: str, role: Role, **address: str) -> AppTest:
    """Open a page with everything on it that is folded away."""
    page = open_page(name, None if role is Role.STRANGER else role, **{"lang": "en"} | address)
    for key, value in ASKED.items():
        page.session_state[key] = value
    return page.run()


@cache
def seen(name: str, role: Role) -> AppTest:
    """Open a page once for all that is asked of it."""
    return opened(name, role, **AT.get(name, {}))


def _all() -> list[ParameterSet]:
    return [pytest.param(name, role, id=f"{name}-{role.value}") for name in PAGES for role in Role]


def labels(page: AppTest) -> set[str]:
    """Return what there is to press."""
    return {one.label for one in page.button}


@pytest.mark.parametrize(("name", "role"), _all())
def test_a_page_opens_for_whom_it_may(name: str, role: Role, database: Path) -> None:
    page = seen(name, role)
    assert exceptions(page) == []
    title = page.title[0].value
    assert (title == "Sign in") is (role is Role.STRANGER)
    is_open = PAGES[name].opens in DUTIES[role]
    assert (title not in ("Sign in", "This page is not open to you")) is is_open
    if not is_open and role is not Role.STRANGER:
        able = [one.value for one in Role if PAGES[name].opens in DUTIES[one]]
        assert f"which is for: {alternatives(able, 'en')}" in page.info[0].value


@pytest.mark.parametrize(("name", "role"), _all())
def test_a_page_has_nothing_to_press_that_the_role_may_not(name: str, role: Role, database: Path) -> None:
    page = seen(name, role)
    allowed = {label for duty, some in CONTROLS.items() if duty in DUTIES[role] for label in some}
    assert labels(page) - FOR_ALL - allowed == set()
    assert len(page.file_uploader) == (UPLOADS.get(name) in DUTIES[role])
    for duty, label in THERE.get(name, {}).items():
        assert (label in labels(page)) is (duty in DUTIES[role])


@pytest.mark.parametrize(("name", "role"), _all())
def test_a_page_answers_for_itself_without_the_frame(name: str, role: Role, database: Path) -> None:
    """The very first request of a session, and the file alone: nobody else has asked for the role."""
    page = AppTest.from_file(ROOT / "pages" / f"{name}.py", default_timeout=60)
    page.query_params["lang"] = "en"
    if role is not Role.STRANGER:
        page.session_state["actor"] = city.ACTORS[role]
    page.run()
    if PAGES[name].opens in DUTIES[role]:
        assert page.title[0].value != "This page is not open to you"
    else:
        assert [one.value for one in page.title] == ["This page is not open to you"]
        assert (len(page.info), len(page.button)) == (1, 0)


PUBLIC = [name for name, page in PAGES.items() if page.opens is Duty.RELEASED]


@pytest.mark.parametrize("language", ["en", "zh"])
@pytest.mark.parametrize("name", PUBLIC)
def test_the_public_sees_no_names_and_no_draft(name: str, language: str, database: Path) -> None:
    opened(name, Role.ADMINISTRATOR, lang=language)  # what is kept of a page was made for somebody else
    addresses = [
        {},
        {"target": "dust"},
        {"district": "T1"},
        {"known": "now"},
        {"show": "all"},
        {"element": "B5"},
    ]
    for address in addresses:
        page = opened(name, Role.PUBLIC, **address | {"lang": language})
        shown = words(page) + "".join(one.value.to_csv() for one in page.dataframe)
        assert exceptions(page) == []
        for secret in (FILE, PERSON, OWNER, DRAFT, "12.5"):
            assert secret not in shown, address


@pytest.mark.parametrize(
    ("role", "sees_draft"), [(role, Duty.DRAFT in DUTIES[role]) for role in Role if role is not Role.STRANGER]
)
def test_the_draft_is_for_those_who_work_on_it(role: Role, sees_draft: bool, database: Path) -> None:
    shown = words(opened("progress", role, target="dust", known="now"))
    assert "Words of the release" in shown
    assert (DRAFT in shown) is sees_draft
    assert (PERSON in shown) is (Duty.NAMES in DUTIES[role])


def test_the_public_waits_for_the_first_release(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "city.duckdb"
    city.build(open_store(str(path))).close()
    monkeypatch.setenv("CITYOPS_DB", str(path))
    st.cache_resource.clear()
    titles = {name: opened(name, Role.PUBLIC).title[0].value for name in PUBLIC}
    runtime.stop()
    st.cache_resource.clear()
    assert set(titles.values()) == {"Nothing has been released yet"}


def test_the_menu_has_what_the_role_may_open() -> None:
    listed = {role: {n for n, page in PAGES.items() if page.is_listed(city.ACTORS[role])} for role in Role}
    assert listed[Role.STRANGER] == set()
    assert "data" not in listed[Role.PUBLIC]
    assert (
        listed[Role.VIEWER]
        == listed[Role.ANALYST]
        == PAGES.keys() - {*("access", "operations", "set_up", "workshop")}
    )
    assert listed[Role.ADMINISTRATOR] == PAGES.keys()
