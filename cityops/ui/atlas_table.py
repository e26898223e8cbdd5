"""The map's content as a table, in any hierarchy, and as a file in the format that the upload takes."""

import csv
import io
from typing import Any

import streamlit as st

from cityops.indicators.model import Indicator
from cityops.indicators.values import Value
from cityops.progress import sentences
from cityops.progress.assessment import VisionProgress
from cityops.ui import cached
from cityops.ui.session import View, keep_in_address
from cityops.words import numbers
from cityops.words.catalogue import pick


def show(indicator: Indicator, here: dict[str, list[Value]], found: VisionProgress, view: View) -> None:
    """Draw the table under its choice of hierarchy, with its download."""
    folded = st.expander(view.t("map.table"), on_change="rerun", key="atlas_table_open")
    if not folded.open:
        return
    with folded:
        groups = _choose_groups(view)
        st.dataframe(
            rows(indicator, here, found, groups, view),
            hide_index=True,
            width="stretch",
            key="atlas_table",
            alt=view.t("map.table"),
        )
        st.download_button(
            view.t("map.download"),
            as_csv(indicator, here),
            f"{indicator.id}.csv",
            "text/csv",
            icon=":material/download:",
        )


def _choose_groups(view: View) -> dict[str, str]:
    """Return the name of each district's part in the hierarchy that is asked for; {} without one."""
    every = cached.hierarchies(view.version)
    standard = cached.settings(view.version).hierarchy
    names = [standard, *sorted(name for name in every if name != standard)]
    asked = st.query_params.get("hierarchy", standard)
    st.session_state["atlas_hierarchy"] = asked if asked in names else standard
    chosen = st.selectbox(
        view.t("map.hierarchy"),
        names,
        format_func=lambda name: _said(name, view),
        key="atlas_hierarchy",
        on_change=lambda: keep_in_address(hierarchy=st.session_state["atlas_hierarchy"]),
    )
    return {} if chosen == standard else every[chosen]


def _said(name: str, view: View) -> str:
    try:
        return view.t(f"map.hierarchy_{name}")
    except KeyError:  # a city's own hierarchy is called what the city calls it
        return name


def rows(
    indicator: Indicator,
    here: dict[str, list[Value]],
    found: VisionProgress,
    groups: dict[str, str],
    view: View,
) -> list[dict[str, Any]]:
    """Return one row a district, in order of code, grouped where a grouping is asked for."""
    names = cached.area_names(view.version, view.language)
    listed = []
    for key, area in found.districts.items():
        latest = here[key][-1] if key in here else None
        row = {
            view.t("map.table_area"): pick(view.language, area.area.name_en, area.area.name_zh),
            view.t("map.table_value"): sentences.amount(
                latest.value if latest else None, indicator, view.language
            ),
            view.t("map.table_period"): latest.label if latest else numbers.ABSENT,
        }
        part = names.get(groups.get(key, ""), "")
        listed.append({view.t("map.table_group"): part} | row if groups else row)
    return sorted(listed, key=lambda row: str(row.get(view.t("map.table_group"), "")))


def as_csv(indicator: Indicator, here: dict[str, list[Value]]) -> str:
    """Return every value up to the reporting date in the format that the upload takes."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow(["area_code", "indicator", "year", "value", "unit", "flag"])
    for area, values in here.items():
        for value in values:
            writer.writerow(
                [area, indicator.id, value.label, repr(value.value), indicator.unit_en, value.flag]
            )
    return text.getvalue()
