"""Signing in at a provider, the public link, and the very first request, on a real server."""

import shutil
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from benchmarks.visitor import Visitor
from cityops.access import DUTIES, SET_UP, Duty, Role, grants
from cityops.access.model import SIGNED_IN
from cityops.store import open_store
from cityops.ui.pages import PAGES
from tests.support import axe, provider
from tests.support.app import App, free_port, start
from tests.support.browser import ELSEWHERE, PHONE, Look, Tab, new_context
from tests.support.command_line import done
from tests.support.cookies import TOKEN, signed_in

pytestmark = pytest.mark.browser

ELSE = {"X-Forwarded-For": "203.0.113.9"}
"""What a reader who is not at the machine brings along."""


@pytest.fixture(scope="module")
def identities(tmp_path_factory: pytest.TempPathFactory) -> Iterator[provider.Provider]:
    """The provider of this module's tests."""
    running = provider.start(tmp_path_factory.mktemp("provider") / "provider.log")
    yield running
    running.stop()


@pytest.fixture(scope="module")
def given(london_file: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """London, and a role for each of those who have an address named like it."""
    path = Path(shutil.copy(london_file, tmp_path_factory.mktemp("given") / "london.duckdb"))
    store = open_store(str(path))
    grants.grant(store, SET_UP, "analyst", "ada@city.example")
    for role in SIGNED_IN:
        grants.grant(store, SET_UP, role.value, f"{role.value}@city.example")
    store.close()
    return path


@contextmanager
def office_of(identities: provider.Provider, given: Path, folder: Path) -> Iterator[App]:
    """Start an app at which one signs in with the provider."""
    port, secrets = free_port(), folder / "secrets.toml"
    secrets.write_text(provider.secrets(identities, port), "utf-8")
    app = start(
        Path(shutil.copy(given, folder / "office.duckdb")), port, STREAMLIT_SECRETS_FILES=str(secrets)
    )
    yield app
    app.stop()


@pytest.fixture(scope="module")
def office(
    identities: provider.Provider, given: Path, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[App]:
    """An app that others have visited."""
    with office_of(identities, given, tmp_path_factory.mktemp("office")) as app:
        yield app


@pytest.fixture
def unvisited(identities: provider.Provider, given: Path, tmp_path: Path) -> Iterator[App]:
    """An app that nobody has visited."""
    with office_of(identities, given, tmp_path) as app:
        yield app


@pytest.fixture(scope="module")
def town(london_file: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[App]:
    """An app without a provider."""
    running = start(Path(shutil.copy(london_file, tmp_path_factory.mktemp("town") / "london.duckdb")))
    yield running
    running.stop()


def tab_of(app: App, browser: Any, look: Look | None = None) -> Tab:
    """Open a tab of somebody who keeps their own cookies, at another name of this machine."""
    return Tab(new_context(browser, look or Look()), f"http://{ELSEWHERE}:{app.port}")


def sign_in_as(person: str, page: Page) -> None:
    """Go to the provider, and come back as a person."""
    page.get_by_role("button", name="Sign in with your office account").click()
    page.get_by_placeholder("sub").fill(person)
    page.get_by_role("button", name="Authorize", exact=True).click()
    page.wait_for_url(f"http://{ELSEWHERE}:*/**")


def test_an_analyst_signs_in_at_the_provider_writes_by_name_and_signs_out(office: App, browser: Any) -> None:
    app = office
    tab = tab_of(app, browser).open("/?lang=en")
    expect(tab.page.get_by_role("heading", level=1)).to_have_text("Sign in")
    assert axe.violations(tab.page) == []
    sign_in_as("ada", tab.page)
    tab.open("/data?lang=en")
    expect(tab.page.get_by_test_id("stFileUploader")).to_be_visible()
    tab.page.get_by_role("button", name="Undo").first.click()
    expect(tab.page.get_by_test_id("stAlert").first).to_contain_text("Taken back")
    tab.page.get_by_role("button", name="Redo").first.click()
    expect(tab.page.get_by_test_id("stAlert").first).to_contain_text("Back in force")
    people = {one["name"] for one in done("access", database=app.database)["people"]}
    assert "Ada Byron (ada@city.example)" in people
    tab.page.get_by_role("button", name="Ada Byron, analyst").click()
    tab.page.get_by_role("button", name="Sign out").click()
    tab.page.get_by_role("button", name="End session").click()
    tab.page.wait_for_url(f"http://{ELSEWHERE}:*/**")
    expect(tab.page.get_by_role("heading", level=1)).to_have_text("Sign in")
    tab.open("/data?lang=en")
    expect(tab.page.get_by_test_id("stFileUploader")).to_have_count(0)
    tab.page.context.close()


@pytest.mark.soak
def test_an_unknown_person_is_refused_and_a_viewer_where_the_city_says_so(office: App, browser: Any) -> None:
    """Mallory claims Ada's address, which the provider has not verified."""
    tabs = [tab_of(office, browser, Look(PHONE)).open("/?lang=en") for _ in range(2)]
    for person, tab in zip(("eve", "mallory"), tabs, strict=True):
        sign_in_as(person, tab.page)
        expect(tab.page.get_by_text("were given no role here")).to_be_visible()
        expect(tab.page.get_by_text("London")).to_have_count(0)
    done("unknown-people", "viewer", database=office.database)
    for tab in tabs:
        tab.open("/data?lang=en")
        expect(tab.page.get_by_role("button", name=", viewer")).to_be_visible()
        expect(tab.page.get_by_test_id("stAlert")).to_contain_text("Adding data is for analysts")
        expect(tab.page.get_by_test_id("stFileUploader")).to_have_count(0)
        assert tab.overflow() == 0
        tab.page.context.close()


def hears(app: App, path: str, headers: dict[str, str]) -> str:
    """Return everything that the first run of a page says to a session of its own."""
    with Visitor(f"{app.url}{path}", ELSE | headers, TOKEN) as visitor:
        visitor.run()
        assert visitor.errors == []
        return " ".join(visitor.said)


FORGED: list[dict[str, Any]] = [
    {"secret": "guessed"},
    {"iat": int(time.time()) - 13 * 3600},
    {"origin": "http://elsewhere.example"},
    {"is_logged_in": "yes"},
]


def test_a_cookie_that_is_forged_old_or_of_elsewhere_is_nobodys(office: App) -> None:
    right = {"email": "administrator@city.example"}
    assert "London is " in hears(office, "/?lang=en", signed_in(office.url, provider.SECRET, **right))
    for case in FORGED:
        claims = dict(case)
        cookie = signed_in(office.url, str(claims.pop("secret", provider.SECRET)), **right | claims)
        said = hears(office, "/?lang=en", cookie)
        assert "London" not in said, case
        assert "shows its pages to those who sign in" in said, case
    unsigned = {"Cookie": f"_streamlit_xsrf={TOKEN}; _streamlit_user=eyJpc19sb2dnZWRfaW4iOnRydWV9"}
    assert "London" not in hears(office, "/?lang=en", unsigned)


KINDS = {(page.opens, page.listed): name for name, page in reversed(PAGES.items())}
"""One page of each kind of door; that every page asks, tests/test_role_matrix_pages.py shows."""
SAMPLE = {"access"}
"""Those before which every run starts an app; all of them are for the long run."""


@pytest.mark.parametrize(
    "name", [pytest.param(name, marks=[pytest.mark.soak] * (name not in SAMPLE)) for name in KINDS.values()]
)
def test_the_first_request_of_all_asks_for_the_role(name: str, unvisited: App) -> None:
    """A stranger comes first, by a deep link, and then everybody else."""
    path = f"/{'' if name == 'overview' else name.replace('_', '-')}?lang=en"
    first = hears(unvisited, path, {})
    assert "shows its pages to those who sign in" in first
    assert "London" not in first
    for role in SIGNED_IN:
        cookie = signed_in(unvisited.url, provider.SECRET, email=f"{role.value}@city.example")
        said = hears(unvisited, path, cookie)
        assert "those who sign in" not in said
        assert ("This page is not open to you" in said) is (PAGES[name].opens not in DUTIES[role])
        assert ("Make a new passphrase" in said) is (name == "access" and role is Role.ADMINISTRATOR)
        assert ("CSV or Excel file" in said) is (name == "data" and Duty.DATA in DUTIES[role])


def test_the_public_link_opens_what_is_released_and_nothing_else(office: App) -> None:
    link = done("public-link", "on", database=office.database)["path"] + "&lang=en"
    assert "Nothing has been released yet" in hears(office, link, {})
    done("release", "Council", database=office.database)
    assert "London is " in hears(office, link, {})
    closed = hears(office, link.replace("/?", "/data?"), {})
    assert "This page is not open to you" in closed
    assert "observations.csv" not in closed
    done("public-link", "off", database=office.database)
    gone = hears(office, link, {})
    assert "This public link opens nothing any more" in gone
    assert "London" not in gone


@pytest.mark.soak
def test_the_public_link_stays_in_the_address_from_page_to_page(town: App, browser: Any) -> None:
    app = town
    tab = tab_of(app, browser, Look(PHONE))
    link = done("public-link", "on", database=app.database)["path"]
    tab.open(f"{link}&lang=en")
    expect(tab.page.get_by_role("heading", level=1)).to_have_text("Nothing has been released yet")
    done("release", "Council", database=app.database)
    tab.open(f"{link}&lang=en")
    expect(tab.page.get_by_role("heading", level=1)).to_contain_text("London is ")
    assert axe.violations(tab.page) == []
    assert tab.overflow() == 0
    tab.open(link.replace("/?", "/data?") + "&lang=en")
    expect(tab.page.get_by_role("heading", level=1)).to_have_text("This page is not open to you")
    expect(tab.page.get_by_text("observations.csv")).to_have_count(0)
    assert axe.violations(tab.page) == []
    tab.open(link.replace("/?", "/map?") + "&lang=en")
    assert "public=" in tab.address
    tab.page.reload()
    tab.settled()
    expect(tab.page.get_by_role("heading", level=1)).to_contain_text("across the districts")
    done("public-link", "off", database=app.database)
    tab.page.reload()
    tab.settled()
    expect(tab.page.get_by_text("This public link opens nothing any more")).to_be_visible()
    expect(tab.page.get_by_text("London")).to_have_count(0)
    assert tab.complaints == []
    tab.page.context.close()


@pytest.mark.soak
def test_an_administrator_opens_the_link_and_gives_roles(town: App, open_tab: Callable[..., Tab]) -> None:
    app = town
    tab = open_tab(app.url).open("/access?lang=en")
    page = tab.page
    page.get_by_role("button", name="Switch on").click()
    link = page.get_by_test_id("stCode").inner_text().strip()
    assert link.startswith(f"{app.url}/?public=")
    page.get_by_role("textbox", name="Address or value").fill("Ada@City.example")
    page.get_by_role("button", name="Give the role").click()
    expect(page.get_by_text("Who has Ada@City.example as email signs in as viewer")).to_be_visible()
    expect(page.get_by_role("cell", name="viewer")).to_be_visible()
    tab.settled()
    assert axe.violations(page) == []
