"""What the hall's network gets from an app that is opened to it: every route and page, as a stranger."""

import http.client
import shutil
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from benchmarks.visitor import Visitor
from cityops.operating_model import writes as operating_model
from cityops.store import open_store
from cityops.ui.pages import PAGES
from tests.support import children, city, rooms
from tests.support.app import App, start

ELSEWHERE = "127.0.0.2"
"""Another address than the one that the app is asked at; to the app it is somebody on the network."""


@pytest.fixture(scope="module")
def opened(small_file: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[App, str]]:
    """An app that listens on every address, and the code of its room."""
    path = Path(shutil.copy(small_file, tmp_path_factory.mktemp("hall") / "city.duckdb"))
    store = open_store(str(path))
    operating_model.load(store, city.ADMINISTRATOR)
    code = rooms.hall(store).room.code
    store.close()
    running = start(path, CITYOPS_HOST="0.0.0.0")
    yield running, code
    running.stop()


def status(app: App, path: str, method: str = "GET", body: bytes = b"", **headers: str) -> tuple[int, bytes]:
    """Ask as somebody elsewhere."""
    port = urlsplit(app.url).port
    asking = http.client.HTTPConnection("127.0.0.1", port, timeout=30, source_address=(ELSEWHERE, 0))
    try:
        asking.request(method, path, body or None, headers)
        answer = asking.getresponse()
        return answer.status, answer.read()
    finally:
        asking.close()


OPEN = {
    "/health": "/health",
    "/_stcore/health": "/_stcore/health",
    "/_stcore/host-config": "/_stcore/host-config",
    "/component/{path:path}": None,
    "/_stcore/bidi-components/{path:path}": None,
    "/app/static/{path:path}": "/app/static/fonts/inter-latin-wght-normal.woff2",
    "": "/",
}
"""Health, the sign-in page and its files: what is asked for by route, None for what has no file."""
CLOSED = {
    "/door": ("POST", "/door", {403}),
    "/_stcore/metrics": ("GET", "/_stcore/metrics", {403}),
    "/_stcore/upload_file/{session_id}/{file_id}": ("PUT", "/_stcore/upload_file/guessed/1", {403}),
    "/media/{file_id:path}": ("GET", "/media/guessed", {404}),
    "/_stcore/agent/interact": ("POST", "/_stcore/agent/interact", {403}),
    "/_stcore/agent/openapi.json": ("GET", "/_stcore/agent/openapi.json", {403}),
    "/_stcore/agent/mcp": ("POST", "/_stcore/agent/mcp", {403}),
}
"""By route how it is asked and what it may answer."""
SIGN_IN = {"/auth/login", "/auth/logout", "/oauth2callback"}
"""Of a provider; tests/test_browser_sign_in.py has them."""
SOCKET = "/_stcore/stream"


def test_every_route_of_the_app_is_known_here() -> None:
    found = {path for _, path, _ in children.answers("list_routes", "")}
    assert found == {*OPEN, *CLOSED, *SIGN_IN, SOCKET}


@pytest.mark.parametrize("path", [path for path in OPEN.values() if path])
def test_health_and_the_files_of_the_sign_in_page_answer(opened: tuple[App, str], path: str) -> None:
    assert status(opened[0], path)[0] == 200


@pytest.mark.parametrize("route", CLOSED)
def test_what_is_not_for_the_hall_is_refused(opened: tuple[App, str], route: str) -> None:
    method, path, allowed = CLOSED[route]
    assert status(opened[0], path, method)[0] in allowed


def test_the_hall_votes_and_sees_the_wall(opened: tuple[App, str]) -> None:
    app, code = opened
    assert status(app, f"/ballot/{code}")[0] == 200
    assert status(app, "/ballot")[0] == 200
    assert status(app, f"/ballot/{code}/state")[0] == 403
    found, wall = status(app, f"/projector/{code}")
    assert found == 200
    assert b"/ballot" in wall
    assert (
        status(app, f"/ballot/{code}/join", "POST", b"{}", **{"content-type": "application/json"})[0] == 200
    )


def hears(app: App, page: str) -> list[str]:
    path = "" if page == "overview" else page.replace("_", "-")
    with Visitor(f"{app.url.replace('0.0.0.0', '127.0.0.1')}/{path}?lang=en", source=ELSEWHERE) as visitor:
        visitor.run()
        return visitor.said


def test_every_page_is_the_sign_in_page(opened: tuple[App, str]) -> None:
    first = hears(opened[0], "overview")
    assert any("shows its pages to those who sign in" in said for said in first)
    assert {name: hears(opened[0], name) for name in PAGES} == dict.fromkeys(PAGES, first)


def test_a_stranger_sends_no_file(opened: tuple[App, str]) -> None:
    """The sign-in page has a session too, and Streamlit would take files for it."""
    with Visitor(f"http://127.0.0.1:{opened[0].port}/?lang=en", source=ELSEWHERE) as visitor:
        visitor.run()
        path = f"/_stcore/upload_file/{visitor.session}/1"
        assert status(opened[0], path, "PUT", b"x" * 100)[0] == 403
