"""The map's content as a table, in any hierarchy, and as a file in the format that the upload takes."""

from typing import Any

import streamlit as st

from cityops.indicators.model import Indicator
from cityops.progress import sentences
from cityops.progress.assessment import AreaProgress, VisionProgress
from cityops.ui import atlas_measures, cached, download
from cityops.ui.atlas_measures import Held
from cityops.ui.session import View, keep_in_address
from cityops.words import dates, numbers


def show(indicator: Indicator | None, here: Held, found: VisionProgress, view: View) -> None:
    """Draw the table under its choice of hierarchy, with its download."""
    folded = st.expander(view.t("map.table"), on_change="rerun", key="atlas_table_open")
    if folded.open:
        with folded:
            groups = _choose_groups(view)
            st.dataframe(
                rows(indicator, here, found, groups, view),
                hide_index=True,
                width="stretch",
                key="atlas_table",
                alt=view.t("map.table"),
            )
    areas = [found.city.area.id, *found.districts]
    if indicator is None:
        download.button(view, "progress", [one.indicator for one in found.city.assessments], areas)
    else:
        download.button(view, indicator.id, [indicator], areas)


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
    indicator: Indicator | None, here: Held, found: VisionProgress, groups: dict[str, str], view: View
) -> list[dict[str, Any]]:
    """Return one row a district, in order of code, grouped where a grouping is asked for."""
    names = cached.area_names(view.version, view.language)
    group, held = view.t("map.table_group"), atlas_measures.rated(indicator, found)
    listed = []
    for key in found.districts:
        row = {view.t("map.table_area"): atlas_measures.name(key, found, view)}
        row |= _measured(key, indicator, here, view) if indicator else {}
        one = held.get(key)
        share = numbers.percent(atlas_measures.share(one) if one else None, 0, view.language)
        row[view.t("map.measure_progress")] = share
        row[view.t("map.measure_class")] = view.t(one.status.key) if one else numbers.ABSENT
        if isinstance(one, AreaProgress):
            row[view.t("overview.table_coverage")] = numbers.percent(one.coverage, 0, view.language)
        listed.append({group: names.get(groups.get(key, ""), "")} | row if groups else row)
    return sorted(listed, key=lambda row: str(row.get(group, "")))


def _measured(key: str, indicator: Indicator, here: Held, view: View) -> dict[str, Any]:
    t, values = view.t, here.get(key)
    moved = atlas_measures.change(values, view) if values else None
    since = dates.date(view.since, view.language)
    return {
        t("map.table_value"): sentences.amount(
            values[-1].value if values else None, indicator, view.language
        ),
        t("map.table_period"): values[-1].label if values else numbers.ABSENT,
        t("map.measure_change", since=since): (
            numbers.ABSENT if moved is None else atlas_measures.said(moved, "change", indicator, view)
        ),
    }
