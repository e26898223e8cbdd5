"""Every SQL file runs on both engines and is what its header states."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import duckdb
import psycopg
import pytest

from cityops.errors import StoreError
from cityops.store import PRESENT, Store, open_store
from cityops.store.duck import DuckEngine
from cityops.store.migrate import MIGRATIONS, migrate
from cityops.store.queries import QUERIES, STATEMENTS, query, statement
from tests.support import headers
from tests.support.postgres import Cluster

QUERY_FILES = sorted(QUERIES.rglob("*.sql"))
STATEMENT_FILES = sorted(STATEMENTS.rglob("*.sql"))
TYPES = {"date": date(2020, 12, 31), "timestamp": PRESENT, "text": "x", "integer": 1, "bigint": 1}


def _name(path: Path) -> str:
    return f"{path.parent.name}/{path.stem}"


def _values(path: Path) -> dict[str, object]:
    """A value of the stated type for each stated parameter."""
    return {name: TYPES[kind] for name, kind in headers.read(path).parameters.items()}


@pytest.fixture(scope="module")
def duck() -> Iterator[duckdb.DuckDBPyConnection]:
    engine = DuckEngine(":memory:")
    migrate(engine)
    with engine.session() as session:
        yield session.cursor
    engine.close()


@pytest.fixture(scope="module")
def elephant(postgres: Cluster) -> Iterator[psycopg.Connection[Any]]:
    address = postgres.new_database()
    open_store(address).close()
    with psycopg.connect(address) as connection:
        yield connection


@pytest.mark.parametrize("path", QUERY_FILES, ids=_name)
def test_a_query_states_what_it_needs(path: Path) -> None:
    stated = headers.read(path)
    assert stated.said >= {"params", "columns", "unit", "order"}
    assert stated.parameters.keys() == query(_name(path)).parameters


@pytest.mark.parametrize("path", STATEMENT_FILES, ids=_name)
def test_a_statement_states_what_it_needs(path: Path) -> None:
    assert headers.read(path).parameters.keys() == statement(_name(path)).parameters


@pytest.mark.parametrize("path", QUERY_FILES, ids=_name)
def test_a_query_returns_its_columns_in_duckdb(path: Path, duck: duckdb.DuckDBPyConnection) -> None:
    text = query(_name(path))
    found = duck.execute(text.text, text.bind(_values(path))).description
    stated = {
        name: headers.DUCKDB.get(kind, kind.upper()) for name, kind in headers.read(path).columns.items()
    }
    assert {column[0]: str(column[1]) for column in found} == stated


@pytest.mark.parametrize("path", QUERY_FILES, ids=_name)
def test_a_query_returns_its_columns_in_postgresql(path: Path, elephant: psycopg.Connection[Any]) -> None:
    text = query(_name(path))
    with elephant.transaction(force_rollback=True):
        found = elephant.execute(text.for_psycopg.encode(), text.bind(_values(path))).description or []
    stated = {name: headers.POSTGRES[kind] for name, kind in headers.read(path).columns.items()}
    assert {column.name: column.type_display for column in found} == stated


@pytest.mark.parametrize("path", STATEMENT_FILES, ids=_name)
def test_a_statement_runs_in_duckdb(path: Path, duck: duckdb.DuckDBPyConnection) -> None:
    text = statement(_name(path))
    duck.execute("begin")
    try:
        duck.execute(text.text, text.bind(_values(path)))
    finally:
        duck.execute("rollback")


@pytest.mark.parametrize("path", STATEMENT_FILES, ids=_name)
def test_a_statement_runs_in_postgresql(path: Path, elephant: psycopg.Connection[Any]) -> None:
    text = statement(_name(path))
    with elephant.transaction(force_rollback=True):
        elephant.execute(text.for_psycopg.encode(), text.bind(_values(path)))


def test_every_migration_is_applied_once_and_in_order(any_store: Store) -> None:
    files = sorted(path.name for path in MIGRATIONS.glob("*.sql"))
    assert any_store.migrated == files
    assert migrate(any_store._engine) == []
    assert [int(name[:4]) for name in files] == list(range(1, len(files) + 1))


def _folder(tmp_path: Path, **files: str) -> Path:
    for path in MIGRATIONS.glob("*.sql"):
        (tmp_path / path.name).write_bytes(path.read_bytes())
    for name, text in files.items():
        (tmp_path / f"{name}.sql").write_text(text, "utf-8")
    return tmp_path


def test_a_migration_that_fails_leaves_nothing(any_store: Store, tmp_path: Path) -> None:
    folder = _folder(
        tmp_path, **{"0900_half": "create table half (a integer); create table half (a integer);"}
    )
    with pytest.raises((duckdb.Error, psycopg.Error)):
        migrate(any_store._engine, folder)
    assert "half" not in any_store.tables()
    assert migrate(any_store._engine) == []


def test_a_migration_that_changed_is_noticed(any_store: Store, tmp_path: Path) -> None:
    folder = _folder(tmp_path)
    first = folder / "0001_create_changes.sql"
    first.write_text(first.read_text("utf-8") + "-- more\n", "utf-8")
    with pytest.raises(
        StoreError, match=r"Migration 0001_create_changes.sql was changed after it was applied\."
    ):
        migrate(any_store._engine, folder)


def test_a_newer_store_is_refused(any_store: Store, tmp_path: Path) -> None:
    migrate(any_store._engine, _folder(tmp_path, **{"0900_later": "create table later (a integer);"}))
    with pytest.raises(StoreError, match=r"has migration 0900_later.sql, which this program does not know"):
        migrate(any_store._engine)
