"""The list behind the number, of the city or of one district: outcomes, and under each its targets."""

import streamlit as st

from cityops.progress import sentences
from cityops.progress.assessment import AreaProgress, Assessment, OutcomeProgress, VisionProgress
from cityops.ui import download, links
from cityops.ui.html import block, chip, escape, plain_chip
from cityops.ui.session import View
from cityops.words import numbers
from cityops.words.catalogue import pick


def show(found: VisionProgress, view: View) -> None:
    """Draw one card an outcome, for the area that the address names."""
    area = found.districts.get(st.query_params.get("area", ""), found.city)
    is_city = area is found.city
    if is_city:
        st.title(view.t("indicator.title"), anchor=False)
    else:
        _head(area, view)
    for one in area.outcomes:
        with st.container(border=True, key=f"card_outcome_{one.outcome.id}"):
            _outcome(one, found, view)
    if not is_city:
        st.html(block(escape(view.t("overview.district_inherits")), "co-small"))
    shown = [found.city.area.id, *found.districts] if is_city else [area.area.id]
    name = "targets" if is_city else f"targets_{area.area.id}"
    download.button(view, name, {one.indicator.id: one.indicator for one in area.assessments}.values(), shown)


def _head(area: AreaProgress, view: View) -> None:
    """Draw a district's name, its number, and the ways from it."""
    name = pick(view.language, area.area.name_en, area.area.name_zh) or area.area.code
    with st.container(horizontal=True, vertical_alignment="center", key="breadcrumb"):
        links.to("overview", view.t("frame.overview"))
        links.to("progress", view.t("frame.progress"))
        links.to("map", view.t("frame.map"), district=area.area.id, indicator="headline")
        links.to("compare", view.t("map.compare_district", district=name), area=area.area.id)
    st.title(view.t("indicator.title_area", area=name), anchor=False)
    key = "overview.district_row" if area.headline is not None else "overview.district_too_little"
    shares = {"share": area.headline, "expected": area.expected, "coverage": area.coverage}
    said = view.t(key, **{part: numbers.percent(share, 0, view.language) for part, share in shares.items()})
    st.html(block(f"<p>{escape(said)}</p><div class='co-chips'>{chip(area.status, view)}</div>"))


def _outcome(one: OutcomeProgress, found: VisionProgress, view: View) -> None:
    st.header(pick(view.language, one.outcome.name_en, one.outcome.name_zh), anchor=False)
    said = view.t(
        "indicator.outcome_row" if one.share is not None else "overview.district_too_little",
        share=numbers.percent(one.share, 0, view.language),
        expected=numbers.percent(one.expected, 0, view.language),
        coverage=numbers.percent(one.coverage, 0, view.language),
    )
    st.html(block(f"<p>{escape(said)}</p><div class='co-chips'>{chip(one.status, view)}</div>"))
    for assessment in one.assessments:
        _target(assessment, found, view)


def _target(one: Assessment, found: VisionProgress, view: View) -> None:
    name = sentences.indicator_name(one.indicator, view.language)
    with st.container(horizontal=True, vertical_alignment="center"):
        made_up = plain_chip(view.t("overview.illustrative")) if one.target.is_illustrative else ""
        st.html(
            block(
                f"<p><strong>{escape(name)}</strong></p>"
                f"<p class='co-small'>{escape(sentences.reason(one, view.language))}</p>"
                f"<div class='co-chips'>{chip(one.status, view)}{made_up}</div>"
            ),
            width="stretch",
        )
        where = {} if one.area_id == found.city.area.id else {"area": one.area_id}
        links.to_indicator(one, view.t("indicator.open"), **where)
