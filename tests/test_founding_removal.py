"""London is taken out and put back; its history stays, and what others wrote is left alone."""

import shutil
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from cityops import demo
from cityops.access import SET_UP, Role
from cityops.errors import NotAllowedError, RefusedError
from cityops.founding.acts import found
from cityops.indicators import reads as indicators
from cityops.indicators.writes import AREAS
from cityops.progress.reads import progress
from cityops.store import PRESENT, Store, open_store
from cityops.vision import reads as visions
from cityops.vision import settings
from tests.support import city, folder
from tests.support.counts import counts
from tests.support.folder import TODAY

Before = tuple[float | None, dict[str, int]]

ON = date(2020, 12, 31)
COUNTS = {"uploads": 1, "targets": 88, "indicators": 24, "areas": 36}


def _headline(store: Store) -> float | None:
    seen = progress(store, on=ON)
    return seen.city.headline if seen else None


@pytest.fixture(scope="module")
def returned(london_file: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Store, Before]]:
    """London, taken out and put back; and what was there before."""
    path = shutil.copy(london_file, tmp_path_factory.mktemp("returned") / "london.duckdb")
    store = open_store(str(path))
    before = _headline(store), counts(store)
    demo.take_out(store, city.ADMINISTRATOR, TODAY)
    loaded = demo.load(store, SET_UP, TODAY)
    assert (loaded["areas"], loaded["targets"], loaded["observations"]) == (36, 88, 10974)
    yield store, before
    store.close()


def test_london_goes_and_a_city_of_ones_own_takes_its_place(
    london_copy: Store, tmp_path_factory: pytest.TempPathFactory
) -> None:
    before = _headline(london_copy)
    then = london_copy.clock.moment()
    assert demo.take_out(london_copy, SET_UP, TODAY) == COUNTS
    assert indicators.areas(london_copy, on=TODAY) == {}
    assert (visions.targets(london_copy), visions.visions(london_copy)) == ([], [])
    assert settings.read(london_copy) == settings.Settings()
    assert progress(london_copy, on=ON) is None
    seen = progress(london_copy, on=ON, known=then)
    assert seen is not None
    assert seen.city.headline == before
    own = folder.city(folder.make(tmp_path_factory.mktemp("own") / "new"))
    found(london_copy, SET_UP, own, TODAY)
    assert settings.read(london_copy).city == "EX0"
    with pytest.raises(RefusedError, match="The store holds a city already"):
        demo.load(london_copy, SET_UP, TODAY)
    with pytest.raises(RefusedError, match="The city is not in this store"):
        demo.take_out(london_copy, SET_UP, TODAY)


def test_london_comes_back_the_same(returned: tuple[Store, Before]) -> None:
    store, (headline, _) = returned
    assert _headline(store) == headline


def test_history_tells_who_took_it_out(returned: tuple[Store, Before]) -> None:
    rows = returned[0].history(AREAS, "E12000007")
    assert [(row["version"], row["is_deleted"], row["action"], row["person"]) for row in rows] == [
        (1, False, "found_city", "set-up"),
        (2, True, "remove_city", city.ADMINISTRATOR.name),
        (3, False, "found_city", "set-up"),
    ]


def test_coming_back_adds_no_claim_twice(returned: tuple[Store, Before]) -> None:
    store, (_, before) = returned
    after = counts(store)
    assert (after["claims"], after["series"]) == (before["claims"], before["series"])
    states = [row["state"] for row in store.rows("ingest/uploads", known=PRESENT)]
    assert states == ["live"]


def test_another_city_is_not_taken_out(small: Store) -> None:
    before = counts(small)
    with pytest.raises(RefusedError, match="The city is not in this store"):
        demo.take_out(small, SET_UP, TODAY)
    assert counts(small) == before


@pytest.mark.parametrize("role", [role for role in Role if role is not Role.ADMINISTRATOR])
def test_only_an_administrator_takes_it_out(role: Role, london: Store) -> None:
    before = counts(london)
    with pytest.raises(NotAllowedError):
        demo.take_out(london, city.ACTORS[role], TODAY)
    assert counts(london) == before
