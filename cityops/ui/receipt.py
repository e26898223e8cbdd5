"""What a file would do, or why it is not taken."""

import streamlit as st

from cityops.ingest.model import Receipt
from cityops.progress.sentences import indicator_name
from cityops.ui import cached
from cityops.ui.session import View
from cityops.words import numbers

_DELIMITERS = {",": "comma", ";": "semicolon", "\t": "tab", "|": "pipe"}


def faults(tried: Receipt, view: View) -> None:
    """List what keeps the file from being taken: line, column, what stands there, what to do."""
    st.error(view.t("data.faults", n=tried.rejected), icon=":material/error:")
    t = view.t
    st.dataframe(
        [
            {
                t("data.line"): fault.line or None,
                t("data.column"): fault.column,
                t("data.found"): fault.found,
                t("data.todo"): fault.sentence(tried.file, view.language),
            }
            for fault in tried.errors
        ],
        hide_index=True,
        width="stretch",
        key="faults",
        alt=view.t("data.faults", n=tried.rejected),
    )
    if tried.rejected > len(tried.errors):
        st.caption(view.t("data.faults_more", n=tried.rejected - len(tried.errors)))


def difference(tried: Receipt, view: View) -> None:
    """Show what is new and changed, and which statuses will be others."""
    t = view.t
    delimiter = t(f"data.delimiter_{_DELIMITERS[tried.delimiter]}")
    st.caption(t("data.checked", n=tried.observations, delimiter=delimiter, encoding=tried.encoding.upper()))
    for column, key in zip(st.columns(3), ("new", "changed", "unchanged"), strict=True):
        column.metric(t(f"data.{key}"), numbers.number(getattr(tried, key), 0, view.language))
    _headline(tried, view)
    _consequences(tried, view)


def _headline(tried: Receipt, view: View) -> None:
    if tried.headline_before != tried.headline_after:
        before, after = (
            numbers.percent(share, 1, view.language)
            for share in (tried.headline_before, tried.headline_after)
        )
        st.markdown(view.t("data.headline", before=before, after=after))


def _consequences(tried: Receipt, view: View) -> None:
    changes, t = tried.status_changes, view.t
    if not changes:
        st.markdown(t("data.no_consequences"))
        return
    st.markdown(f"**{t('data.consequences', n=len(changes))}**")
    every, areas = cached.catalogue(view.version), cached.area_names(view.version, view.language)
    st.dataframe(
        [
            {
                t("data.indicator"): indicator_name(every[change.indicator], view.language),
                t("data.area"): areas.get(change.area, change.area),
                t("data.before"): t(f"status.{change.before}"),
                t("data.after"): t(f"status.{change.after}"),
            }
            for change in changes
        ],
        hide_index=True,
        width="stretch",
        key="consequences",
        alt=t("data.consequences", n=len(changes)),
    )
