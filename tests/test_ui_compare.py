"""The comparison page: its states from the address, what it says, and that it ranks nobody unasked."""

import re
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from cityops.access import Role
from cityops.store import open_store
from cityops.ui import compare, compare_strips
from cityops.web import runtime
from cityops.words.catalogue import LANGUAGES
from cityops.words.colours import DARK, LIGHT
from tests.support.pages import exceptions, open_page, words
from tests.test_pages import contents, untranslated

CAMDEN, CITY_OF_LONDON = "E09000007", "E09000001"


@pytest.fixture(scope="module", autouse=True)
def database(london_file: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """London, as the pages of this module see it."""
    path = Path(shutil.copy(london_file, tmp_path_factory.mktemp("compare") / "london.duckdb"))
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("CITYOPS_DB", str(path))
        st.cache_resource.clear()
        yield path
        runtime.stop()
    st.cache_resource.clear()


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("address", [{}, {"indicator": "ldn_recycling_rate"}], ids=["all", "one"])
def test_the_page_runs_and_runs_again(address: dict[str, Any], language: str) -> None:
    page = open_page("compare", Role.ADMINISTRATOR, lang=language, area=CAMDEN, **address)
    assert exceptions(page) == []
    first = words(page)
    assert exceptions(page.run()) == []
    assert words(page) == first


STATES = [
    pytest.param({"area": CAMDEN}, "Camden: 8 of 20 indicators stand out", id="profile"),
    pytest.param({}, "City of London: ", id="first-by-code"),
    pytest.param({"area": "E99"}, "City of London: ", id="no-such-area"),
    pytest.param({"area": "<script>alert(1)</script>"}, "City of London: ", id="a-script"),
    pytest.param({"area": CAMDEN, "kind": "planets"}, "Camden: ", id="no-such-kind"),
    pytest.param(
        {"area": CAMDEN, "indicator": "ldn_jobs"}, "Jobs, 2018: 66,000 to 775,000 jobs", id="indicator"
    ),
    pytest.param({"area": CAMDEN, "indicator": "x"}, "Camden: ", id="no-such-indicator"),
    pytest.param(
        {"area": CITY_OF_LONDON, "indicator": "ldn_recorded_crimes"}, "City of London: ", id="not-here"
    ),
    pytest.param({"area": CAMDEN, "k": "0"}, "Camden: ", id="nobody-alike"),
    pytest.param({"area": CAMDEN, "k": "١٢"}, "Camden: ", id="foreign-digits"),
    pytest.param({"area": CAMDEN, "by": ",,x,"}, "Camden: ", id="no-criteria"),
    pytest.param(
        {"area": CAMDEN, "on": "1990-12-31"}, "Camden has no value up to 31 December 1990", id="no-data"
    ),
    pytest.param({"area": CAMDEN, "on": "1850-12-31"}, "Nothing to compare yet", id="no-areas"),
    pytest.param({"area": CAMDEN, "known": "1990-01-01"}, "Nothing to compare yet", id="nothing-known"),
]


@pytest.mark.parametrize(("address", "title"), STATES)
def test_the_address_names_the_state(address: dict[str, Any], title: str) -> None:
    page = open_page("compare", Role.ANALYST, lang="en", **address)
    assert exceptions(page) == []
    assert page.title[0].value.startswith(title)


def test_what_means_nothing_is_said_to_mean_nothing() -> None:
    said = words(open_page("compare", lang="en", area=CAMDEN))
    assert "No meaningful difference from London: within its own ups and downs" in said
    assert "No meaningful difference from the middle of all areas: small beside the usual spread" in said
    assert "Stands out below London: worse" in said
    assert "A total: larger areas have more" in said
    assert "Without a value here up to 31 December 2020: Collected waste" in said


def test_the_criteria_are_stated_and_follow_the_address() -> None:
    said = words(open_page("compare", lang="en", area=CAMDEN))
    assert "Most like Camden by Population, Jobs and Average house price: Islington, Southwark" in said
    other = words(open_page("compare", lang="en", area=CAMDEN, by="ldn_life_satisfaction", k="2"))
    assert re.search(r"Most like Camden by Life satisfaction: [\w ]+ and [\w ]+\.", other)
    assert f"Left out, because a value of a criterion is missing: {'City of London'}." in other
    none = words(open_page("compare", lang="en", area=CAMDEN, by="none"))
    assert "No criteria are chosen, so nothing is said of similar areas." in none
    nobody = words(open_page("compare", lang="en", area=CITY_OF_LONDON, by="ldn_life_satisfaction"))
    assert "By these criteria no other area can be compared: City of London has no value" in nobody


def test_an_administrator_keeps_the_criteria_and_a_viewer_does_not(database: Path) -> None:
    for role, may in ((Role.VIEWER, False), (Role.ANALYST, False), (Role.ADMINISTRATOR, True)):
        page = open_page("compare", role, lang="en", area=CAMDEN, by="ldn_jobs")
        page.session_state["similar"] = True
        page.run()
        labels = [one.label for one in page.button]
        assert "Back to the city's criteria" in labels, role
        assert ("Keep these criteria for the city" in labels) is may, role
    next(one for one in page.button if one.label.startswith("Keep")).click()
    page.run()
    assert exceptions(page) == []
    assert "Most like Camden by Jobs: " in words(open_page("compare", lang="en", area=CAMDEN))


FROM = [
    pytest.param({}, 0, id="first"),
    pytest.param({"from": "5"}, 4, id="second"),
    pytest.param({"from": "7"}, 4, id="within-the-second"),
    pytest.param({"from": "999"}, 0, id="beyond"),
    pytest.param({"from": "0"}, 0, id="none"),
    pytest.param({"from": "-4"}, 0, id="negative"),
    pytest.param({"from": "٥"}, 0, id="foreign-digits"),
    pytest.param({"from": "9" * 40}, 0, id="endless"),
]


@pytest.mark.parametrize(("address", "first"), FROM)
def test_many_indicators_are_shown_some_at_a_time(
    monkeypatch: pytest.MonkeyPatch, address: dict[str, Any], first: int
) -> None:
    whole = strips(open_page("compare", lang="en", area=CAMDEN))
    monkeypatch.setattr(compare, "_MOST", 4)
    page = open_page("compare", lang="en", area=CAMDEN, **address)
    assert strips(page) == whole[first : first + 4]
    assert f"{first + 1} to {first + 4} of {len(whole)}" in words(page)
    page.button(key="turn_on").click()
    assert strips(page.run()) == whole[first + 4 : first + 8]
    assert page.query_params["from"] == str(first + 5)
    page.button(key="turn_back").click()
    assert strips(page.run()) == whole[first : first + 4]
    assert exceptions(page) == []


def strips(page: AppTest) -> list[str]:
    """Names of the indicators that are drawn."""
    drawn = "".join(str(getattr(getattr(node, "proto", None), "body", "")) for node in page.main)
    return re.findall(r"<li><div><strong>(.*?)</strong>", drawn)


def listed(**address: str) -> list[str]:
    """Names of the areas in the order of the table."""
    page = open_page("compare", lang="en", area=CAMDEN, indicator="ldn_recycling_rate", **address)
    page.session_state["compare_values_open"] = True
    page.run()
    assert exceptions(page) == []
    return list(page.dataframe[0].value["Area"])


def test_nobody_is_ranked_unless_that_is_asked_for() -> None:
    by_code = listed()
    assert by_code[:3] == ["City of London", "Barking and Dagenham", "Barnet"]
    assert listed(order="fame") == by_code
    by_value = listed(order="value")
    assert sorted(by_value) == sorted(by_code)
    assert by_value[0] == "Bexley"
    page = open_page("compare", lang="en", area=CAMDEN, indicator="ldn_recycling_rate", order="value")
    page.session_state["compare_values_open"] = True
    assert "It is no ranking" in words(page.run())


@pytest.mark.parametrize("address", [{}, {"indicator": "ldn_jobs"}], ids=["all", "one"])
def test_the_page_in_chinese_is_in_chinese(address: dict[str, str]) -> None:
    page = open_page("compare", Role.ADMINISTRATOR, lang="zh", area=CAMDEN, **address)
    for key in ("similar", "compare_table_open", "compare_values_open"):
        page.session_state[key] = True
    page.run()
    assert untranslated(words(page), {*contents(), "docs/methods/compare.md"}) == set()


def test_an_empty_store_says_what_to_do(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, database: Path
) -> None:
    path = tmp_path / "empty.duckdb"
    open_store(str(path)).close()
    runtime.stop()
    monkeypatch.setenv("CITYOPS_DB", str(path))
    st.cache_resource.clear()
    page = open_page("compare", Role.ADMINISTRATOR, lang="en")
    runtime.stop()
    st.cache_resource.clear()
    assert exceptions(page) == []
    assert page.title[0].value == "Nothing to compare yet"


@pytest.mark.parametrize("tone", [LIGHT, DARK], ids=["light", "dark"])
def test_only_what_means_something_has_a_colour(tone: Any) -> None:
    fill, edge = compare_strips.own_colour(tone, is_meaningful=False)
    assert (fill, edge) == (tone.card, tone.sub)
    assert compare_strips.own_colour(tone, is_meaningful=True)[0] in tone.ramp
