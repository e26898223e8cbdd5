"""Stores to test with. Every one is a real engine; what takes time to fill is filled once and copied."""

import os
import shutil
from collections.abc import Callable, Iterator
from datetime import date
from functools import cache
from pathlib import Path

import pytest
from hypothesis import settings
from streamlit.components.v2 import manifest_scanner

from cityops import demo
from cityops.access import SET_UP, Actor, Role
from cityops.store import Store, open_store
from tests.support import city
from tests.support.app import ROOT
from tests.support.briefings import Briefed, brief
from tests.support.postgres import INITDB, Cluster

# Each process that runs tests has a store of its own to fall back on, and never the user's.
_WORKER = os.environ.get("PYTEST_XDIST_WORKER", "main")
os.environ["CITYOPS_DB"] = str(ROOT / "build" / f"test-{_WORKER}.duckdb")

# How long an example may take is the machine's business, not the rule's.
settings.register_profile("cityops", deadline=None)
settings.load_profile("cityops")

# Each page that runs without a server asks every installed package anew whether it brings components: most of
# the page's time. What is installed does not change while tests run.
manifest_scanner.scan_component_manifests = cache(manifest_scanner.scan_component_manifests)

pytest_plugins = ["tests.support.fixtures"]


def _opened_copy(original: Path, copy: Path) -> Iterator[Store]:
    store = open_store(str(shutil.copy(original, copy)))
    yield store
    store.close()


@pytest.fixture
def store() -> Iterator[Store]:
    """An empty store in memory."""
    opened = open_store(":memory:")
    yield opened
    opened.close()


@pytest.fixture(scope="session")
def small_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The small city in a file that is closed: copy it, do not open it."""
    path = tmp_path_factory.mktemp("small") / "city.duckdb"
    city.build(open_store(str(path))).close()
    return path


@pytest.fixture
def file_store(small_file: Path, tmp_path: Path) -> Iterator[Store]:
    """The small city in a file, `tmp_path/city.duckdb`."""
    yield from _opened_copy(small_file, tmp_path / "city.duckdb")


@pytest.fixture
def small(file_store: Store) -> Store:
    """The small city."""
    return file_store


@pytest.fixture(scope="session")
def london_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The demo city in a file that is closed: copy it, do not open it."""
    path = tmp_path_factory.mktemp("london") / "london.duckdb"
    opened = open_store(str(path))
    demo.load(opened, SET_UP, date(2026, 11, 22))
    opened.close()
    return path


@pytest.fixture(scope="session")
def london(london_file: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    """The demo city, for tests that only read."""
    yield from _opened_copy(london_file, tmp_path_factory.mktemp("read") / "london.duckdb")


@pytest.fixture(scope="session")
def briefed(london: Store) -> Callable[[str], Briefed]:
    """A function that returns London's briefing in a language, made once."""
    return cache(lambda language: brief(london, language))


@pytest.fixture
def london_copy(london_file: Path, tmp_path: Path) -> Iterator[Store]:
    """The demo city, for a test that writes."""
    yield from _opened_copy(london_file, tmp_path / "london.duckdb")


@pytest.fixture
def actors() -> dict[Role, Actor]:
    """One person a role."""
    return city.ACTORS


@pytest.fixture(scope="session")
def postgres() -> Iterator[Cluster]:
    """A PostgreSQL server of its own."""
    if not INITDB:
        pytest.skip("PostgreSQL is not installed: there is no /usr/lib/postgresql/*/bin/initdb")
    cluster = Cluster()
    yield cluster
    cluster.stop()


@pytest.fixture(scope="session")
def small_template(postgres: Cluster) -> str:
    """Name of a PostgreSQL database that holds the small city: create others from it."""
    address = postgres.new_database()
    city.build(open_store(address)).close()
    return postgres.name(address)


@pytest.fixture(params=["duckdb", "postgresql"])
def any_store(request: pytest.FixtureRequest) -> Iterator[Store]:
    """An empty store of each engine in turn."""
    is_duck = request.param == "duckdb"
    opened = open_store(":memory:" if is_duck else request.getfixturevalue("postgres").new_database())
    yield opened
    opened.close()


def _served(request: pytest.FixtureRequest) -> Iterator[tuple[Store, Store]]:
    if request.param == "duckdb":
        store = request.getfixturevalue("small")
        yield store, store
        return
    template = request.getfixturevalue("small_template")
    address = request.getfixturevalue("postgres").new_database(template)
    one, two = open_store(address), open_store(address)
    yield one, two
    one.close()
    two.close()


@pytest.fixture(params=["duckdb", "postgresql"])
def servers(request: pytest.FixtureRequest) -> Iterator[tuple[Store, Store]]:
    """The small city as two app servers see it; DuckDB has one process only: the same store twice."""
    yield from _served(request)


# Every statement runs on PostgreSQL in tests/test_sql.py each time; what is built of them, in the long run.
@pytest.fixture(params=["duckdb", pytest.param("postgresql", marks=pytest.mark.soak)])
def any_city(request: pytest.FixtureRequest) -> Iterator[Store]:
    """The small city on each engine in turn."""
    for one, _ in _served(request):
        yield one
