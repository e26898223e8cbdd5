"""The plain routes: health, and a door that opens for the command line of this machine only."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from starlette.applications import Starlette

from cityops.store import open_store
from cityops.web import runtime
from cityops.web.routes import ROUTES
from tests.support import city
from tests.support.asgi import Answer, ask

APP = Starlette(routes=ROUTES)


@pytest.fixture
def token(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """Token of the door of an app with the small city."""
    path = tmp_path / "city.duckdb"
    city.build(open_store(str(path))).close()
    monkeypatch.setenv("CITYOPS_DB", str(path))
    runtime.open_door("http://127.0.0.1:1/door")
    yield json.loads(runtime.door_file(str(path)).read_text("utf-8"))["token"]
    runtime.stop()


def knock(token: str, command: str = "progress", client: str = "127.0.0.1", **more: Any) -> Answer:
    """Ask for a command."""
    asked = {"command": command, "actor": "Ada", "arguments": more.pop("arguments", {})}
    headers = {"x-cityops-token": token, "content-type": "application/json"} | more
    return ask(APP, "/door", method="POST", headers=headers, body=json.dumps(asked).encode(), client=client)


def test_health_says_the_data_version(token: str) -> None:
    answer = ask(APP, "/health")
    assert answer.status == 200
    assert json.loads(answer.body) == {"status": "ok", "data_version": runtime.store().version}


@pytest.mark.parametrize("client", ["127.0.0.1", "::1"])
def test_the_command_line_of_this_machine_is_let_in(client: str, token: str) -> None:
    answer = knock(token, client=client)
    assert answer.status == 200
    assert json.loads(answer.body)["exit"] == 0
    assert json.loads(answer.body)["result"]["area"] == city.CITY


REFUSED = [
    pytest.param({"token": ""}, id="no-token"),
    pytest.param({"token": "guessed"}, id="wrong-token"),
    pytest.param({"token": "数据"}, id="token-of-other-letters"),
    pytest.param({"client": "203.0.113.9"}, id="from-elsewhere"),
    pytest.param({"x-forwarded-for": "127.0.0.1"}, id="x-forwarded-for"),
    pytest.param({"x-forwarded-host": "localhost"}, id="x-forwarded-host"),
    pytest.param({"x-real-ip": "127.0.0.1"}, id="x-real-ip"),
    pytest.param({"forwarded": "for=127.0.0.1"}, id="forwarded"),
]


@pytest.mark.parametrize("changed", REFUSED)
def test_anybody_else_is_refused_and_learns_nothing(changed: dict[str, str], token: str) -> None:
    answer = knock(**{"token": token} | changed)
    assert answer.status == 403
    assert json.loads(answer.body) == {"error": "This door is for the command line of this machine."}


def test_the_door_is_not_for_browsers(token: str) -> None:
    assert ask(APP, "/door", headers={"x-cityops-token": token}).status == 405


SAID = [
    pytest.param("progress", {"on": "31.12.2020"}, 2, "'31.12.2020' is no date", id="wrong-words"),
    pytest.param("undo", {"upload": "x"}, 1, "There is no upload 'x'", id="refused"),
]


@pytest.mark.parametrize(("command", "arguments", "code", "said"), SAID)
def test_a_command_that_fails_says_why_and_how_badly(
    command: str, arguments: dict[str, str], code: int, said: str, token: str
) -> None:
    told = json.loads(knock(token, command, arguments=arguments).body)
    assert told["exit"] == code
    assert told["result"]["error"].startswith(said)
