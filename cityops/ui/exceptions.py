"""At most seven exceptions: what is off its path, why, and what has to be decided."""

import streamlit as st

from cityops.progress import sentences
from cityops.progress.assessment import Assessment, VisionProgress
from cityops.progress.reads import exceptions
from cityops.ui import cached, links
from cityops.ui.html import block, escape, item
from cityops.ui.session import View

_MOST = 7


def show(found: VisionProgress, view: View) -> None:
    """Draw the list under its finding, each entry with the way to its reasons."""
    every = exceptions(found)
    n = len(every)
    title = view.t("overview.n_exceptions", n=n) if n else view.t("overview.nothing_off")
    st.header(title, anchor=False)
    for one, html in zip(every, cached.block(entries, found, view), strict=False):
        st.html(html)
        links.to_indicator(one, label=view.t("overview.why"))
    if n > _MOST:
        st.html(block(escape(view.t("overview.more_exceptions", n=n - _MOST)), "co-small"))


def entries(found: VisionProgress, view: View) -> list[str]:
    """Return at most seven entries, the worst first."""
    return [block(f"<ul class='co-list'>{_entry(one, view)}</ul>") for one in exceptions(found)[:_MOST]]


def _entry(one: Assessment, view: View) -> str:
    t = view.t
    key = one.class_code.key if one.status.value in ("off_track", "at_risk", "not_assessed") else "stale"
    age = sentences.age(one, view.language)
    facts = [
        t("overview.stale" if one.is_stale else "overview.latest", age=age) if one.latest else "",
        one.indicator.owner or t("overview.owner_none"),
        t("overview.illustrative") if one.target.is_illustrative else "",
    ]
    name = sentences.indicator_name(one.indicator, view.language)
    lines = [
        sentences.reason(one, view.language),
        t(f"overview.decide.{key}"),
        " · ".join(fact for fact in facts if fact),
    ]
    return item(one.status, view, name, lines)
