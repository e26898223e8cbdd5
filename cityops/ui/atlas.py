"""The map page: one indicator in every district: values, change and status, year by year."""

from itertools import pairwise

import streamlit as st

from cityops.indicators.model import Indicator
from cityops.indicators.values import Value, breaks, class_of
from cityops.progress import sentences
from cityops.progress.assessment import Assessment, VisionProgress
from cityops.ui import atlas_table, cached, explore, links, maps
from cityops.ui.district_map import district_map
from cityops.ui.html import block, escape, picture
from cityops.ui.maps import Shade
from cityops.ui.session import View, keep_in_address
from cityops.words import dates, numbers
from cityops.words.catalogue import pick
from cityops.words.status import Status

MEASURES = ("value", "change", "class")
_YEARS = 6


def show(found: VisionProgress, view: View) -> None:
    """Draw the page."""
    every = cached.catalogue(view.version)
    known = [key for key in cached.measured(view.version) if key in every]
    known = known or list(dict.fromkeys(one.indicator.id for one in found.city.assessments))
    if not known:
        nothing(view)
        return
    indicator = _choose_indicator([every[key] for key in known], found, view)
    measure = _choose_measure(view)
    values = cached.values(view.version, indicator.id, view.on, view.known)
    here = {key: values[key] for key in found.districts if key in values}
    st.title(_title(indicator, here, view), anchor=False)
    with st.container(border=True, key="card_atlas"):
        _map(indicator, measure, here, found, view)
    _year_by_year(indicator, here, found, view)
    explore.show(indicator, here, found, view)
    atlas_table.show(indicator, here, found, view)


def nothing(view: View) -> None:
    """Say that nothing was measured yet, and what to do."""
    st.title(view.t("map.nothing_title"), anchor=False)
    st.html(block(escape(view.t("map.nothing_body"))))
    links.press("data", view.t("map.nothing_link"), ":material/upload_file:")


def _choose_indicator(every: list[Indicator], found: VisionProgress, view: View) -> Indicator:
    by_id = {one.id: one for one in every}
    first = found.city.assessments[0].indicator.id if found.city.assessments else every[0].id
    asked = st.query_params.get("indicator", first)
    st.session_state["atlas_indicator"] = asked if asked in by_id else first
    chosen = st.selectbox(
        view.t("map.indicator"),
        by_id,
        format_func=lambda key: sentences.indicator_name(by_id[key], view.language),
        key="atlas_indicator",
        on_change=lambda: keep_in_address(indicator=st.session_state["atlas_indicator"]),
    )
    return by_id[chosen]


def _choose_measure(view: View) -> str:
    asked = st.query_params.get("measure", MEASURES[0])
    st.session_state["atlas_measure"] = asked if asked in MEASURES else MEASURES[0]
    since = dates.date(view.since, view.language)
    st.radio(
        view.t("map.measure"),
        MEASURES,
        format_func=lambda key: view.t(f"map.measure_{key}", since=since),
        key="atlas_measure",
        horizontal=True,
        on_change=lambda: keep_in_address(measure=st.session_state["atlas_measure"]),
    )
    measure: str = st.session_state["atlas_measure"]
    return measure


def _title(indicator: Indicator, here: dict[str, list[Value]], view: View) -> str:
    name = sentences.indicator_name(indicator, view.language)
    latest = [values[-1].value for values in here.values()]
    if not latest:
        return view.t("map.title_none", indicator=name)
    low, high = (sentences.amount(end, indicator, view.language) for end in (min(latest), max(latest)))
    return view.t("map.title", indicator=name, low=low, high=high)


def _map(
    indicator: Indicator, measure: str, here: dict[str, list[Value]], found: VisionProgress, view: View
) -> None:
    shades, legend = shaded(indicator, measure, here, found, view)
    chosen = st.query_params.get("district", "")
    district_map(
        maps.draw([area.area for area in found.districts.values()], shades, view.tone),
        selected=chosen or None,
        label=view.t("map.measure"),
        on_pick=lambda district: keep_in_address(district=district),
    )
    st.html(block(legend))
    if chosen in found.districts:
        area = found.districts[chosen].area
        name = pick(view.language, area.name_en, area.name_zh)
        links.to(
            "progress", view.t("map.open_district", district=name), ":material/arrow_forward:", area=chosen
        )


def shaded(
    indicator: Indicator, measure: str, here: dict[str, list[Value]], found: VisionProgress, view: View
) -> tuple[dict[str, Shade], str]:
    """Return how each district is drawn, and the legend that says what the shades mean."""
    if measure == "class":
        return _by_status(indicator, found, view)
    numbers_of = {
        key: values[-1].value if measure == "value" else _change(values, view) for key, values in here.items()
    }
    known = {key: value for key, value in numbers_of.items() if value is not None}
    ends = breaks(list(known.values()))
    shades = {key: _shade(key, value, ends, indicator, found, view) for key, value in known.items()}
    return shades, _legend(ends, indicator, here, view)


def _shade(
    key: str, value: float, ends: list[float], indicator: Indicator, found: VisionProgress, view: View
) -> Shade:
    area = found.districts[key].area
    name = pick(view.language, area.name_en, area.name_zh)
    about = f"{name}\n{sentences.amount(value, indicator, view.language)}"
    return Shade(_position(value, ends), _short(value, indicator, view), about, "")


def _change(values: list[Value], view: View) -> float | None:
    before = [value.value for value in values if value.end <= view.since]
    return values[-1].value - before[-1] if before and values[-1].end > view.since else None


def _position(value: float, ends: list[float]) -> float:
    """Return the middle of a class's step on the ramp of seven; the palest step is left for nothing."""
    return (class_of(value, ends) + 1.5) / 7


def _short(value: float, indicator: Indicator, view: View) -> str:
    if abs(value) >= 10_000:
        return numbers.compact(value, 0, view.language)
    return numbers.number(value, min(indicator.decimals, 1), view.language)


def _legend(ends: list[float], indicator: Indicator, here: dict[str, list[Value]], view: View) -> str:
    parts = [
        f"<span><i class='co-swatch' style='background:{maps.fill_of((i + 1.5) / 7, view.tone)}'></i> "
        f"{escape(_short(low, indicator, view))} – {escape(_short(high, indicator, view))}</span>"
        for i, (low, high) in enumerate(pairwise(ends))
    ]
    periods = sorted({values[-1].label for values in here.values()})
    said = [
        view.t("map.classes", unit=sentences.unit(indicator, view.language)),
        view.t("map.period", on=dates.date(view.on, view.language), periods=", ".join(periods)),
    ]
    hatch = f"<span><i class='co-hatch'></i> {escape(view.t('map.none'))}</span>"
    return (
        f"<div class='co-legend'>{''.join(parts)}{hatch}</div>"
        f"<p class='co-small' style='margin-top:.4rem'>{escape(' '.join(said))}</p>"
    )


def _by_status(indicator: Indicator, found: VisionProgress, view: View) -> tuple[dict[str, Shade], str]:
    rated: dict[str, Assessment] = {
        key: one
        for key, area in found.districts.items()
        for one in area.assessments
        if one.indicator.id == indicator.id
    }
    if not rated:
        return {}, f"<p>{escape(view.t('map.no_target'))}</p>"
    shades = {}
    for key, one in rated.items():
        area = found.districts[key].area
        about = f"{pick(view.language, area.name_en, area.name_zh)}\n{sentences.reason(one, view.language)}"
        colour = one.status.colour(view.tone.dark) if one.status is not Status.NOT_ASSESSED else ""
        share = None if one.status is Status.NOT_ASSESSED else 1.0
        shades[key] = Shade(share, one.status.glyph, about, "", colour)
    parts = [
        f"<span><i class='co-swatch' style='background:{status.colour(view.tone.dark)}'></i> "
        f"{status.glyph} {escape(view.t(status.key))}</span>"
        for status in Status
        if status is not Status.NOT_ASSESSED
    ]
    hatch = f"<span><i class='co-hatch'></i> {escape(view.t(Status.NOT_ASSESSED.key))}</span>"
    return shades, f"<div class='co-legend'>{''.join(parts)}{hatch}</div>"


def _year_by_year(
    indicator: Indicator, here: dict[str, list[Value]], found: VisionProgress, view: View
) -> None:
    folded = st.expander(view.t("map.years"), on_change="rerun", key="years_open")
    if not folded.open:
        return
    with folded:
        st.html(block(escape(view.t("map.years_about")), "co-small"))
        st.html(block(f"<div class='co-multiples'>{multiples(here, found, view)}</div>"))


def multiples(here: dict[str, list[Value]], found: VisionProgress, view: View) -> str:
    """Return one small map a period, the newest six, all in the same classes."""
    every = [value for values in here.values() for value in values]
    labels = sorted({(value.end, value.label) for value in every})[-_YEARS:]
    shown = {label for _, label in labels}
    ends = breaks([value.value for value in every if value.label in shown])
    areas = [area.area for area in found.districts.values()]
    drawn = []
    for _, label in labels:
        shades = {
            key: Shade(_position(value.value, ends), "", "", "")
            for key, values in here.items()
            for value in values
            if value.label == label
        }
        small = picture(maps.draw(areas, shades, view.tone, near=5.0))
        title = sentences.period(label, view.language)
        drawn.append(f"<figure>{small}<figcaption>{escape(title)}</figcaption></figure>")
    return "".join(drawn)
