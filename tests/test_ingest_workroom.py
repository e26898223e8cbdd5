"""A private database is empty when a file gets it, and no two files are in the same one."""

from collections.abc import Iterator

import duckdb
import pytest

from cityops.ingest import workroom
from cityops.ingest.workroom import Workroom


@pytest.fixture(autouse=True)
def _fresh(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    kept: list[duckdb.DuckDBPyConnection] = []
    monkeypatch.setattr(workroom, "_idle", kept)
    yield
    for root in kept:
        root.close()


def _tables(room: Workroom) -> list[str]:
    return [row[0] for row in room.database.execute("select table_name from duckdb_tables()").fetchall()]


def _fill(room: Workroom) -> None:
    room.database.execute("create table cells as select 1 as line")
    room.database.execute("create temp table seen as select 1 as line")
    room.database.execute("create macro twice(x) as 2 * x")
    room.database.execute("set variable marks = ['x']")


def test_nothing_of_a_file_is_there_for_the_next() -> None:
    room = Workroom(1)
    _fill(room)
    room.close()
    again = Workroom(1)
    assert not workroom._idle  # it is the same database
    assert _tables(again) == []
    assert again.database.execute("select getvariable('marks')").fetchall() == [(None,)]
    with pytest.raises(duckdb.CatalogException):
        again.database.execute("select twice(1)")
    again.close()


def test_two_files_at_once_are_apart() -> None:
    one, other = Workroom(1), Workroom(1)
    _fill(one)
    assert _tables(other) == []
    one.close()
    other.close()
    assert len(workroom._idle) == 2


def test_a_database_that_answers_no_more_is_not_used_again() -> None:
    room = Workroom(1)
    room.close()
    workroom._idle[0].close()
    again = Workroom(1)
    _fill(again)
    again.close()
    assert len(workroom._idle) == 1


@pytest.mark.parametrize(("size", "kept"), [(1, 1), (5 * 2**20, 0), (33 * 2**20, 0)])
def test_what_a_long_file_filled_is_let_go(size: int, kept: int) -> None:
    room = Workroom(size)
    _fill(room)
    room.database.execute("from cells")  # an answer that nobody has read
    room.close()
    assert len(workroom._idle) == kept
    with pytest.raises(duckdb.Error):
        room.database.execute("from cells")
