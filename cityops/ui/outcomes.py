"""The list behind the number, of the city or of one district: outcomes, and under each its targets."""

from collections.abc import Sequence

import streamlit as st

from cityops.progress import sentences
from cityops.progress.assessment import AreaProgress, Assessment, OutcomeProgress, VisionProgress
from cityops.ui import cached, download, hero, links
from cityops.ui.html import block, chip, escape, literal, plain_chip
from cityops.ui.session import View
from cityops.words import numbers
from cityops.words.catalogue import pick

_FIRST = 5
"""Targets of an outcome that are drawn at once; every one with its way in costs an element."""


def show(found: VisionProgress, view: View) -> None:
    """Draw one card an outcome, for the area that the address names."""
    area = found.districts.get(st.query_params.get("area", ""), found.city)
    if area is found.city:
        st.title(sentences.behind(area, view.language), anchor=False)
        said, entries = cached.block(headings, found, view), cached.block(targets, found, view)
    else:
        _head(area, view)
        said, entries = _headings(area, view), _entries(area, view)
    asked = st.query_params.get("target", "")
    if asked:  # a link that was sent outlives its target
        st.warning(literal(view.t("indicator.unknown_target", id=asked)))
    where = {} if area is found.city else {"area": area.area.id}
    for one in area.outcomes:
        with st.container(border=True, key=f"card_outcome_{one.outcome.id}"):
            st.header(pick(view.language, one.outcome.name_en, one.outcome.name_zh), anchor=False)
            st.html(said[one.outcome.id])
            _targets(one, entries, where, view)
    _foot(area, found, view)


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


def _foot(area: AreaProgress, found: VisionProgress, view: View) -> None:
    is_city = area is found.city
    if not is_city:
        st.html(block(escape(view.t("overview.district_inherits")), "co-small"))
    shown = [found.city.area.id, *found.districts] if is_city else [area.area.id]
    name = "targets" if is_city else f"targets_{area.area.id}"
    download.button(view, name, {one.indicator.id: one.indicator for one in area.assessments}.values(), shown)


def _targets(one: OutcomeProgress, entries: dict[str, str], where: dict[str, str], view: View) -> None:
    first, rest = one.assessments[:_FIRST], one.assessments[_FIRST:]
    _list(first, entries, where, view)
    if rest:
        label = view.t("indicator.more_targets", n=len(rest))
        more = st.expander(label, on_change="rerun", key=f"more_{one.outcome.id}")
        if more.open:
            with more:
                _list(rest, entries, where, view)


def _list(some: Sequence[Assessment], entries: dict[str, str], where: dict[str, str], view: View) -> None:
    for one in some:
        with st.container(horizontal=True, vertical_alignment="center"):
            st.html(entries[one.target.id], width="stretch")
            links.to_indicator(one, view.t("indicator.open"), **where)


def headings(found: VisionProgress, view: View) -> dict[str, str]:
    """Return what is said of each outcome of the city, by its id."""
    return _headings(found.city, view)


def targets(found: VisionProgress, view: View) -> dict[str, str]:
    """Return what is said of each target of the city, by its id."""
    return _entries(found.city, view)


def _headings(area: AreaProgress, view: View) -> dict[str, str]:
    return {one.outcome.id: _heading(one, view) for one in area.outcomes}


def _entries(area: AreaProgress, view: View) -> dict[str, str]:
    return {one.target.id: _target(one, view) for one in area.assessments}


def _heading(one: OutcomeProgress, view: View) -> str:
    said = view.t(
        "indicator.outcome_row" if one.share is not None else "overview.district_too_little",
        share=numbers.percent(one.share, 0, view.language),
        expected=numbers.percent(one.expected, 0, view.language),
        coverage=numbers.percent(one.coverage, 0, view.language),
    )
    drawn = hero.bar(one.share, one.expected, one.status.colour(view.tone.dark))
    way = f"<div class='co-bar co-way'>{drawn}</div>" if one.share is not None else ""
    return block(f"<p>{escape(said)}</p>{way}<div class='co-chips'>{chip(one.status, view)}</div>")


def _target(one: Assessment, view: View) -> str:
    name = sentences.indicator_name(one.indicator, view.language)
    made_up = plain_chip(view.t("overview.illustrative")) if one.target.is_illustrative else ""
    return block(
        f"<p><strong>{escape(name)}</strong></p>"
        f"<p class='co-small'>{escape(sentences.reason(one, view.language))}</p>"
        f"<div class='co-chips'>{chip(one.status, view)}{made_up}</div>"
    )
