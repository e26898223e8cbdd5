"""Overview against an empty Streamlit page under the same settings: the server's work, and a browser's."""

import sys

from playwright.sync_api import sync_playwright

from benchmarks import apps
from benchmarks.tables import Ratio, report
from tests.support.browser import CHROMIUM, FLAGS

LIMIT_CPU, LIMIT_SETTLED = 8.0, 3.0


def main() -> int:
    """Measure and print."""
    with apps.city() as ours, apps.empty_page() as plain, sync_playwright() as player:
        pages = {"overview": (ours, "/?lang=en"), "empty": (plain, "/")}
        spent = apps.work(pages)
        browser = player.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        times = apps.settled(browser, pages)
        browser.close()
    ratios = [
        Ratio("the server's processor time for one more run", spent["overview"], spent["empty"], LIMIT_CPU),
        Ratio("settled in a warm browser", times["overview"], times["empty"], LIMIT_SETTLED),
    ]
    return report("Overview of London", "Overview", "an empty page", ratios)


if __name__ == "__main__":
    sys.exit(main())
