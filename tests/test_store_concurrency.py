"""Many write at once: nobody's work is lost, nothing is counted twice, and readers see whole writes."""

import random
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from threading import Barrier, Event
from typing import Any

import pytest

from cityops.errors import RefusedError, StaleError
from cityops.ingest import importing
from cityops.ingest.model import Receipt
from cityops.store import PRESENT, Reader, Store, Transaction, open_store
from cityops.store.moments import Clock
from cityops.vision import settings
from cityops.vision.settings import SETTINGS
from tests.support import city
from tests.support.counts import counts
from tests.support.threads import together


@pytest.fixture(params=["duckdb", "postgresql"])
def servers(request: pytest.FixtureRequest) -> Iterator[tuple[Store, Store]]:
    """Two app servers on one PostgreSQL; with DuckDB one process, which is the same server twice."""
    if request.param == "duckdb":
        one = two = open_store(":memory:")
    else:
        address = request.getfixturevalue("postgres").new_database()
        one, two = open_store(address), open_store(address)
    city.build(one)
    yield one, two
    one.close()
    two.close()


def _write(store: Store, work: Any, person: str = "Ada", lock: str = "edit") -> Any:
    return store.write(work, person=person, role="administrator", action="test", lock=lock)


def _value(reader: Reader, row_id: str) -> tuple[int, int]:
    """Version and value of a counter that is kept as a setting."""
    row = next(row for row in reader.rows("store/settings", known=PRESENT) if row["id"] == row_id)
    return int(row["version"]), int(row["setting_value"])


# --- edits -------------------------------------------------------------------


def _edit(store: Store, row_id: str) -> int:
    """Read, think, write; whoever finds a newer version starts again. Return the version that was made."""
    while True:
        version, value = _value(store, row_id)
        values: dict[str, object] = {"setting_value": str(value + 1)}
        try:
            return int(_write(store, lambda tx: tx.change(SETTINGS, row_id, version, values)))  # noqa: B023
        except StaleError as error:
            assert int(str(error.theirs["setting_value"])) > value


def _edits(servers: tuple[Store, Store], threads: int, edits: int, rows: int) -> None:
    ids = [f"counter{i}" for i in range(rows)]
    _write(servers[0], lambda tx: [tx.create(SETTINGS, {"setting_value": "0"}, row_id) for row_id in ids])

    def person(number: int) -> list[tuple[str, int]]:
        chosen = random.Random(number).choices(ids, k=edits)
        return [(row_id, _edit(servers[number % 2], row_id)) for row_id in chosen]

    made = [one for rows in together([partial(person, n) for n in range(threads)]) for one in rows]
    assert len(made) == len(set(made)) == threads * edits
    done = Counter(row_id for row_id, _ in made)
    for row_id in ids:
        assert _value(servers[0], row_id) == (1 + done[row_id], done[row_id])
        history = servers[0].history(SETTINGS, row_id)
        assert [row["version"] for row in history] == list(range(1, 2 + done[row_id]))
        assert [int(row["setting_value"]) for row in history] == list(range(1 + done[row_id]))


def test_500_edits_of_20_people_are_all_kept(servers: tuple[Store, Store]) -> None:
    _edits(servers, threads=20, edits=25, rows=40)


@pytest.mark.soak
def test_10000_edits_of_100_people_are_all_kept(servers: tuple[Store, Store]) -> None:
    _edits(servers, threads=100, edits=100, rows=50)


def test_a_conflict_starts_again_from_its_read(servers: tuple[Store, Store]) -> None:
    """An edit and an import hold different locks: if both change one row, one of them meets the database's own."""
    store = servers[0]
    _write(store, lambda tx: tx.create(SETTINGS, {"setting_value": "0"}, "counter"))
    both_read, first_done = Barrier(2), Event()
    tries: list[str] = []

    def add(name: str, tx: Transaction) -> None:
        tries.append(name)
        version, value = _value(tx, "counter")
        if tries.count(name) == 1:
            both_read.wait()
            if name == "import":
                first_done.wait()
        tx.change(SETTINGS, "counter", version, {"setting_value": str(value + 1)})

    def run(name: str) -> None:
        try:
            _write(store, partial(add, name), lock=name)
        except StaleError:  # PostgreSQL waited for the other, and then saw its version
            _write(store, partial(add, name), lock=name)
        first_done.set()

    together([partial(run, "edit"), partial(run, "import")])
    assert _value(store, "counter") == (3, 2)
    assert sorted(tries) == ["edit", "import", "import"]


def test_two_first_writes_of_one_person_make_one_person(store: Store) -> None:
    both_entered = Barrier(2)
    tries: list[str] = []

    def work(name: str, _tx: Transaction) -> None:
        tries.append(name)
        if tries.count(name) == 1:
            both_entered.wait()

    jobs = [partial(_write, store, partial(work, name), "New", name) for name in ("edit", "import")]
    together(jobs)
    _write(store, lambda _tx: None, "New")
    assert len(tries) == 3
    assert counts(store) | {"people": 1, "changes": 3} == counts(store)


def test_a_row_that_two_create_at_once_is_created_once(servers: tuple[Store, Store]) -> None:
    def create(store: Store) -> str:
        try:
            return str(_write(store, lambda tx: tx.create(SETTINGS, {"setting_value": "0"}, "new")))
        except RefusedError:
            return "refused"

    found = together([partial(create, servers[n % 2]) for n in range(8)])
    assert Counter(found) == {"new": 1, "refused": 7}


# --- imports -----------------------------------------------------------------


def _rows(value: int, years: int = 40) -> bytes:
    districts = [*city.DISTRICTS, city.CITY]
    return city.csv(*(f"{d},Fine dust,{1980 + y},{value}" for d in districts for y in range(years)))


def test_the_same_file_twice_at_once_doubles_nothing(servers: tuple[Store, Store]) -> None:
    def send(store: Store) -> Receipt:
        return importing.import_file(store, city.ANALYST, "a.csv", _rows(20), city.CLOCKS)

    receipts = together([partial(send, server) for server in servers])
    assert sorted((r.new, r.changed, r.unchanged) for r in receipts) == [(0, 0, 160), (160, 0, 0)]
    found = counts(servers[0])
    assert (found["series"], found["observations"], found["claims"], found["uploads"]) == (4, 160, 320, 2)
    uploads = servers[0].rows("ingest/uploads", known=PRESENT)
    assert sorted(row["upload_number"] for row in uploads) == [1, 2]


@contextmanager
def _reading(job: Any) -> Iterator[list[Any]]:
    """Run a job over and over in another thread until the block ends; lend what it found."""
    stop, begun, found = Event(), Event(), []

    def loop() -> None:
        while not stop.is_set():
            found.append(job())
            begun.set()

    def waiter() -> None:
        begun.wait()

    from concurrent.futures import ThreadPoolExecutor

    with ThreadPoolExecutor(2) as pool:
        running = [pool.submit(loop), pool.submit(waiter)]
        begun.wait(10)
        try:
            yield found
        finally:
            stop.set()
            for one in running:
                one.result()
