"""What was acknowledged stays: over kill -9, a full disk, a backup and a restore."""

import json
import random
import re
import shutil
import subprocess
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Event

import duckdb
import pytest

from cityops.errors import CityOpsError, RefusedError, StoreError
from cityops.indicators import writes as indicators
from cityops.store import PRESENT, Store, open_store
from cityops.store.duck import DuckEngine
from cityops.store.migrate import MIGRATIONS, migrate
from cityops.store.queries import sql
from cityops.vision import settings
from tests.support import children, city
from tests.support.counts import content, counts

# --- kill -9 -----------------------------------------------------------------


def _killed(path: Path, chance: random.Random) -> int:
    """Let a process import, kill it at some moment, and return the last value that it acknowledged."""
    with children.start("keep_importing", str(path)) as child:
        assert child.stdout
        said = [child.stdout.readline() for _ in range(chance.randint(1, 4))]
        with pytest.raises(subprocess.TimeoutExpired):
            child.wait(chance.uniform(0.0, 0.3))
        child.kill()
        said += child.stdout.read().split()
    return json.loads(said[-1]) if len(said) > 1 else 0


def _standing(path: Path) -> tuple[int, set[tuple[int, int]], list[tuple[float, int]]]:
    """The newest upload, the claims of each, and the values that hold, of a store whose owner was killed."""
    store = open_store(str(path))
    with store._engine.session() as session:
        claims = session.rows(sql("select upload_number, count(*) from claims group by 1"), {})[1]
        held = session.rows(
            sql("select value, count(*) from observations where known_to > $present group by 1"),
            {"present": PRESENT},
        )[1]
    uploads = store.rows("ingest/uploads", known=PRESENT)
    newest = max((row["upload_number"] for row in uploads), default=0)
    assert len(uploads) == newest
    store.close()
    return newest, set(claims), held


def _kill_often(path: Path, times: int) -> None:
    chance, acknowledged = random.Random(37106), 0
    for _ in range(times):
        acknowledged = max(acknowledged, _killed(path, chance))
        newest, claims, held = _standing(path)
        assert newest in (
            acknowledged,
            acknowledged + 1,
        )  # one may be whole, and its answer never have arrived
        assert claims == {(n, children.ROWS) for n in range(1, newest + 1)}
        assert held == ([(float(newest), children.ROWS)] if newest else [])
        acknowledged = newest
    assert acknowledged


def test_nothing_acknowledged_is_lost_or_torn_by_kill_9(small_file: Path, tmp_path: Path) -> None:
    _kill_often(Path(shutil.copy(small_file, tmp_path / "city.duckdb")), 2)


@pytest.mark.soak
def test_nothing_acknowledged_is_lost_or_torn_by_20_kills(small_file: Path, tmp_path: Path) -> None:
    _kill_often(Path(shutil.copy(small_file, tmp_path / "city.duckdb")), 20)


# --- a full disk -------------------------------------------------------------

FULL = [
    pytest.param(
        "400000", "log", r"^There is no room to do this \(.*\)\. Nothing of it was written\.", id="log"
    ),
    pytest.param(
        "1400000", "checkpoint", r"^The database had to be opened again \(.*\)\. What was", id="checkpoint"
    ),
]


@pytest.mark.parametrize(("size", "kind", "said"), FULL)
def test_a_full_disk_loses_nothing_and_the_store_goes_on(
    tmp_path: Path, size: str, kind: str, said: str
) -> None:
    path = tmp_path / "city.duckdb"
    full, after = children.answers("fill_the_disk", str(path), size, kind)
    assert re.search(said, full["said"])
    assert "\n" not in full["said"]
    whole = {str(n): 300 for n in range(full["acknowledged"])}
    # The write during which a checkpoint failed may be kept, whole.
    assert full["kept"] in (whole, whole | {str(full["acknowledged"]): 300})
    assert after["kept"] == full["kept"] | {str(after["acknowledged"]): 300}
    again = open_store(str(path))
    assert children._numbers(again) == after["kept"]
    again.close()


def test_an_import_without_room_for_its_working_copy_is_refused(small_file: Path, tmp_path: Path) -> None:
    path = shutil.copy(small_file, tmp_path / "city.duckdb")
    found = children.answers("import_without_room", str(path))
    assert found == [{"said": found[0]["said"], "kept": {}}]
    assert "room" in found[0]["said"]


# --- a second program --------------------------------------------------------


def test_a_second_process_gets_one_plain_sentence(file_store: Store, tmp_path: Path) -> None:
    [[kind, said]] = children.answers("open_it", str(tmp_path / "city.duckdb"))
    assert (kind, said.count("\n")) == ("StoreError", 0)
    assert "city.duckdb is in use by another program (process " in said


def test_a_store_that_a_killed_process_held_opens_at_once(tmp_path: Path) -> None:
    path = tmp_path / "city.duckdb"
    with children.start("hold_it", str(path)) as child:
        assert child.stdout
        child.stdout.readline()
        with pytest.raises(StoreError, match="is in use by another program"):
            open_store(str(path))
        child.kill()
    open_store(str(path)).close()


def test_a_file_that_any_other_program_holds_is_refused(tmp_path: Path) -> None:
    holder = duckdb.connect(str(tmp_path / "city.duckdb"))
    [[kind, said]] = children.answers("open_it", str(tmp_path / "city.duckdb"))
    assert (kind, said.count("\n")) == ("StoreError", 0)
    assert "is in use by another program" in said
    holder.close()


BROKEN = [
    pytest.param(b"area_code,indicator\n" * 1_000, id="no_database"),
    pytest.param(b"", id="a_half_header"),
]


@pytest.mark.parametrize("data", BROKEN)
def test_a_damaged_file_is_named(tmp_path: Path, data: bytes) -> None:
    path = tmp_path / "city.duckdb"
    path.write_bytes(data or b"\0" * 5_000)
    with pytest.raises(StoreError, match=r"The store .*city.duckdb cannot be opened: .*"):
        open_store(str(path))
    assert path.read_bytes() == (data or b"\0" * 5_000)


# --- backup and restore ------------------------------------------------------


def _busy(store: Store, stop: Event, begun: Event) -> None:
    value = 0
    while not stop.is_set():
        value += 1
        settings.save(store, city.ADMINISTRATOR, {"currency": str(value)})
        begun.set()


_PAIRED = sql(
    "select (select count(*) from changes where action = 'save_settings') as changes, "
    "(select count(*) from settings where id = 'currency') as versions, "
    "(select count(*) from settings where change_number not in (select change_number from changes)) as alone"
)


def test_a_backup_under_load_is_of_one_moment(file_store: Store, tmp_path: Path) -> None:
    """A save writes a change and a version: the copy of the large table in between takes time for others."""
    for number in range(20):
        children.write_claims(file_store, number, 5_000)
    stop, begun = Event(), Event()
    with ThreadPoolExecutor(1) as pool:
        running = pool.submit(_busy, file_store, stop, begun)
        try:
            assert begun.wait(30)
            file_store.backup(tmp_path / "copy.duckdb")
        finally:
            stop.set()
        running.result()
    copy = open_store(str(tmp_path / "copy.duckdb"))
    with copy._engine.session() as session:
        changes, versions, alone = session.rows(_PAIRED, {})[1][0]
    assert (versions, alone) == (changes - 1, 0)  # one change made the small city's own settings
    assert counts(copy)["claims"] == 100_000
    copy.close()


@pytest.fixture(scope="module")
def written_backup(small_file: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the small city with one upload."""
    folder = tmp_path_factory.mktemp("it's a folder")
    store = open_store(str(shutil.copy(small_file, folder / "city.duckdb")))
    city.upload(store, "T0,Fine dust,2020,20")
    store.backup(folder / "copies" / "copy.duckdb")
    store.close()
    return folder / "copies"


@pytest.fixture
def backup(written_backup: Path, file_store: Store, tmp_path: Path) -> Path:
    """That copy; the city itself went on since."""
    for n in range(2):
        settings.save(file_store, city.ADMINISTRATOR, {"currency": f"E{n}"})
    return Path(shutil.copytree(written_backup, tmp_path / "copies")) / "copy.duckdb"


def test_a_restored_store_is_what_was_backed_up(file_store: Store, backup: Path, tmp_path: Path) -> None:
    gone, version = content(file_store), file_store.version
    file_store.restore(backup)
    copy = open_store(str(shutil.copy(backup, tmp_path / "other.duckdb")))
    assert content(file_store) == content(copy) != gone
    assert file_store.version > version  # no cache that is keyed by the version shows what was
    copy.close()
    kept = open_store(str(tmp_path / "city.duckdb.before-restore"))
    assert content(kept) == gone
    kept.close()


def test_a_restored_store_gives_fresh_numbers(file_store: Store, backup: Path) -> None:
    file_store.restore(backup)
    before = file_store.clock.moment()
    receipt = city.upload(file_store, "T0,Fine dust,2022,18", "T1,Fine dust,2022,18")
    assert (receipt.new, receipt.unchanged) == (2, 0)
    uploads = file_store.rows("ingest/uploads", known=PRESENT)
    assert [row["upload_number"] for row in uploads] == [2, 1]
    assert uploads[0]["uploaded_at"] > before
    with file_store._engine.session() as session:
        numbers = [row[0] for row in session.rows(sql("select change_number from changes"), {})[1]]
    assert len(numbers) == len(set(numbers))


def test_a_restore_stays_after_the_store_is_opened_again(
    file_store: Store, backup: Path, tmp_path: Path
) -> None:
    file_store.restore(backup)
    city.upload(file_store, "T0,Fine dust,2022,18")
    found = content(file_store)
    file_store.close()
    again = open_store(str(tmp_path / "city.duckdb"))
    assert content(again) == found
    again.close()


def test_a_restore_waits_for_whoever_reads(file_store: Store, backup: Path) -> None:
    reads, may_end = Event(), Event()
    waiting = file_store._engine._gate._waiters  # type: ignore[attr-defined]

    def read() -> int:
        with file_store.snapshot() as reader:
            reads.set()
            assert may_end.wait(60)
            return len(reader.rows("ingest/uploads", known=PRESENT))

    with ThreadPoolExecutor(2) as pool:
        reader = pool.submit(read)
        assert reads.wait(30)
        restore = pool.submit(file_store.restore, backup)
        while not restore.done() and not waiting:
            may_end.wait(0.01)
        assert not restore.done()
        may_end.set()
        restore.result()
    assert reader.result() == 0
    assert len(file_store.rows("ingest/uploads", known=PRESENT)) == 1


def test_a_backup_overwrites_nothing(file_store: Store, backup: Path) -> None:
    before = backup.read_bytes()
    with pytest.raises(RefusedError, match=r"copy.duckdb exists already. Choose another name"):
        file_store.backup(backup)
    assert backup.read_bytes() == before


def test_a_backup_that_fails_leaves_no_file(file_store: Store, tmp_path: Path) -> None:
    before = content(file_store)
    with pytest.raises(StoreError, match="no_such_table"):
        file_store._engine.backup(tmp_path / "copy.duckdb", ["no_such_table"])
    assert list(tmp_path.glob("copy*")) == []
    assert content(file_store) == before
    file_store.backup(tmp_path / "copy.duckdb")


def _altered(backup: Path, tmp_path: Path) -> Path:
    data = bytearray(backup.read_bytes())
    data[len(data) // 2] ^= 1
    backup.write_bytes(data)
    return backup


def _newer(backup: Path, tmp_path: Path) -> Path:
    for path in MIGRATIONS.glob("*.sql"):
        shutil.copy(path, tmp_path)
    (tmp_path / "0900_later.sql").write_text("create table later (a integer);", "utf-8")
    engine = DuckEngine(str(tmp_path / "newer.duckdb"))
    migrate(engine, tmp_path)
    engine.close()
    return tmp_path / "newer.duckdb"


def _picture(backup: Path, tmp_path: Path) -> Path:
    (tmp_path / "a.png").write_bytes(b"\x89PNG" + b"\0" * 5_000)
    return tmp_path / "a.png"


REFUSED = [
    pytest.param(
        _altered, r"copy.duckdb was altered since it was written: its checksum differs\.", id="altered"
    ),
    pytest.param(_newer, r"has migration 0900_later.sql, which this program does not know\.", id="newer"),
    pytest.param(_picture, r"a.png is no CityOps store that can be opened: ", id="no_store"),
    pytest.param(lambda _b, t: t / "nothing.duckdb", r"There is no file .*nothing.duckdb\.", id="missing"),
    pytest.param(
        lambda _b, t: t / "city.duckdb", r"cannot be put in the place of .* Name a copy", id="itself"
    ),
]


@pytest.mark.parametrize(("make", "said"), REFUSED)
def test_a_copy_that_is_no_good_is_refused_and_the_store_goes_on(
    file_store: Store, backup: Path, tmp_path: Path, make: object, said: str
) -> None:
    before, version = content(file_store), file_store.version
    with pytest.raises(CityOpsError, match=said):
        file_store.restore(make(backup, tmp_path))  # type: ignore[operator]
    assert (content(file_store), file_store.version) == (before, version)
    indicators.add_indicators(file_store, city.ANALYST, [city.indicator("own_new")])


def test_a_store_that_refused_a_copy_is_still_shut_for_others(
    file_store: Store, backup: Path, tmp_path: Path
) -> None:
    with pytest.raises(CityOpsError):
        file_store.restore(_altered(backup, tmp_path))
    [[kind, _]] = children.answers("open_it", str(tmp_path / "city.duckdb"))
    assert kind == "StoreError"


def test_an_older_copy_is_brought_to_the_newest_schema(file_store: Store, tmp_path: Path) -> None:
    first = sorted(MIGRATIONS.glob("*.sql"))[0]
    shutil.copy(first, tmp_path)
    engine = DuckEngine(str(tmp_path / "older.duckdb"))
    migrate(engine, tmp_path)
    engine.close()
    tables = file_store.tables()
    file_store.restore(tmp_path / "older.duckdb")
    assert file_store.tables() == tables
    assert counts(file_store)["targets"] == 0


def test_a_store_in_memory_has_no_place_for_a_copy(store: Store, backup: Path) -> None:
    with pytest.raises(RefusedError, match="cannot be put in the place of :memory:"):
        store.restore(backup)
