"""The map page: where? One indicator, or all targets together, in every district, over the years."""

from datetime import date

import streamlit as st

from cityops.indicators.model import Indicator
from cityops.indicators.values import Value, breaks
from cityops.progress import sentences
from cityops.progress.assessment import VisionProgress
from cityops.ui import atlas_measures, atlas_table, cached, explore, links, maps
from cityops.ui.atlas_measures import Shown
from cityops.ui.district_map import district_map
from cityops.ui.html import block, escape, picture
from cityops.ui.maps import Shade
from cityops.ui.session import View, keep_in_address
from cityops.words import dates

HEADLINE = "headline"
MEASURES = ("value", "progress", "change", "class")
OF_HEADLINE = ("progress", "class")
_YEARS = 6


def show(found: VisionProgress, view: View) -> None:
    """Draw the page."""
    every = cached.catalogue(view.version)
    known = [every[key] for key in cached.measured(view.version) if key in every]
    if not known and not found.city.assessments:
        nothing(view)
        return
    with st.container(horizontal=True, vertical_alignment="bottom", key="controls"):
        indicator = _choose_indicator(known, found, view)
        measure = _choose_measure(MEASURES if indicator else OF_HEADLINE, view)
    here = _held(indicator, found, view)
    shown = atlas_measures.of(measure, indicator, here, found, view)
    st.title(shown.title, anchor=False)
    with st.container(border=True, key="card_atlas"):
        _map(_drawing(measure, indicator, shown, found, view), shown, found, view)
        _district(indicator, found, view)
    _year_by_year(measure, indicator, here, found, view)
    explore.show(shown, found, view)
    atlas_table.show(indicator, here, found, view)


def nothing(view: View) -> None:
    """Say that nothing was measured yet, and what to do."""
    st.title(view.t("map.nothing_title"), anchor=False)
    st.html(block(escape(view.t("map.nothing_body"))))
    links.press("data", view.t("map.nothing_link"), ":material/upload_file:")


def _choose_indicator(every: list[Indicator], found: VisionProgress, view: View) -> Indicator | None:
    """Return the indicator that is asked for; None for all targets together."""
    by_id = {one.id: one for one in every}
    targets = [one.indicator.id for one in found.city.assessments]
    first = next((key for key in [*targets, *by_id] if key in by_id), HEADLINE)
    asked = st.query_params.get("indicator", first)
    st.session_state["atlas_indicator"] = asked if asked in by_id or asked == HEADLINE else first
    chosen = st.selectbox(
        view.t("map.indicator"),
        [HEADLINE, *by_id],
        format_func=lambda key: atlas_measures.subject(by_id.get(key), view),
        key="atlas_indicator",
        on_change=lambda: keep_in_address(indicator=st.session_state["atlas_indicator"]),
    )
    return by_id.get(chosen)


def _choose_measure(measures: tuple[str, ...], view: View) -> str:
    asked = st.query_params.get("measure", measures[0])
    st.session_state["atlas_measure"] = asked if asked in measures else measures[0]
    since = dates.date(view.since, view.language)
    st.radio(
        view.t("map.measure"),
        measures,
        format_func=lambda key: view.t(f"map.measure_{key}", since=since),
        key="atlas_measure",
        horizontal=True,
        on_change=lambda: keep_in_address(measure=st.session_state["atlas_measure"]),
    )
    measure: str = st.session_state["atlas_measure"]
    return measure


def _held(indicator: Indicator | None, found: VisionProgress, view: View) -> dict[str, list[Value]]:
    if indicator is None:
        return {}
    values = cached.values(view.version, indicator.id, view.on, view.known)
    return {key: values[key] for key in found.districts if key in values}


def _drawing(
    measure: str, indicator: Indicator | None, shown: Shown, found: VisionProgress, view: View
) -> str:
    """Return the map, drawn once for all who look at the same: the outlines are most of the page's work."""
    key = ("atlas", measure, indicator.id if indicator else HEADLINE, *cached.seen(view))
    areas = [area.area for area in found.districts.values()]
    return cached.kept(key, found, lambda: maps.draw(areas, shown.shades, view.tone))


def _map(drawing: str, shown: Shown, found: VisionProgress, view: View) -> None:
    chosen = st.query_params.get("district", "")
    district_map(
        drawing,
        selected=chosen if chosen in found.districts else None,
        label=view.t("map.measure"),
        on_pick=lambda district: keep_in_address(district=district),
    )
    st.html(block(shown.legend))


def _district(indicator: Indicator | None, found: VisionProgress, view: View) -> None:
    """Draw the choice of a district for the keyboard, and the ways from it."""
    asked = st.query_params.get("district", "")
    st.session_state["atlas_district"] = asked if asked in found.districts else ""
    with st.container(horizontal=True, vertical_alignment="bottom", key="atlas_ways"):
        chosen = st.selectbox(
            view.t("overview.district_pick"),
            ["", *found.districts],
            format_func=lambda key: (
                atlas_measures.name(key, found, view) if key else view.t("overview.district_all")
            ),
            key="atlas_district",
            on_change=lambda: keep_in_address(district=st.session_state["atlas_district"] or None),
        )
        if chosen:
            name = atlas_measures.name(chosen, found, view)
            links.to("progress", view.t("map.open_district", district=name), ":material/route:", area=chosen)
            asked_for = {"indicator": indicator.id} if indicator else {}
            links.to(
                "compare", view.t("map.compare_district", district=name), ":material/compare_arrows:",
                area=chosen, **asked_for,
            )  # fmt: skip


def _year_by_year(
    measure: str,
    indicator: Indicator | None,
    here: dict[str, list[Value]],
    found: VisionProgress,
    view: View,
) -> None:
    folded = st.expander(view.t("map.years"), on_change="rerun", key="years_open")
    if not folded.open:
        return
    with folded:
        of_targets = measure in OF_HEADLINE
        st.html(block(escape(view.t("map.years_targets" if of_targets else "map.years_about")), "co-small"))
        drawn = (
            of_years(measure, indicator, found, view)
            if of_targets or indicator is None
            else multiples(here, found, view)
        )
        st.html(block(f"<div class='co-multiples'>{drawn}</div>"))


def multiples(here: dict[str, list[Value]], found: VisionProgress, view: View) -> str:
    """Return one small map a period, the newest six, all in the same classes."""
    every = [value for values in here.values() for value in values]
    labels = sorted({(value.end, value.label) for value in every})[-_YEARS:]
    shown = {label for _, label in labels}
    ends = breaks([value.value for value in every if value.label in shown])
    drawn = []
    for _, label in labels:
        shades = {
            key: Shade(atlas_measures.position(value.value, ends), "", "", "")
            for key, values in here.items()
            for value in values
            if value.label == label
        }
        drawn.append(_small(shades, sentences.period(label, view.language), found, view))
    return "".join(drawn)


def of_years(measure: str, indicator: Indicator | None, found: VisionProgress, view: View) -> str:
    """Return one small map a reporting date, this one and the same day of the five years before."""
    drawn = []
    for on in sorted(_year_before(view, years) for years in range(_YEARS)):
        then = cached.progress(view.version, on, view.known)
        if then is not None:
            shades = atlas_measures.of(measure, indicator, {}, then, view).shades
            drawn.append(_small(shades, dates.date(on, view.language), then, view))
    return "".join(drawn)


def _year_before(view: View, years: int) -> date:
    day = view.on
    last = 28 if (day.month, day.day) == (2, 29) and years else day.day
    return day.replace(year=day.year - years, day=last)


def _small(shades: dict[str, Shade], title: str, found: VisionProgress, view: View) -> str:
    areas = [area.area for area in found.districts.values()]
    bare = {key: Shade(one.share, "", "", "", one.fill) for key, one in shades.items()}
    small = picture(maps.draw(areas, bare, view.tone, near=5.0))
    return f"<figure>{small}<figcaption>{escape(title)}</figcaption></figure>"
