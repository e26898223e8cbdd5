"""The command line while the app runs: the app has the store, and does what is asked through its door."""

import json
import os
import shutil
import socket
import stat
import subprocess
import sys
import threading
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from cityops.__main__ import main
from cityops.store import open_store
from tests.support.app import App, start
from tests.support.command_line import done, run

NEWER = "area_code,indicator,year,value\nE12000007,ldn_recycling_rate,2019,55\n"
TURN = {"indicator": "ldn_recycling_rate", "area": "E12000007", "from": "off_track", "to": "achieved"}


@pytest.fixture(scope="module")
def app(london_file: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[App]:
    """An app of these tests alone: they write."""
    running = start(Path(shutil.copy(london_file, tmp_path_factory.mktemp("door") / "london.duckdb")))
    yield running
    running.stop()


@pytest.fixture(scope="module")
def door(app: App) -> dict[str, Any]:
    """What the app left for the command line: `url`, `token`, `process`."""
    found: dict[str, Any] = json.loads(_file(app.database).read_text("utf-8"))
    return found


def _file(database: Path) -> Path:
    return database.with_name(database.name + ".door")


def test_the_door_file_is_for_this_user_alone(app: App, door: dict[str, Any]) -> None:
    assert stat.S_IMODE(_file(app.database).stat().st_mode) == 0o600
    assert door["process"] == app.process.pid
    assert len(door["token"]) >= 40


def test_numbers_through_the_door_are_those_of_the_file(app: App, london_file: Path, tmp_path: Path) -> None:
    copy = Path(shutil.copy(london_file, tmp_path / "copy.duckdb"))
    assert done("progress", database=app.database) == done("progress", database=copy)


def test_an_import_through_the_door_changes_what_the_app_shows(app: App, tmp_path: Path) -> None:
    path = tmp_path / "newer.csv"
    path.write_text(NEWER, "utf-8")
    before = done("progress", database=app.database)
    written = done("import", str(path), database=app.database)
    assert written["status_changes"] == [TURN]
    assert done("progress", database=app.database)["headline"] == written["headline_after"]
    done("undo", written["upload_id"], database=app.database)
    assert done("progress", database=app.database) == before


def test_the_app_writes_a_backup_and_goes_on(app: App, tmp_path: Path) -> None:
    copy = tmp_path / "copy.duckdb"
    assert done("backup", str(copy), database=app.database)["path"] == str(copy)
    assert done("progress", database=copy) == done("progress", database=app.database)


@pytest.mark.parametrize(
    ("words", "code", "sentence"),
    [
        pytest.param(("undo", "nobody"), 1, "There is no upload 'nobody'", id="refused"),
        pytest.param(("progress", "--on", "today"), 2, "'today' is no date", id="wrong_usage"),
        pytest.param(("import", "none.csv"), 1, "There is no ", id="no_file"),
        pytest.param(("demo",), 1, "holds a city already", id="demo"),
    ],
)
def test_a_refusal_through_the_door(
    words: tuple[str, ...], code: int, sentence: str, app: App, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main([*words, "--db", str(app.database)]) == code
    assert sentence in capsys.readouterr().err


def test_a_bad_file_through_the_door_names_its_cells(app: App, tmp_path: Path) -> None:
    path = tmp_path / "bad.csv"
    path.write_text(NEWER.replace("55", "n/a"), "utf-8")
    said = run("import", str(path), "--json", "--db", str(app.database))
    assert (said.code, said.err) == (1, "")
    assert [(one["line"], one["column"], one["found"]) for one in said.json["errors"]] == [
        (2, "value", "n/a")
    ]


@pytest.mark.parametrize(
    "headers",
    [
        pytest.param({}, id="no_token"),
        pytest.param({"x-cityops-token": "guess"}, id="wrong_token"),
        pytest.param({"x-cityops-token": "é"}, id="strange_token"),
        pytest.param({"x-cityops-token": "TOKEN", "X-Forwarded-For": "10.0.0.7"}, id="forwarded"),
        pytest.param({"x-cityops-token": "TOKEN", "X-Forwarded-For": "127.0.0.1"}, id="forwarded_here"),
        pytest.param({"x-cityops-token": "TOKEN", "Forwarded": "for=10.0.0.7"}, id="forwarded_standard"),
        pytest.param({"x-cityops-token": "TOKEN", "X-Real-Ip": "10.0.0.7"}, id="real_ip"),
    ],
)
def test_the_door_is_shut_for_everybody_else(
    headers: dict[str, str], app: App, door: dict[str, Any], tmp_path: Path
) -> None:
    copy = tmp_path / "stolen.duckdb"
    asked = {"command": "backup", "actor": "Eve", "arguments": {"destination": str(copy)}}
    sent = {name: value.replace("TOKEN", door["token"]) for name, value in headers.items()}
    request = urllib.request.Request(door["url"], json.dumps(asked).encode(), sent)
    with pytest.raises(urllib.error.HTTPError, match="403") as refused:
        urllib.request.build_opener(urllib.request.ProxyHandler({})).open(request)
    refused.value.close()
    assert not copy.exists()


def test_a_second_app_on_the_same_store_ends_with_one_sentence(app: App) -> None:
    said = run("serve", "--db", str(app.database))
    assert (said.code, said.out) == (1, "")
    assert said.err == (
        f"The store {app.database} is in use by another program (process {app.process.pid}). "
        "Use the one that is running, or stop it first.\n"
    )


def test_an_app_whose_port_is_taken_creates_nothing(app: App, tmp_path: Path) -> None:
    database = tmp_path / "other.duckdb"
    said = run("serve", "--port", app.port, "--db", str(database))
    assert said.code == 1
    assert said.err.startswith(f"The app cannot listen on 127.0.0.1, port {app.port}: ")
    assert said.err.count("\n") == 1
    assert not database.exists()


def test_the_command_line_works_again_after_the_app_was_killed(
    small_file: Path, start_app: Callable[..., App]
) -> None:
    killed = start_app(held=small_file)
    before = done("progress", database=killed.database)
    killed.process.kill()
    killed.process.wait()
    assert _file(killed.database).exists()
    assert done("progress", database=killed.database) == before


def test_passphrases_are_shown_at_the_first_start_even_if_the_store_was_there(app: App) -> None:
    assert len(app.passphrase("administrator")) == 19


@pytest.mark.soak
def test_a_store_that_nobody_ever_wrote_into_gets_london(tmp_path: Path) -> None:
    database = tmp_path / "city.duckdb"
    open_store(str(database)).close()
    app = start(database)
    try:
        assert done("progress", database=database)["headline"] > 0
    finally:
        app.stop()


REPLIES = [
    pytest.param(b"HTTP/1.1 403 Forbidden\r\ncontent-length: 0\r\n\r\n", 0, "", id="another_app"),
    pytest.param(b"HTTP/1.1 404 Not Found\r\ncontent-length: 0\r\n\r\n", 0, "", id="another_program"),
    pytest.param(b"HTTP/1.1 500 Oh\r\ncontent-length: 0\r\n\r\n", 1, "could not do this", id="failed"),
    pytest.param(b"", 1, "ended while it was at this", id="ended"),
]


@pytest.mark.parametrize(("reply", "code", "sentence"), REPLIES)
def test_whoever_answers_behind_a_door_file(
    reply: bytes,
    code: int,
    sentence: str,
    london_file: Path,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:
    database = Path(shutil.copy(london_file, tmp_path / "city.duckdb"))
    with socket.create_server(("127.0.0.1", 0)) as listening:
        url = f"http://127.0.0.1:{listening.getsockname()[1]}/door"
        _file(database).write_text(json.dumps({"url": url, "token": "old", "process": 1}), "utf-8")
        answering = threading.Thread(target=_answer, args=(listening, reply))
        answering.start()
        assert main(["progress", "--db", str(database)]) == code
        answering.join()
    assert sentence in capsys.readouterr().err


def _answer(listening: socket.socket, reply: bytes) -> None:
    caller, _ = listening.accept()
    with caller:
        caller.recv(65536)
        caller.sendall(reply)


def test_a_door_file_that_is_half_written_is_no_door(london_file: Path, tmp_path: Path) -> None:
    database = Path(shutil.copy(london_file, tmp_path / "city.duckdb"))
    _file(database).write_text('{"url": "http', "utf-8")
    assert main(["progress", "--db", str(database)]) == 0


def test_a_path_means_the_folder_where_it_was_written(app: App) -> None:
    command = ["-m", "cityops", "progress", "--json", "--db", app.database.name]
    env = os.environ | {"PYTHONPATH": str(Path(__file__).resolve().parent.parent)}
    said = subprocess.run([sys.executable, *command], cwd=app.database.parent, env=env, capture_output=True)
    assert said.returncode == 0, said.stderr
    assert json.loads(said.stdout) == done("progress", database=app.database)


def _own_address() -> str:
    """Return an address of this machine on a network; '' where it has none."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        try:
            probe.connect(("192.0.2.1", 9))  # sends nothing
        except OSError:
            return ""
        return str(probe.getsockname()[0])


@pytest.mark.parametrize(
    "host",
    [
        pytest.param(lambda: "::1", id="loopback-of-ipv6", marks=pytest.mark.soak),
        pytest.param(_own_address, id="one-address-of-the-network"),
    ],
)
def test_the_command_line_reaches_an_app_where_it_listens_until_it_ends(
    host: Callable[[], str], small_file: Path, tmp_path: Path
) -> None:
    name = host()
    if not name or (":" in name and not _has_ipv6()):
        pytest.skip("this machine has no such address")
    database = Path(shutil.copy(small_file, tmp_path / "city.duckdb"))
    app = start(database, CITYOPS_HOST=name)
    try:
        shown = f"[{name}]" if ":" in name else name
        assert json.loads(_file(database).read_text("utf-8"))["url"] == f"http://{shown}:{app.port}/door"
        assert "headline" in done("progress", database=database)
    finally:
        app.stop()
    assert not _file(database).exists()


def _has_ipv6() -> bool:
    try:
        socket.create_server(("::1", 0), family=socket.AF_INET6).close()
    except OSError:
        return False
    return True


def test_an_empty_file_in_the_place_of_a_store_is_no_store(tmp_path: Path) -> None:
    database = tmp_path / "city.duckdb"
    database.touch()
    said = run("progress", "--db", str(database))
    assert (said.code, said.err[: said.err.index(" /")]) == (1, "There is no store")
    assert database.stat().st_size == 0


@pytest.mark.soak
def test_an_app_makes_a_store_of_an_empty_file(tmp_path: Path) -> None:
    database = tmp_path / "city.duckdb"
    database.touch()
    app = start(database)
    try:
        assert done("progress", database=database)["headline"] > 0
    finally:
        app.stop()
