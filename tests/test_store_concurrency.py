"""Many write at once: nobody's work is lost, nothing is counted twice, and readers see whole writes."""

import random
from collections import Counter
from collections.abc import Callable
from datetime import date
from functools import partial
from pathlib import Path
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


def _write(store: Store, work: Any, person: str = "Ada", lock: str = "edit") -> Any:
    return store.write(work, person=person, role="administrator", action="test", lock=lock)


def _value(reader: Reader, row_id: str) -> tuple[int, int]:
    """Version and value of a counter that is kept as a setting."""
    row = next(row for row in reader.rows("store/settings", known=PRESENT) if row["id"] == row_id)
    return int(row["version"]), int(row["setting_value"])


# --- edits -------------------------------------------------------------------


def _edit(store: Store, row_id: str) -> tuple[int, bool]:
    """Read, think, write; whoever finds a newer version starts again.

    Returns:
        The version that was made, and whether every refusal on the way showed the newer value.
    """
    shown = True
    while True:
        version, value = _value(store, row_id)
        work = partial(_set, row_id=row_id, version=version, value=value + 1)
        try:
            return int(_write(store, work)), shown
        except StaleError as error:
            shown = shown and int(str(error.theirs["setting_value"])) > value


def _create(tx: Transaction, row_id: str = "counter") -> str:
    return tx.create(SETTINGS, {"setting_value": "0"}, row_id)


def _set(tx: Transaction, row_id: str, version: int, value: int) -> int:
    return tx.change(SETTINGS, row_id, version, {"setting_value": str(value)})


def _edits(servers: tuple[Store, Store], threads: int, edits: int, rows: int) -> None:
    ids = [f"counter{i}" for i in range(rows)]
    for row_id in ids:
        _write(servers[0], partial(_create, row_id=row_id))

    def person(number: int) -> list[tuple[str, int, bool]]:
        chosen = random.Random(number).choices(ids, k=edits)
        return [(row_id, *_edit(servers[number % 2], row_id)) for row_id in chosen]

    made = [one for found in together([partial(person, n) for n in range(threads)]) for one in found]
    assert len(made) == len(set(made)) == threads * edits
    assert all(shown for _, _, shown in made)
    done = Counter(row_id for row_id, _, _ in made)
    for row_id in ids:
        history = servers[0].history(SETTINGS, row_id)
        assert [row["version"] for row in history] == list(range(1, 2 + done[row_id]))
        assert [int(row["setting_value"]) for row in history] == list(range(1 + done[row_id]))


def test_200_edits_of_20_people_are_all_kept(servers: tuple[Store, Store]) -> None:
    _edits(servers, threads=20, edits=10, rows=15)


@pytest.mark.soak
def test_10000_edits_of_100_people_are_all_kept(servers: tuple[Store, Store]) -> None:
    _edits(servers, threads=100, edits=100, rows=200)


def test_a_conflict_starts_again_from_its_read(servers: tuple[Store, Store]) -> None:
    """An edit and an import hold different locks; on one row one of them meets the database's own."""
    store = servers[0]
    _write(store, _create)
    both_read, first_done = Barrier(2, timeout=30), Event()
    tries: list[str] = []

    def add(name: str, tx: Transaction) -> None:
        tries.append(name)
        version, value = _value(tx, "counter")
        if tries.count(name) == 1:
            both_read.wait()
            if name == "import":
                first_done.wait(30)
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
    both_entered = Barrier(2, timeout=30)
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
            return str(_write(store, _create))
        except RefusedError:
            return "refused"

    found = together([partial(create, servers[n % 2]) for n in range(8)])
    assert Counter(found) == {"counter": 1, "refused": 7}


# --- imports -----------------------------------------------------------------


def _rows(value: int, years: int = 40) -> bytes:
    districts = [*city.DISTRICTS, city.CITY]
    return city.csv(*(f"{d},Fine dust,{1980 + y},{value}" for d in districts for y in range(years)))


def test_the_same_file_four_times_at_once_doubles_nothing(servers: tuple[Store, Store]) -> None:
    # With the series there already, no key stands in the way of the second import: only the lock does.
    city.upload(servers[0], *(f"{area},Fine dust,1979,20" for area in (city.CITY, *city.DISTRICTS)))

    def send(store: Store) -> Receipt:
        return importing.import_file(store, city.ANALYST, "a.csv", _rows(20), city.CLOCKS)

    receipts = together([partial(send, server) for server in servers * 2])
    assert Counter((r.new, r.changed, r.unchanged) for r in receipts) == {(160, 0, 0): 1, (0, 0, 160): 3}
    found = counts(servers[0])
    assert (found["series"], found["observations"], found["claims"], found["uploads"]) == (4, 164, 644, 5)
    uploads = servers[0].rows("ingest/uploads", known=PRESENT)
    assert sorted(row["upload_number"] for row in uploads) == [1, 2, 3, 4, 5]


@pytest.fixture(params=["rows", "snapshot"])
def ask(request: pytest.FixtureRequest) -> Callable[[Store], tuple[set[float], int]]:
    """How a reader asks: one query, or two of one snapshot. Returns the values and how many there are."""

    def points(reader: Reader) -> list[dict[str, Any]]:
        end = date(2026, 1, 1)
        return reader.rows(
            "progress/points", known=PRESENT, end=end, city=city.CITY, hierarchy="administrative"
        )

    def rows(store: Store) -> tuple[set[float], int]:
        found = points(store)
        return {row["value"] for row in found}, len(found)

    def snapshot(store: Store) -> tuple[set[float], int]:
        with store.snapshot() as reader:
            uploads = reader.rows("ingest/uploads", known=PRESENT)
            found = points(reader)
        newest = {float(row["file_name"]) for row in uploads[:1]}
        return {row["value"] for row in found} | newest, len(found)

    return {"rows": rows, "snapshot": snapshot}[request.param]


def test_a_reader_sees_the_old_or_the_new_never_between(
    servers: tuple[Store, Store], ask: Callable[[Store], tuple[set[float], int]]
) -> None:
    written, seen = Event(), []

    def write() -> None:
        try:
            for value in range(1, 6):
                importing.import_file(servers[0], city.ANALYST, str(value), _rows(value), city.CLOCKS)
        finally:
            written.set()

    def read() -> None:
        while not written.is_set():
            values, count = ask(servers[1])
            assert (len(values), count) in {(0, 0), (1, 160)}
            seen.append(values)

    together([write, read, read])
    assert len({value for values in seen for value in values}) > 1


# --- the data version --------------------------------------------------------


def test_the_version_rises_by_one_with_each_write(store: Store) -> None:
    start = store.version

    def person(number: int) -> list[int]:
        found = []
        for n in range(20):
            _write(store, partial(_create, row_id=f"{number}/{n}"))
            found.append(store.version)
        return found

    for found in together([partial(person, n) for n in range(8)]):
        assert found == sorted(set(found))
    assert store.version == start + 160


def test_who_sees_a_version_sees_its_data(store: Store) -> None:
    """A cache that is keyed by the version read first never serves what is older than that version."""
    _write(store, _create)
    start, done = store.version, Event()

    def write() -> None:
        try:
            for n in range(1, 101):
                _write(store, partial(_set, row_id="counter", version=n, value=n))
        finally:
            done.set()

    def read() -> None:
        while not done.is_set():
            version = store.version
            assert _value(store, "counter")[1] >= version - start

    together([write, read])


def _fail(tx: Transaction) -> None:
    _create(tx)
    raise RefusedError("Not like this.")


def test_a_write_that_fails_leaves_nothing_and_no_version(any_store: Store) -> None:
    before, version = counts(any_store), any_store.version
    with pytest.raises(RefusedError, match="Not like this"):
        _write(any_store, _fail)
    assert (counts(any_store), any_store.version) == (before, version)


def test_the_version_does_not_fall_when_the_store_is_opened_again(tmp_path: Path) -> None:
    path = str(tmp_path / "city.duckdb")
    first = city.build(open_store(path))
    settings.save(first, city.ADMINISTRATOR, {"currency": "EUR"})
    version = first.version
    first.close()
    second = open_store(path)
    assert second.version >= version
    second.close()


def test_moments_rise_for_all_threads(store: Store) -> None:
    clock: Clock = store.clock
    found = together([lambda: [clock.moment() for _ in range(2_000)]] * 8)
    assert all(one == sorted(one) for one in found)
    assert len({moment for one in found for moment in one}) == 16_000
