"""At most seven exceptions: what is off its path, why, and what has to be decided."""

import streamlit as st

from cityops.progress import sentences
from cityops.progress.assessment import Assessment, VisionProgress
from cityops.progress.reads import exceptions
from cityops.ui import cached
from cityops.ui.html import block, escape, item
from cityops.ui.session import View

_MOST = 7


def show(found: VisionProgress, view: View) -> None:
    """Draw the list under its finding."""
    n = len(exceptions(found))
    title = view.t("overview.n_exceptions", n=n) if n else view.t("overview.nothing_off")
    st.header(title, anchor=False)
    if n:
        st.html(cached.block(entries, found, view))


def entries(found: VisionProgress, view: View) -> str:
    """Return the entries, the worst first."""
    every = exceptions(found)
    rows = "".join(_entry(one, view) for one in every[:_MOST])
    rest = len(every) - _MOST
    more = f"<p class='co-small'>{escape(view.t('overview.more_exceptions', n=rest))}</p>" if rest > 0 else ""
    return block(f"<ul class='co-list'>{rows}</ul>{more}")


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
