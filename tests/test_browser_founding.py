"""A new city, from nothing to its first overview, in one run: real boundaries, real files, a real browser."""

import time
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.support import axe
from tests.support.app import App
from tests.support.browser import Tab
from tests.support.command_line import done

pytestmark = pytest.mark.browser

COLOGNE = Path(__file__).parent / "data" / "cologne"
AN_HOUR = 3600.0


def press(tab: Tab, name: str, then: str) -> None:
    """Press a button, and wait for a text that shows that the page has taken it in."""
    tab.page.get_by_role("button", name=name, exact=True).first.click()
    expect(tab.page.get_by_text(then, exact=False).first).to_be_visible()
    tab.settled()


def choose(tab: Tab, label: str, option: str) -> None:
    """Choose from a list, as one does who types."""
    box = tab.page.get_by_role("combobox", name=label, exact=False).first
    if box.input_value() == option:
        return
    box.fill(option[:-1])
    box.press("ArrowDown")  # opens the list where typing did not
    tab.page.get_by_role("option", name=option, exact=False).first.click()


def write(tab: Tab, **texts: str) -> None:
    """Write into fields, by the keys that they have."""
    for key, text in texts.items():
        tab.page.locator(f"[class*=st-key-{key}] input").first.fill(text)


def the_place(tab: Tab) -> None:
    write(tab, place_name_en="Cologne", place_name_zh="科隆", place_code="05315", place_currency="EUR")
    choose(tab, "Time zone", "Europe/Berlin")
    write(tab, place_attribution_en="Stadt Köln, CC BY; IT.NRW, Landesdatenbank.")
    day = tab.page.locator(".st-key-place_reporting_date input")
    day.fill("2013-12-31")
    day.press("Tab")
    press(tab, "Save and go on", "2 · Areas and boundaries")
    expect(tab.page.locator(".st-key-set_up_boundaries")).to_be_visible()
    tab.settled()


def its_areas(tab: Tab) -> None:
    tab.page.locator(".st-key-set_up_boundaries input[type=file]").set_input_files(COLOGNE / "areas.geojson")
    expect(tab.page.get_by_text("9 areas, 9 of them with a boundary")).to_be_visible()
    tab.settled()


def taken(tab: Tab) -> None:
    press(tab, "Take these 9 areas", "3 · Names and hierarchy")
    expect(tab.page.locator("[data-testid=stDataFrame]")).to_be_visible()
    tab.settled()


def their_names(tab: Tab) -> None:
    press(tab, "Save and go on", "From the catalogue of")


LOWER = "lower is better"
OWN = (
    ("unemployed", "Unemployed persons in December", "12月登记失业人数", "persons", "人", LOWER),
    ("recreation_area", "Recreation area", "休闲用地面积", "ar", "公亩", ""),
    ("district_revenue", "Ordinary revenue of the district budgets", "各区预算经常性收入", "EUR", "欧元", ""),
    ("district_spending", "Ordinary spending of the districts", "各区预算经常性支出", "EUR", "欧元", LOWER),
)  # fmt: skip


def its_indicators(tab: Tab) -> None:
    box = tab.page.locator(".st-key-set_up_chosen input")
    box.fill("City's unemployment rate")
    tab.page.get_by_role("option", name="ISO 37120:2018 5.1").click()
    tab.page.keyboard.press("Escape")
    tab.settled()
    for key, name_en, name_zh, unit_en, unit_zh, better in OWN:
        if not tab.page.locator("[class*=st-key-own_indicator_id]").is_visible():
            tab.page.get_by_text("Describe an indicator of your own").click()
            tab.settled()
        write(tab, own_indicator_id=key, own_name_en=name_en, own_name_zh=name_zh)
        write(tab, own_unit_en=unit_en, own_unit_zh=unit_zh)
        if better:
            choose(tab, "Better when", better)
        if key.startswith("district"):
            choose(tab, "The city's own value is", "the sum of the districts")
        tab.page.locator("[class*=st-key-own_decimals] input").fill("0")
        press(tab, "Add this indicator", "From the catalogue of")
        expect(tab.page.locator(f".st-key-own_{key}")).to_contain_text(name_en)
        tab.settled()


def indicators_kept(tab: Tab) -> None:
    press(tab, "Save and go on", "Found Cologne")


def the_city(tab: Tab) -> None:
    expect(tab.page.get_by_text("Cologne, with 9 areas and 5 indicators")).to_be_visible()
    press(tab, "Found Cologne", "Keep the name")


OUTCOMES = (
    ("Work for all", "充分就业"),
    ("Green within reach", "绿地可及"),
    ("Districts that can act", "各区有为"),
)
TARGETS = (
    ("Work for all", "Unemployed persons", "", "40000", "2020", "2005"),
    ("Green within reach", "Recreation area", "", "450000", "2020", "2000"),
    ("Districts that can act", "Ordinary revenue", "", "150000000", "2015", "2010"),
    ("Districts that can act", "Ordinary revenue", "Innenstadt", "20000000", "2015", "2010"),
)


def the_vision(tab: Tab) -> None:
    write(tab, vision_name_en="Work, green and districts that can act")
    write(tab, vision_name_zh="就业充分、绿地充足、各区有为")
    tab.page.get_by_text("An illustration: no authority decided it").click()
    press(tab, "Keep the name", "A new outcome")
    for english, chinese in OUTCOMES:
        write(tab, outcome_name_en=english, outcome_name_zh=chinese)
        press(tab, "Add this outcome", "A new target")
        expect(tab.page.locator("[class*=st-key-outcome_o]").filter(has_text=english)).to_be_visible()
        tab.settled()
    for outcome, indicator, area, value, year, baseline in TARGETS:
        choose(tab, "Outcome", outcome)
        choose(tab, "Indicator", indicator)
        choose(tab, "Area", area or "Cologne")
        write(tab, target_target_value=value, target_target_year=year, target_baseline_year=baseline)
        press(tab, "Add this target", f"by {year}, from {baseline}")
        expect(tab.page.locator("[class*=st-key-outcome_o]").filter(has_text=outcome)).to_contain_text(
            f"by {year}, from {baseline}"
        )


def vision_written(tab: Tab) -> None:
    press(tab, "Write the vision", "3 outcomes, 4 targets")
    expect(tab.page.locator(".st-key-card_step_vision")).to_contain_text("3 outcomes, 4 targets")


def a_file(tab: Tab) -> None:
    chooser = tab.page.locator(".st-key-card_upload input[type=file]")
    chooser.set_input_files(COLOGNE / "data" / "cologne.csv")
    expect(tab.page.locator(".st-key-card_step")).to_be_visible()
    tab.settled()
    tab.page.locator(".st-key-open_commit button").click()
    expect(tab.page.get_by_role("button", name="Write this upload")).to_be_visible()
    tab.settled()


def file_written(tab: Tab) -> None:
    press(tab, "Write this upload", "Written: 69 values are new")


def the_overview(tab: Tab) -> None:
    tab.page.get_by_role("button", name="To the first overview").click()
    expect(tab.page.get_by_role("heading", level=1)).to_contain_text("Cologne ")
    tab.settled()


STEPS = (
    the_place,
    its_areas,
    taken,
    their_names,
    its_indicators,
    indicators_kept,
    the_city,
    the_vision,
    vision_written,
    a_file,
    file_written,
    the_overview,
)


@pytest.mark.soak
def test_a_city_from_nothing_to_its_overview(
    start_app: Callable[..., App],
    open_tab: Callable[..., Tab],
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:
    app = start_app(london=False, CITYOPS_DEMO="0")
    tab = open_tab(app.url).open("/?lang=en")
    began = time.monotonic()
    tab.page.get_by_role("button", name="Set up your city").click()
    expect(tab.page.get_by_role("heading", level=1)).to_have_text("Set up your city")
    tab.settled()
    for step in STEPS:
        step(tab)
        assert axe.violations(tab.page) == [], step.__name__
        assert tab.overflow() == 0, step.__name__
    lasted = time.monotonic() - began
    with capsys.disabled():
        print(f"\n  from nothing to the overview: {lasted:.0f} s")
    assert lasted < AN_HOUR
    assert_map(tab.page)

    folder = tmp_path / "folder.duckdb"
    done("init", COLOGNE, database=folder)
    by_page, by_folder = done("progress", database=app.database), done("progress", database=folder)
    for name in ("headline", "coverage", "expected", "status"):
        assert by_page[name] == by_folder[name], name
    seen = [[(one["indicator"], one["status"], one["share"], one["value"]) for one in said["statuses"]]
            for said in (by_page, by_folder)]  # fmt: skip
    assert seen[0] == seen[1]
    assert by_page["headline"] is not None


def assert_map(page: Page) -> None:
    """The overview draws the nine districts."""
    expect(page.locator(".st-key-card_map .area")).to_have_count(9)
