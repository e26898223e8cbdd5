"""Cities of every size are founded, and each page is right for them."""

from collections.abc import Callable, Iterator
from datetime import date
from itertools import cycle
from pathlib import Path

import pytest
import streamlit as st

from cityops.access import SET_UP, Role
from cityops.founding.acts import found
from cityops.progress.reads import progress
from cityops.store import Store, open_store
from cityops.web import runtime
from cityops.words.catalogue import LANGUAGES
from tests.support import cities, folder
from tests.support.folder import TODAY
from tests.support.pages import PAGES, exceptions, open_page

ON = date(2025, 12, 31)
SIZES = [pytest.param(make, id=name) for name, make in cities.CITIES.items()]


def test_a_place_alone_is_a_city(store: Store, tmp_path: Path) -> None:
    done = found(store, SET_UP, folder.city(cities.place_alone(tmp_path / "c")), TODAY)
    assert (done["areas"], done["observations"], done["targets"]) == (1, 0, 0)
    assert progress(store, on=ON) is None


def test_a_vision_without_targets_has_no_number(store: Store, tmp_path: Path) -> None:
    found(store, SET_UP, folder.city(cities.without_targets(tmp_path / "c")), TODAY)
    seen = progress(store, on=ON)
    assert seen is not None
    assert (seen.city.headline, seen.city.coverage, seen.city.assessments) == (None, 0.0, ())


def test_one_indicator_is_enough(store: Store, tmp_path: Path) -> None:
    found(store, SET_UP, folder.city(cities.one_indicator(tmp_path / "c")), TODAY)
    seen = progress(store, on=ON)
    assert seen is not None
    assert seen.city.headline == pytest.approx(0.5)
    assert (seen.districts, len(seen.city.assessments)) == ({}, 1)


def test_five_hundred_indicators_with_a_target_each(store: Store, tmp_path: Path) -> None:
    done = found(store, SET_UP, folder.city(cities.five_hundred(tmp_path / "c")), TODAY)
    assert (done["indicators"], done["targets"], done["observations"]) == (500, 500, 1500)
    seen = progress(store, on=ON)
    assert seen is not None
    assert (len(seen.city.assessments), seen.city.headline) == (500, pytest.approx(1.0))


def test_an_empty_file_of_targets_says_nothing_and_is_no_fault(tmp_path: Path) -> None:
    tables = {"targets_csv": "indicator,kind\n", "indicators_csv": "indicator_id,name_en\n"}
    new = folder.make(tmp_path / "new", without=("data/observations.csv", "vision.toml"), **tables)
    assert folder.city(new).indicators == ()


@pytest.fixture(scope="module", params=SIZES)
def city(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A city of each size, as the pages see it; returns its name."""
    make: Callable[[Path], Path] = request.param
    here = tmp_path_factory.mktemp(make.__name__)
    store = open_store(str(here / "city.duckdb"))
    found(store, SET_UP, folder.city(make(here / "folder")), TODAY)
    store.close()
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("CITYOPS_DB", str(here / "city.duckdb"))
        st.cache_resource.clear()
        yield make.__name__
        runtime.stop()
    st.cache_resource.clear()


@pytest.mark.parametrize(("name", "language"), list(zip(PAGES, cycle(LANGUAGES), strict=False)))
def test_every_page_is_right_for_a_city_of_this_size(name: str, language: str, city: str) -> None:
    page = open_page(name, Role.ADMINISTRATOR, lang=language)
    assert exceptions(page) == []
    assert page.title[0].value


def test_a_city_without_a_vision_is_led_on(city: str) -> None:
    said = [one.label for one in open_page("overview", Role.ADMINISTRATOR, lang="en").button]
    assert ("Go on with the set-up" in said) is (city == "place_alone")
    assert "Load London as a demo" not in said
