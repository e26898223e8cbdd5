"""Behind nginx, as deploy/nginx.conf sets it up: the app under a path, and everybody is a reader."""

import json
import os
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.support import nginx
from tests.support.app import App, start
from tests.support.browser import ELSEWHERE, Tab
from tests.support.command_line import done
from tests.test_browser_aide import BROMLEY
from tests.test_browser_matrix import TITLES
from tests.test_browser_viewer import sign_in

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(
        # Where the result counts a missing nginx fails, as a missing browser does.
        not nginx.NGINX.exists() and os.environ.get("CITYOPS_REQUIRE_BROWSER") != "1",
        reason="nginx is not installed: apt-get install nginx-light",
    ),
]

BASE = "/cityops"
NEWER = b"area_code,indicator,year,value\nE12000007,ldn_recycling_rate,2019,55\n"


@pytest.fixture(scope="module")
def app(london_file: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[App]:
    """London under a base path; it has not been visited."""
    database = tmp_path_factory.mktemp("based") / "london.duckdb"
    database.write_bytes(london_file.read_bytes())
    running = start(database, CITYOPS_BASE_PATH=BASE)
    yield running
    running.stop()


@pytest.fixture(scope="module")
def site(app: App, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Address of nginx, under a name that is not this machine's."""
    with nginx.running(app.port, tmp_path_factory.mktemp("nginx")) as url:
        yield url.replace("127.0.0.1", ELSEWHERE)


def answer(url: str) -> tuple[int, str]:
    """Ask for an address of nginx; return the status and where it led."""
    direct = urllib.request.build_opener(urllib.request.ProxyHandler({}))
    try:
        with direct.open(url.replace(ELSEWHERE, "127.0.0.1")) as got:
            return got.status, got.url
    except urllib.error.HTTPError as error:
        error.close()
        return error.code, url


def read(tab: Tab, app: App, path: str, role: str = "viewer") -> Tab:
    """Open a page by its address, and sign in where it asks for that."""
    tab.open(f"{BASE}{path}?lang=en")
    expect(tab.page.get_by_role("heading", level=1)).to_have_text("Sign in")
    sign_in(tab, app.passphrase(role))
    return tab


@pytest.mark.parametrize(
    "path", ["/", *(pytest.param(path, marks=pytest.mark.soak) for path in ("/map", "/compare"))]
)
def test_a_page_opens_by_its_address_in_both_languages(
    path: str, app: App, site: str, open_tab: Callable[..., Tab]
) -> None:
    """A failed request or a complaint of the console fails the test as well, when the tab closes."""
    tab = read(open_tab(site), app, path)
    heading = tab.page.get_by_role("heading", level=1)
    expect(heading).to_contain_text(TITLES[path][0])
    tab.page.get_by_role("button", name="中文").click()
    expect(heading).to_contain_text(TITLES[path][1])
    tab.settled()
    assert tab.address.startswith(f"{BASE}{path}?lang=zh")


@pytest.mark.soak
def test_links_between_pages_stay_under_the_path(app: App, site: str, open_tab: Callable[..., Tab]) -> None:
    tab = read(open_tab(site), app, "/")
    tab.page.get_by_role("navigation").get_by_role("link", name="Data").click()
    expect(tab.page.get_by_role("heading", level=1)).to_contain_text("Add data")
    tab.settled()
    assert tab.address.startswith(f"{BASE}/data")


def test_whoever_comes_through_nginx_signs_in_uploads_and_downloads(
    app: App, site: str, open_tab: Callable[..., Tab]
) -> None:
    tab = read(open_tab(site), app, "/data", "administrator")
    page = tab.page
    expect(page.get_by_role("navigation").get_by_role("link", name="Operations")).to_be_visible()
    page.locator("input[type=file]").set_input_files(
        {"name": "newer.csv", "mimeType": "text/csv", "buffer": NEWER}
    )
    expect(page.get_by_text("UTF-8, comma between cells, header on line 1.")).to_be_visible()
    with page.expect_download() as got:
        page.get_by_role("button", name="Download a template").click()
    assert Path(got.value.path()).read_text("utf-8").startswith("area_code,indicator,year,value")
    tab.settled()


@pytest.mark.parametrize(
    "name",
    [
        pytest.param(ELSEWHERE, id="another-name", marks=pytest.mark.soak),
        pytest.param("127.0.0.1", id="the-name-of-this-machine"),
    ],
)
def test_nobody_is_administrator_for_coming_through_nginx(
    name: str, site: str, open_tab: Callable[..., Tab]
) -> None:
    tab = open_tab(site.replace(ELSEWHERE, name)).open(f"{BASE}/data?lang=en")
    expect(tab.page.get_by_role("button", name="Sign in")).to_be_visible()
    expect(tab.page.get_by_test_id("stFileUploader")).to_have_count(0)
    expect(tab.page.get_by_role("navigation").get_by_role("link", name="Operations")).to_have_count(0)


@pytest.mark.soak
def test_the_district_map_answers_a_click(app: App, site: str, open_tab: Callable[..., Tab]) -> None:
    tab = read(open_tab(site), app, "/")
    tab.page.locator(BROMLEY).click()
    expect(tab.page.get_by_role("heading", name="Bromley")).to_be_visible()
    tab.settled()
    assert tab.address == f"{BASE}/?lang=en&district=E09000006"


ANSWERS = [
    pytest.param(f"{BASE}/health", 200, f"{BASE}/health", id="health"),
    pytest.param(f"{BASE}?lang=zh", 200, f"{BASE}/?lang=zh", id="without-its-slash"),
    pytest.param(f"{BASE}/door", 404, f"{BASE}/door", id="the-door"),
]


@pytest.mark.parametrize(("path", "status", "end"), ANSWERS)
def test_what_nginx_passes_on(path: str, status: int, end: str, site: str) -> None:
    code, url = answer(site + path)
    assert code == status
    assert url.endswith(end)


def test_the_command_line_finds_its_door_under_the_path(app: App) -> None:
    door = json.loads(app.database.with_name(app.database.name + ".door").read_text("utf-8"))
    assert door["url"] == f"http://127.0.0.1:{app.port}{BASE}/door"
    assert done("progress", database=app.database)["headline"] > 0
