"""An upgrade takes a checked copy before it migrates; what fails leaves the store as it was and says so."""

import json
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from cityops import journal
from cityops.config import Config
from cityops.errors import StoreError
from cityops.store import open_store, shelf
from cityops.store.duck import DuckEngine
from cityops.store.migrate import MIGRATIONS, migrate
from cityops.store.postgres import PostgresEngine
from cityops.store.queries import sql
from cityops.store.upgrade import Upgrade, upgrade
from cityops.web import runtime
from tests.support import children
from tests.support.command_line import run
from tests.support.postgres import Cluster

FILES = sorted(MIGRATIONS.glob("*.sql"))
NEWEST = len(FILES)
LATER = NEWEST + 1
ADA = "insert into people values ('p1', 'Ada')"


def folder(tmp_path: Path, count: int, **more: str) -> Path:
    """The first migrations of a program, and further ones."""
    found = tmp_path / f"migrations{count}{''.join(more)}"
    found.mkdir()
    for path in FILES[:count]:
        shutil.copy(path, found)
    for name, text in more.items():
        (found / f"{name.removeprefix('n')}.sql").write_text(text, "utf-8")
    return found


def older(path: Path, tmp_path: Path, count: int = NEWEST - 1) -> Path:
    """A store of a program that knew the first migrations only, with one person in it."""
    engine = DuckEngine(str(path))
    migrate(engine, folder(tmp_path, count))
    with engine.transaction() as session:
        session.script(ADA)
    engine.close()
    return path


def standing(path: Path) -> tuple[int, list[tuple[str, ...]], int]:
    """Version of the schema, the people, and the number of tables of a store that nobody has open."""
    engine = DuckEngine(str(path))
    with engine.session() as session:
        version = session.rows(sql("select max(n) from schema_versions"), {})[1][0][0]
        people = session.rows(sql("select person_id, name from people"), {})[1]
        tables = session.rows(sql("select count(*) from information_schema.tables"), {})[1][0][0]
    engine.close()
    return version, people, tables


@pytest.fixture
def old(tmp_path: Path) -> Path:
    """A store that lacks the newest migration."""
    return older(tmp_path / "city.duckdb", tmp_path)


@pytest.mark.parametrize(
    "count",
    [
        pytest.param(n, marks=[] if n in (1, NEWEST // 2, NEWEST - 1) else pytest.mark.soak)
        for n in range(1, NEWEST)
    ],
)
def test_every_older_store_is_copied_and_then_upgraded(count: int, tmp_path: Path) -> None:
    path = older(tmp_path / "city.duckdb", tmp_path, count)
    before = standing(path)
    store = open_store(str(path))
    done = store.upgraded
    store.close()
    assert (done.before, done.after, len(done.files)) == (count, NEWEST, NEWEST - count)
    assert done.copy
    assert standing(done.copy) == before == (count, [("p1", "Ada")], before[2])
    assert standing(path)[:2] == (NEWEST, [("p1", "Ada")])


def test_the_copy_says_when_it_was_made_and_between_which_versions(old: Path) -> None:
    open_store(str(old)).close()
    [copy] = shelf.listed(old)
    assert copy.kind == f"upgrade-{NEWEST - 1}-to-{NEWEST}"
    assert copy.path.name.startswith("city-20")
    assert copy.is_checked
    assert copy.path.stat().st_size == copy.size > 0


def test_a_store_that_is_new_or_up_to_date_is_not_copied(tmp_path: Path) -> None:
    for _ in range(2):
        open_store(str(tmp_path / "city.duckdb")).close()
    assert shelf.listed(tmp_path / "city.duckdb") == []
    assert not shelf.folder(tmp_path / "city.duckdb").exists()


FAILING = {
    "one": {"n0900_half": "create table half (a integer); create table half (a integer);"},
    "the_second_of_two": {
        "n0900_good": "create table good (a integer); drop table passphrases;",
        "n0901_half": "create table half (a integer); select no_such_column;",
    },
}


@pytest.mark.parametrize("files", FAILING.values(), ids=FAILING.keys())
def test_a_migration_that_fails_leaves_the_store_and_says_where_the_copy_lies(
    files: dict[str, str], old: Path, tmp_path: Path
) -> None:
    before = standing(old)
    engine = DuckEngine(str(old))
    with pytest.raises(StoreError) as failed:
        upgrade(engine, folder(tmp_path, NEWEST, **files))
    engine.close()
    said, [copy] = str(failed.value), shelf.listed(old)
    assert said.startswith(f"The upgrade of the store from version {NEWEST - 1} to 90")
    assert f"The store is as it was. A checked copy of it lies at {copy.path}." in said
    assert "\n" not in said
    assert standing(old) == standing(copy.path) == before


def _no_folder(path: Path) -> None:
    shelf.folder(path).write_text("a file where the folder should be", "utf-8")


def _no_file(path: Path) -> None:
    shelf.folder(path).symlink_to("/proc/1/nowhere")


@pytest.mark.parametrize("spoil", [_no_folder, _no_file])
def test_without_a_copy_nothing_is_migrated(spoil: Callable[[Path], None], old: Path) -> None:
    before = standing(old)
    spoil(old)
    with pytest.raises(StoreError, match=r"could not be written to .*\. Nothing was migrated\.") as refused:
        open_store(str(old))
    assert "\n" not in str(refused.value)
    assert standing(old) == before


def test_a_full_disk_migrates_nothing_and_leaves_no_half_copy(old: Path) -> None:
    before = standing(old)
    [[kind, said]] = children.answers("open_without_room", str(old))
    assert (kind, said.count("\n")) == ("StoreError", 0)
    assert "Nothing was migrated. Free some disk space" in said
    assert list(shelf.folder(old).iterdir()) == []
    assert standing(old) == before


def test_the_command_line_refuses_with_one_sentence(old: Path) -> None:
    _no_folder(old)
    said = run("serve", "--db", str(old), "--port", "1")
    assert (said.code, said.out, said.err.count("\n")) == (1, "", 1)
    assert "Nothing was migrated." in said.err


@pytest.fixture
def _log(old: Path) -> Iterator[None]:
    yield
    journal.end()


@pytest.mark.usefixtures("_log")
def test_the_log_says_what_was_upgraded_and_what_failed(old: Path, tmp_path: Path) -> None:
    runtime.open_with(Config(database=str(old))).close()
    [entry] = journal.read(str(old), 9)
    assert (entry.event, entry.level) == ("upgrade", "info")
    assert entry.says.startswith(
        f"The store was upgraded from version {NEWEST - 1} to {NEWEST}. A checked copy"
    )
    engine = DuckEngine(str(old))
    with pytest.raises(StoreError):
        upgrade(engine, folder(tmp_path, NEWEST, n0900_bad="select no_such_column"))
    engine.close()
    assert [one.level for one in journal.read(str(old), 9)] == ["error", "info"]
    assert json.loads(journal.file(str(old)).read_text("utf-8").splitlines()[1])["event"] == "upgrade"


def test_postgresql_is_upgraded_and_told_to_copy_with_its_own_tools(
    postgres: Cluster, tmp_path: Path
) -> None:
    address = postgres.new_database()
    engine = PostgresEngine(address)
    migrate(engine, folder(tmp_path, NEWEST - 1))
    engine.close()
    store = open_store(address)
    assert store.upgraded == Upgrade(NEWEST - 1, NEWEST, (FILES[-1].name,), None)
    assert store.upgraded.sentence.endswith("no copy was taken. Keep one made with pg_dump.")
    store.close()
