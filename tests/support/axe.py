"""Accessibility rules, run in the page by axe-core."""

from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from playwright.sync_api import Page

FILE = Path(__file__).parent.parent / "vendor" / "axe.min.js"
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
KNOWN = {
    # Streamlit's own markup, which the product cannot reach: a rule, and the elements that may break it.
    "presentation-role-conflict": "[data-testid=stFileUploaderDropzone]",
    "target-size": "[data-testid=stDateInput], [data-testid=stMultiSelect], [data-testid=stSelectbox]",
    "empty-table-header": "[data-testid=stDataFrame]",
}
_RUN = """async ([tags, known]) => {
    const options = { runOnly: { type: "tag", values: tags }, resultTypes: ["violations"] };
    const found = await axe.run(document, options);
    const inside = (root, at) => (root.shadowRoot || root).querySelector(at);
    const element = (target) => target.flat().reduce(inside, document);
    const excused = (rule, node) => rule in known && element(node.target).closest(known[rule]) !== null;
    return found.violations.flatMap((one) => one.nodes
        .filter((node) => !excused(one.id, node))
        .map((node) => `${one.id} (${one.impact}): ${node.html.slice(0, 200)}`));
}"""


def violations(page: "Page") -> list[str]:
    """Return what breaks a rule on the page as it is now, but for what is known of Streamlit's parts."""
    if not page.evaluate("'axe' in window"):
        page.evaluate(FILE.read_text("utf-8"))
    found: list[str] = page.evaluate(_RUN, [TAGS, KNOWN])
    return found
