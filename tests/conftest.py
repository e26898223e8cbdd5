"""Stores to test with. Every one is a real engine."""

import shutil
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from cityops import demo
from cityops.access import SET_UP, Actor, Role
from cityops.store import Store, open_store
from tests.support import city
from tests.support.postgres import INITDB, Cluster


@pytest.fixture
def store() -> Iterator[Store]:
    """An empty store in memory."""
    opened = open_store(":memory:")
    yield opened
    opened.close()


@pytest.fixture
def small(store: Store) -> Store:
    """The small city in memory."""
    return city.build(store)


@pytest.fixture
def file_store(tmp_path: Path) -> Iterator[Store]:
    """The small city in a file, `tmp_path/city.duckdb`."""
    opened = city.build(open_store(str(tmp_path / "city.duckdb")))
    yield opened
    opened.close()


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
    opened = open_store(str(shutil.copy(london_file, tmp_path_factory.mktemp("read") / "london.duckdb")))
    yield opened
    opened.close()


@pytest.fixture
def london_copy(london_file: Path, tmp_path: Path) -> Iterator[Store]:
    """The demo city, for a test that writes."""
    opened = open_store(str(shutil.copy(london_file, tmp_path / "london.duckdb")))
    yield opened
    opened.close()


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


@pytest.fixture(params=["duckdb", "postgresql"])
def any_store(request: pytest.FixtureRequest) -> Iterator[Store]:
    """An empty store of each engine in turn."""
    is_duck = request.param == "duckdb"
    opened = open_store(":memory:" if is_duck else request.getfixturevalue("postgres").new_database())
    yield opened
    opened.close()


@pytest.fixture
def any_city(any_store: Store) -> Store:
    """The small city on each engine in turn."""
    return city.build(any_store)
