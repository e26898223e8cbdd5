"""What changed between two reporting dates, both seen with what is known now."""

import streamlit as st

from cityops.progress import sentences
from cityops.progress.assessment import VisionProgress
from cityops.ui import cached
from cityops.ui.html import block, escape, item
from cityops.ui.session import View
from cityops.words import dates, numbers
from cityops.words.status import Status


def show(found: VisionProgress, view: View) -> None:
    """Draw the card's heading and its list."""
    st.header(view.t("overview.changed", since=dates.date(view.since, view.language)), anchor=False)
    st.html(cached.block(entries, found, view))


def entries(found: VisionProgress, view: View) -> str:
    """Return how the number moved and which statuses changed."""
    before = cached.progress(view.version, view.since, view.known)
    if before is None:
        return block(f"<p>{escape(view.t('overview.changed_none'))}</p>")
    old = {a.target.id: a for a in before.city.assessments}
    moved = [
        (old[a.target.id].status, a)
        for a in found.city.assessments
        if a.target.id in old and old[a.target.id].status != a.status
    ]
    rows = "".join(
        item(
            a.status, view, sentences.indicator_name(a.indicator, view.language), [_step(was, a.status, view)]
        )
        for was, a in moved
    )
    line = f"<p>{escape(_headline(before, found, view))}</p>"
    listed = f"<ul class='co-list' style='margin-top:.7rem'>{rows}</ul>"
    return block(line + (listed if moved else f"<p>{escape(view.t('overview.changed_none'))}</p>"))


def _headline(before: VisionProgress, after: VisionProgress, view: View) -> str:
    def said(found: VisionProgress) -> str:
        if found.city.headline is None:
            return view.t("overview.changed_no_number")
        return numbers.percent(found.city.headline, 1, view.language)

    if before.city.headline is None and after.city.headline is None:
        return view.t("overview.changed_neither")
    return view.t("overview.changed_headline", before=said(before), after=said(after))


def _step(was: Status, now: Status, view: View) -> str:
    return view.t("overview.changed_status", before=view.t(was.key), after=view.t(now.key))
