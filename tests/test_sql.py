"""Every SQL file runs on both engines and is what its header states."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import duckdb
import psycopg
import pytest

from cityops import demo
from cityops.access import SET_UP
from cityops.errors import StoreError
from cityops.progress.reads import progress
from cityops.store import PRESENT, Store, open_store
from cityops.store.duck import DuckEngine
from cityops.store.migrate import MIGRATIONS, migrate
from cityops.store.queries import QUERIES, STATEMENTS, query, statement
from tests.support import headers
from tests.support.postgres import Cluster

QUERY_FILES = sorted(QUERIES.rglob("*.sql"))
STATEMENT_FILES = sorted(STATEMENTS.rglob("*.sql"))
TYPES = {
    "date": date(2020, 12, 31),
    "timestamp": PRESENT,
    "text": "x",
    "integer": 1,
    "bigint": 1,
    "bytea": b"x",
}


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
    assert list(any_store.upgraded.files) == files
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


REAL: dict[str, object] = {
    "known": PRESENT,
    "on": date(2020, 12, 31),
    "end": date(2021, 1, 1),
    "city": "E12000007",
    "hierarchy": "administrative",
    "indicator_id": "ldn_recycling_rate",
    "area_id": "E12000007",
    "element": "B5",
    "area": "E09000007",
    "whole": "E12000007",
    "period_label": "2018",
    "upload_number": 1,
    "present": PRESENT,
    "moment": PRESENT,
    "most": 50,
    "kind": "new",
    "size": 20,
    "skip": 0,
    "request_key": "x",
    "released": PRESENT,
    "robust_z": 4,
    "fewest": 6,
    "jump_within": 10,
    "gap_cadences": 2,
    "fingerprint": "x",
    "wave": "ldn_wave_2020",
    "id": "ldn_wave_2020/B5",
    "version": 1,
    "room": "x",
    "code": "x",
    "first": 0,
    "sha256": "x",
    "upload_id": "x",
}
OWN = {"uploaded_at", "upload_id", "changed_at", "loaded_at"}
"""What no two stores have in common; so has the id of an upload."""


@pytest.fixture(scope="module")
def london_elephant(postgres: Cluster) -> Iterator[Store]:
    opened = open_store(postgres.new_database())
    demo.load(opened, SET_UP, date(2026, 11, 22))
    yield opened
    opened.close()


def _answer(store: Store, name: str) -> list[dict[str, object]]:
    left_out = OWN | {"id"} if name in {"ingest/uploads", "ingest/identical"} else OWN
    rows = store.rows(name, **{key: REAL[key] for key in query(name).parameters})
    kept = [{key: value for key, value in row.items() if key not in left_out} for row in rows]
    return sorted(kept, key=repr)


@pytest.mark.parametrize("name", [_name(path) for path in QUERY_FILES])
def test_a_query_answers_the_same_on_both_engines(name: str, london: Store, london_elephant: Store) -> None:
    here, there = _answer(london, name), _answer(london_elephant, name)
    assert [row.keys() for row in here] == [row.keys() for row in there]
    pairs = [(a[key], b[key]) for a, b in zip(here, there, strict=True) for key in a if key != "last_at"]
    numbers = [(a, b) for a, b in pairs if isinstance(a, float) and isinstance(b, float)]
    assert [a for a, _ in numbers] == pytest.approx([b for _, b in numbers], rel=1e-12)
    assert [a for a, _ in pairs if not isinstance(a, float)] == [
        b for _, b in pairs if not isinstance(b, float)
    ]


def test_the_citys_progress_is_the_same_on_both_engines(london: Store, london_elephant: Store) -> None:
    found = [progress(store, on=date(2020, 12, 31)) for store in (london, london_elephant)]
    here, there = (
        [(a.target.id, a.area_id, a.class_code) for a in one.city.assessments] for one in found if one
    )
    assert here == there
    assert found[0]
    assert found[1]
    assert found[0].city.headline == pytest.approx(found[1].city.headline, rel=1e-12)
    assert found[0].districts.keys() == found[1].districts.keys()
