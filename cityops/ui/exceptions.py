"""At most seven exceptions: what is off its path, why, and what has to be decided."""

import streamlit as st

from cityops.progress import sentences
from cityops.progress.assessment import Assessment, VisionProgress
from cityops.progress.exceptions import MOST, decision, exceptions, facts, finding
from cityops.ui import cached, links
from cityops.ui.html import block, escape, item
from cityops.ui.session import View


def show(found: VisionProgress, view: View) -> None:
    """Draw the list under its finding, each entry with the way to its reasons."""
    every = exceptions(found)
    n = len(every)
    st.header(finding(n, view.language), anchor=False)
    for one, html in zip(every, cached.block(entries, found, view), strict=False):
        st.html(html)
        links.to_indicator(one, label=view.t("overview.why"))
    if n > MOST:
        st.html(block(escape(view.t("overview.more_exceptions", n=n - MOST)), "co-small"))


def entries(found: VisionProgress, view: View) -> list[str]:
    """Return at most seven entries, the worst first."""
    return [block(f"<ul class='co-list'>{_entry(one, view)}</ul>") for one in exceptions(found)[:MOST]]


def _entry(one: Assessment, view: View) -> str:
    lines = [
        sentences.reason(one, view.language),
        decision(one, view.language),
        " · ".join(facts(one, view.language, names=view.names)),
    ]
    return item(one.status, view, sentences.indicator_name(one.indicator, view.language), lines)
