"""The districts: a map that finds, a list that reads, and one district when it is picked."""

from typing import Any

import streamlit as st

from cityops.progress import sentences
from cityops.progress.assessment import AreaProgress, VisionProgress
from cityops.ui import cached, html, maps
from cityops.ui.district_map import district_map
from cityops.ui.html import block, chip, escape, item
from cityops.ui.maps import Shade
from cityops.ui.session import View, keep_in_address
from cityops.words import lists, numbers
from cityops.words.catalogue import pick

_NAMED = 4


def picked(found: VisionProgress) -> AreaProgress | None:
    """Return the district that the address names, if there is one of that id."""
    return found.districts.get(st.query_params.get("district", ""))


def show(found: VisionProgress, view: View) -> None:
    """Draw the finding, the map with its legend, the choice for the keyboard, and the same as a table."""
    chosen = picked(found)
    st.header(finding(found, view), anchor=False)
    district_map(
        cached.block(drawing, found, view),
        selected=chosen.area.id if chosen else None,
        label=view.t("overview.map_about"),
        on_pick=_pick,
    )
    st.html(cached.block(legend, found, view))
    _choice(found, view, chosen)
    with st.expander(view.t("overview.table")):
        st.html(cached.block(table, found, view))


def _pick(district: str | None) -> None:
    keep_in_address(district=district)


def _choice(found: VisionProgress, view: View, chosen: AreaProgress | None) -> None:
    ids = ["", *found.districts]
    st.session_state["district"] = chosen.area.id if chosen else ""
    st.selectbox(
        view.t("overview.district_pick"),
        ids,
        format_func=lambda key: name(found.districts[key], view) if key else view.t("overview.district_all"),
        key="district",
        on_change=lambda: keep_in_address(district=st.session_state["district"] or None),
    )


def name(area: AreaProgress, view: View) -> str:
    """Return a district's name in the reader's language."""
    return pick(view.language, area.area.name_en, area.area.name_zh) or area.area.code


def finding(found: VisionProgress, view: View) -> str:
    """Say which districts are off track; no ranking, no more than four names."""
    rated = [area for area in found.districts.values() if area.headline is not None]
    off = [name(area, view) for area in rated if area.status.value == "off_track"]
    if not rated:
        return view.t("overview.districts_none")
    if not off:
        return view.t("overview.districts_good")
    shown = off[:_NAMED] if len(off) <= _NAMED else [*off[:_NAMED], "…"]
    return view.t("overview.districts_off", n=len(off), names=lists.join(shown, view.language))


def drawing(found: VisionProgress, view: View) -> str:
    """Return the map."""
    shades = {key: _shade(area, view) for key, area in found.districts.items()}
    return maps.draw((area.area for area in found.districts.values()), shades, view.tone)


def _shade(area: AreaProgress, view: View) -> Shade:
    share = numbers.percent(area.headline, 0, view.language)
    about = f"{name(area, view)}\n{view.t(area.status.key)} · {share}"
    label = share.removesuffix("%") if area.headline is not None else ""
    return Shade(area.headline, label, about, area.status.glyph)


def legend(found: VisionProgress, view: View) -> str:
    """Return the ramp with its ends, what is hatched, and what can be done."""
    del found
    ramp = "".join(f"<span style='background:{colour}'></span>" for colour in view.tone.ramp)
    low, high = (numbers.percent(share, 0, view.language) for share in (0, 1))
    return block(
        f"<div class='co-legend'><span>{low}</span><span class='co-ramp'>{ramp}</span><span>{high}</span>"
        f"<span><i class='co-hatch'></i> {escape(view.t('overview.map_none'))}</span>"
        f"<span>{escape(view.t('overview.map_hint'))}</span></div>"
    )


def table(found: VisionProgress, view: View) -> str:
    """Return the map's content as a table, in order of code."""
    t, language = view.t, view.language
    head = [t(f"overview.table_{key}") for key in ("district", "status", "share", "expected", "coverage")]
    rows = [
        [name(area, view), t(area.status.key), *(numbers.percent(share, 0, language) for share in shares)]
        for area in found.districts.values()
        for shares in [(area.headline, area.expected if area.headline is not None else None, area.coverage)]
    ]
    return block(html.table(head, rows))


def detail(area: AreaProgress, view: View) -> None:
    """Draw one district: its number, and each target that applies to it."""
    st.header(name(area, view), anchor=False)
    st.html(_detail(area, view))


def _detail(area: AreaProgress, view: View) -> str:
    percent: dict[str, Any] = {
        "share": numbers.percent(area.headline, 0, view.language),
        "expected": numbers.percent(area.expected, 0, view.language),
        "coverage": numbers.percent(area.coverage, 0, view.language),
    }
    key = "overview.district_row" if area.headline is not None else "overview.district_too_little"
    rows = "".join(
        item(
            one.status,
            view,
            sentences.indicator_name(one.indicator, view.language),
            [sentences.reason(one, view.language)],
        )
        for one in area.assessments
    )
    return block(
        f"<p>{escape(view.t(key, **percent))}</p><div class='co-chips'>{chip(area.status, view)}</div>"
        f"<ul class='co-list' style='margin-top:.9rem'>{rows}</ul>"
        f"<p class='co-small' style='margin-top:.9rem'>{escape(view.t('overview.district_inherits'))}</p>"
    )
