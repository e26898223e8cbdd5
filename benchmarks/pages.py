"""Every page of London and of a large city against an empty Streamlit page under the same settings."""

import sys
import tempfile
from pathlib import Path

from playwright.sync_api import sync_playwright

from benchmarks import apps
from benchmarks.city import Size, envision, file_of, found, upload
from benchmarks.tables import Ratio, report
from cityops.store import open_store
from tests.support.browser import CHROMIUM, FLAGS
from tests.support.pages import PATHS

LARGE = Size(areas=101, indicators=500, years=30, targets=60)
LIMIT_CPU, LIMIT_SETTLED, LIMIT_LARGE, LIMIT_BYTES = 10.0, 3.0, 2.0, 3_000_000


def large_city() -> Path:
    """Build a store of 100 districts, 500 indicators and 30 years; return its file."""
    path = Path(tempfile.mkdtemp()) / "large.duckdb"
    store = open_store(str(path))
    found(store, LARGE)
    upload(store, "large.csv", file_of(LARGE, seed=1))
    envision(store, LARGE, seed=2)
    store.close()
    return path


def main() -> int:
    """Measure and print."""
    paths = {path.strip("/") or "overview": f"{path}?lang=en" for path in PATHS}
    with apps.city() as london, apps.city(large_city()) as large, apps.empty_page() as plain:
        empty = {"empty": (plain, "/")}
        ours = {name: (london, path) for name, path in paths.items()}
        spent = apps.work(empty | ours)
        of_large = apps.work({name: (large, path) for name, path in paths.items()})
        with sync_playwright() as player:
            browser = player.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
            times = apps.settled(browser, empty | ours)
            sizes = {name: apps.transferred(browser, london, path) for name, path in paths.items()}
            browser.close()
    failed = report(
        "One more run, processor time of the server",
        "page",
        "an empty page",
        [Ratio(name, spent[name], spent["empty"], LIMIT_CPU) for name in paths],
    )
    print()
    failed |= report(
        "Settled in a warm browser",
        "page",
        "an empty page",
        [Ratio(name, times[name], times["empty"], LIMIT_SETTLED) for name in paths],
    )
    print()
    failed |= report(
        f"One more run: {LARGE.areas - 1} districts, {LARGE.indicators} indicators, {LARGE.years} years",
        "large city",
        "London",
        [Ratio(name, of_large[name], spent[name], LIMIT_LARGE) for name in paths],
    )
    print("\n| A first visit | MB, compressed | limit |\n| --- | ---: | ---: |")
    for name, size in sizes.items():
        print(f"| {name} | {size / 1e6:.2f} | {LIMIT_BYTES / 1e6:.0f} |")
    return failed | int(max(sizes.values()) > LIMIT_BYTES)


if __name__ == "__main__":
    sys.exit(main())
