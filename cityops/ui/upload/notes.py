"""What was corrected in the file of an upload, what was left out, and which warnings were accepted."""

from typing import Any

import streamlit as st

from cityops.ui import cached
from cityops.ui.html import block, table
from cityops.ui.session import View
from cityops.web import runtime
from cityops.words import dates, people

_SHOWN = 100


def line(row: dict[str, Any], view: View) -> list[str]:
    """Return what is to be said of an upload beside its counts."""
    found = cached.upload_notes(view.version).get(row["id"])
    if not found:
        return []
    said = {"corrected": "upload.corrected", "left_out": "upload.left_out", "warned": "upload.accepted"}
    return [view.t(key, n=found[name]) for name, key in said.items() if found[name]]


def show(row: dict[str, Any], view: View) -> None:
    """Draw the corrections of an upload, if it has any, when somebody asks for them."""
    found = cached.upload_notes(view.version).get(row["id"])
    if not found or not (found["corrected"] or found["left_out"]):
        return
    asked = st.expander(view.t("upload.corrections"), on_change="rerun", key=f"corrections_{row['id']}")
    if asked.open:
        with asked:
            _table(row, view)


def _table(row: dict[str, Any], view: View) -> None:
    t, zone = view.t, cached.settings(view.version).time_zone
    head = [t("data.line"), t("data.column"), t("upload.old"), t("upload.new"), t("upload.by")]
    rows = runtime.store().rows("ingest/corrections", upload_id=row["id"])
    lines = [
        [
            str(one["line"]),
            one["column_name"] or t("upload.whole_line"),
            one["old_text"],
            one["new_text"] or t("upload.is_left_out"),
            f"{people.shown(one['person'], view.language)}, "
            f"{dates.moment(one['changed_at'], zone, view.language)}",
        ]
        for one in rows[:_SHOWN]
    ]
    st.html(block(table(head, lines)))
