"""Every function and every command that writes, for every role; and that there are no others."""

import ast
import re
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from _pytest.mark.structures import ParameterSet

import cityops
from cityops.access import DUTIES, READING, Duty, Role
from cityops.commands import COMMANDS
from cityops.errors import NotAllowedError
from cityops.store import Store, open_store
from cityops.words.catalogue import LANGUAGES, words
from tests.support import city, writes
from tests.support.app import ROOT
from tests.support.counts import content, counts
from tests.support.rooms import another
from tests.support.writes import GIVEN, WRITES


@pytest.fixture(scope="module")
def written_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("written") / "city.duckdb"
    writes.build(open_store(str(path))).close()
    return path


@pytest.fixture(scope="module")
def untouched(written_file: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    """For what is refused: it stays as it was."""
    opened = open_store(str(shutil.copy(written_file, tmp_path_factory.mktemp("untouched") / "city.duckdb")))
    yield opened
    opened.close()


@pytest.fixture
def written_to(written_file: Path, tmp_path: Path) -> Iterator[Store]:
    """For what is done."""
    opened = open_store(str(shutil.copy(written_file, tmp_path / "city.duckdb")))
    yield opened
    opened.close()


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where commands that are refused would have found what they need."""
    return tmp_path_factory.mktemp("files")


# --- functions ----------------------------------------------------------------


def _cases(*, allowed: bool) -> list[ParameterSet]:
    cases = [
        (name, role)
        for name, (duty, _) in WRITES.items()
        for role in Role
        if (duty in DUTIES[role]) is allowed
    ]
    return [pytest.param(name, role, id=f"{name}-{role.value}") for name, role in cases]


@pytest.mark.parametrize(("name", "role"), _cases(allowed=True))
def test_who_may_write_writes(name: str, role: Role, written_to: Store) -> None:
    before, version = counts(written_to), written_to.version
    WRITES[name][1](written_to, city.ACTORS[role])
    assert counts(written_to)["changes"] == before["changes"] + 1
    assert written_to.version == version + 1


@pytest.mark.parametrize(("name", "role"), _cases(allowed=False))
def test_who_may_not_write_is_told_who_may_and_changes_nothing(
    name: str, role: Role, untouched: Store
) -> None:
    before, version = content(untouched), untouched.version
    with pytest.raises(NotAllowedError) as refused:
        WRITES[name][1](untouched, city.ACTORS[role])
    assert (content(untouched), untouched.version) == (before, version)
    for language in LANGUAGES:
        said, t = refused.value.sentence(language), words(language)
        assert t(f"frame.role.{role.value}") in said
        assert t(f"access.duty.{WRITES[name][0].value}") in said
        assert t("frame.role.administrator") in said


def test_every_duty_of_writing_is_asked_for_by_a_write() -> None:
    assert {duty for duty, _ in WRITES.values()} == set(Duty) - READING


# --- commands -----------------------------------------------------------------

ELSEWHERE = {"demo", "remove-demo", "init"}
"""Commands that want another store than that of the small city."""


def _file(path: Path) -> str:
    if path.is_dir():
        (path / "a.csv").write_bytes(city.csv("T0,Fine dust,2023,17"))
    return str(path / "a.csv")


def _backup(store: Store, folder: Path) -> str:
    if not (folder / "copy.duckdb").exists():
        store.backup(folder / "copy.duckdb")
    return str(folder / "copy.duckdb")


def _wave(store: Store, folder: Path) -> str:
    """A wave that the store has not seen yet."""
    (folder / "wave.json").write_bytes(another(store, writes.wave(store).id))
    return str(folder / "wave.json")


def _commands(*, allowed: bool) -> list[ParameterSet]:
    cases = [
        (name, role)
        for name, command in COMMANDS.items()
        for role in Role
        if (command.duty is None or command.duty in DUTIES[role]) is allowed
    ]
    wanted = [(name, role) for name, role in cases if not (allowed and name in ELSEWHERE)]
    return [pytest.param(name, role, id=f"{name}-{role.value}") for name, role in wanted]


Make = Callable[[Store, Path], dict[str, Any]]
ARGUMENTS: dict[str, Make] = {
    "demo": lambda _store, _folder: {},
    "remove-demo": lambda _store, _folder: {},
    "init": lambda _store, _folder: {"folder": str(ROOT / "data" / "template")},
    "import": lambda _store, folder: {"file": _file(folder)},
    "undo": lambda store, _folder: {"upload": writes.upload_id(store, "live.csv")},
    "redo": lambda store, _folder: {"upload": writes.upload_id(store, "undone.csv")},
    "correct": lambda _store, _folder: {
        "indicator": "own_dust",
        "area": "T0",
        "period": "2020",
        "value": "21",
        "reason": "a slip",
        "confirm": True,
    },
    "derive": lambda _store, _folder: {
        "indicator": "own_new",
        "formula": "own_dust * 2",
        "name_en": "New",
        "unit_en": "ug",
    },
    "lineage": lambda store, _folder: {"upload": writes.upload_id(store, "live.csv")},
    "progress": lambda _store, _folder: {},
    "compare": lambda _store, _folder: {"area": "T1"},
    "briefing": lambda _store, folder: {"format": "pptx", "out": str(folder / "briefing.pptx")},
    "log": lambda _store, _folder: {},
    "wave list": lambda _store, _folder: {},
    "wave show": lambda store, _folder: {"id": writes.wave(store).id},
    "wave export": lambda store, folder: {"id": writes.wave(store).id, "out": str(folder / "wave.json")},
    "wave import": lambda store, folder: {"file": _wave(store, folder)},
    "model": lambda _store, _folder: {},
    "model edit": lambda _store, _folder: {"id": "B5/3", "en": "Seen here"},
    "model add": lambda _store, _folder: {"kind": "statement", "element": "B5", "en": "Ours"},
    "release": lambda _store, _folder: {"name": "Council"},
    "access": lambda _store, _folder: {},
    "grant": lambda _store, _folder: {"role": "analyst", "value": "ada@city.example"},
    "withdraw": lambda _store, _folder: {"value": GIVEN},
    "unknown-people": lambda _store, _folder: {"become": "viewer"},
    "public-link": lambda _store, _folder: {"state": "on"},
    "passphrase": lambda _store, _folder: {"role": "analyst"},
    "erase-person": lambda _store, _folder: {"name": city.ANALYST.name},
    "backup": lambda _store, folder: {"destination": str(folder / "backup.duckdb")},
    "restore": lambda store, folder: {"source": _backup(store, folder)},
}
"""What a command needs to succeed on the small city; a command that is not here has no test."""
QUIET = {"lineage", "progress", "compare", "model", "briefing", "access", "backup", "log"}
QUIET |= {"wave list", "wave show", "wave export"}
"""Commands that change nothing."""


def test_every_command_has_its_row() -> None:
    assert ARGUMENTS.keys() == COMMANDS.keys()


@pytest.mark.parametrize(("name", "role"), _commands(allowed=False))
def test_a_command_refuses_a_role_without_its_duty(
    name: str, role: Role, untouched: Store, files: Path
) -> None:
    arguments = ARGUMENTS[name](untouched, files)
    before, version = content(untouched), untouched.version
    with pytest.raises(NotAllowedError):
        COMMANDS[name].run(untouched, city.ACTORS[role], arguments)
    assert (content(untouched), untouched.version) == (before, version)


@pytest.mark.parametrize(("name", "role"), _commands(allowed=True))
def test_a_command_works_for_a_role_with_its_duty(
    name: str, role: Role, written_to: Store, tmp_path_factory: pytest.TempPathFactory
) -> None:
    arguments = ARGUMENTS[name](written_to, tmp_path_factory.mktemp("files"))
    before, version = content(written_to), written_to.version
    COMMANDS[name].run(written_to, city.ACTORS[role], arguments)
    assert (written_to.version > version) is (name not in QUIET)
    assert (content(written_to) == before) is (name in QUIET | {"restore"})


@pytest.mark.parametrize("role", [role for role in Role if Duty.SETTINGS not in DUTIES[role]])
def test_nobody_loads_half_a_demo(role: Role, store: Store) -> None:
    with pytest.raises(NotAllowedError):
        COMMANDS["demo"].run(store, city.ACTORS[role], {})
    assert (store.version, sum(counts(store).values()) - counts(store)["schema_versions"]) == (0, 0)


# --- no others ----------------------------------------------------------------

ROOMS = Path(cityops.__file__).parent
FILES = [path for path in sorted(ROOMS.rglob("*.py")) if not path.is_relative_to(ROOMS / "store")]
GATE = "access/gate.py"
COMPOSED = {"founding.acts.found"}
"""Several writes, one after another; the commands `init` and `demo` try them for every role."""
START = "access/passphrases.make_passphrases"
"""The first start has no actor: the program gives each role its passphrase, once."""


def _name(path: Path) -> str:
    return path.relative_to(ROOMS).as_posix()


def _calls(function: ast.AST) -> set[str]:
    return {ast.unparse(node.func) for node in ast.walk(function) if isinstance(node, ast.Call)}


def _reaches(
    name: str, functions: dict[str, ast.FunctionDef], gate: set[str], seen: frozenset[str] = frozenset()
) -> bool:
    """Whether a function, or a helper of its module, comes to the one `write`."""
    calls = _calls(functions[name])
    named = {node.id for node in ast.walk(functions[name]) if isinstance(node, ast.Name)}
    helpers = ((calls | named) & functions.keys()) - seen - {name}
    return bool(gate & calls) or any(_reaches(one, functions, gate, seen | {name}) for one in helpers)


def _writers(path: Path) -> dict[str, ast.FunctionDef]:
    tree = ast.parse(path.read_text("utf-8"))
    functions = {node.name: node for node in tree.body if isinstance(node, ast.FunctionDef)}
    gate = {"access.write"} | {
        alias.asname or alias.name
        for node in tree.body
        if isinstance(node, ast.ImportFrom) and str(node.module).startswith("cityops.access")
        for alias in node.names
        if alias.name == "write"
    }
    return {name: node for name, node in functions.items() if _reaches(name, functions, gate)}


WRITING = [path for path in FILES if _name(path) != GATE and _writers(path)]


@pytest.mark.parametrize("path", WRITING, ids=_name)
def test_every_function_that_writes_takes_an_actor_and_is_in_the_table(path: Path) -> None:
    room = _name(path).removesuffix(".py")
    found = {name: node for name, node in _writers(path).items() if f"{room}.{name}" != START}
    assert {name for name, node in found.items() if "actor" not in [a.arg for a in node.args.args]} == set()
    public = {f"{room.replace('/', '.')}.{name}" for name in found if not name.startswith("_")}
    assert public - WRITES.keys() - COMPOSED == set()


def test_only_the_gate_hands_work_to_the_store() -> None:
    """Nobody writes past it: neither by the store's own `write` nor by its engine."""
    past = re.compile(r"\bstore(\(\))?\.write\(|\._engine\b|\._session\b|\.transaction\(")
    assert [_name(path) for path in FILES if past.search(path.read_text("utf-8"))] == [GATE]


def test_the_table_names_functions_that_there_are() -> None:
    there = {
        f"{_name(path).removesuffix('.py').replace('/', '.')}.{name}"
        for path in WRITING
        for name in _writers(path)
    }
    assert WRITES.keys() - there == set()
