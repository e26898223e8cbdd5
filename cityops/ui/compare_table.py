"""The comparison as tables: everything that the drawings say, with every area named."""

from typing import Any

import streamlit as st

from cityops.comparison import rules, sentences
from cityops.comparison.model import Profile, Strip
from cityops.progress.sentences import amount, indicator_name, period, unit
from cityops.ui.compare_strips import age
from cityops.ui.session import View
from cityops.words import numbers


def of_profile(profile: Profile, view: View) -> None:
    """Draw the profile as a table, once it is opened."""
    folded = st.expander(view.t("compare.table"), on_change="rerun", key="compare_table_open")
    if folded.open:
        with folded:
            st.dataframe(
                [row(strip, profile, view) for strip in profile.strips],
                hide_index=True,
                width="stretch",
                key="compare_table",
                alt=view.t("compare.table"),
            )


def row(strip: Strip, profile: Profile, view: View) -> dict[str, Any]:
    """Return one indicator of the profile."""
    t, language, one = view.t, view.language, strip.indicator
    other, near = sentences.reference(strip, profile, language), strip.similar_difference
    half = [amount(cut, one, language) for cut in (strip.quartiles.low, strip.quartiles.high)]
    return {
        t("compare.indicator"): indicator_name(one, language),
        t("compare.column_unit"): unit(one, language),
        t("compare.column_period"): period(strip.period.label, language),
        t("compare.column_age"): age(strip, view),
        t("compare.column_value"): amount(strip.own, one, language),
        t("compare.column_against"): other,
        t("compare.column_against_value"): amount(strip.against, one, language),
        t("compare.column_difference"): sentences.difference(strip.difference, one, other, language),
        t("compare.column_similar"): amount(strip.similar, one, language),
        t("compare.column_similar_difference"): (
            sentences.difference(near, one, t("compare.alike"), language) if near else numbers.ABSENT
        ),
        t("compare.column_middle_half"): " – ".join(half),
        t("compare.column_areas"): len(strip.values),
    }


def of_values(strip: Strip, profile: Profile, view: View, *, by_value: bool) -> list[dict[str, Any]]:
    """Return one row an area, in order of code or, if asked for, by value."""
    t, language, one = view.t, view.language, strip.indicator
    near = {found.area_id for found in profile.similar.nearest} if profile.similar else set()
    areas = [area for area in profile.peers if area in strip.values]
    if by_value:
        areas.sort(key=lambda area: -strip.values[area])
    areas += [area for area in profile.peers if area not in strip.values]
    own = sentences.area_name(profile, profile.area.id, language)
    return [
        {
            t("compare.column_area"): sentences.area_name(profile, area, language),
            t("compare.column_value"): amount(strip.values.get(area), one, language),
            t("compare.column_period"): period(strip.period.label, language),
            t("compare.column_difference"): _from_own(area, strip, own, view),
            t("compare.column_is_similar"): t("compare.yes") if area in near else t("compare.no"),
        }
        for area in areas
    ]


def _from_own(area: str, strip: Strip, own: str, view: View) -> str:
    if area not in strip.values or strip.values[area] is strip.own:
        return numbers.ABSENT
    found = rules.difference(
        strip.values[area],
        strip.own,
        decimals=strip.indicator.decimals,
        noise=strip.noise,
        spread=strip.spread,
    )
    return sentences.difference(found, strip.indicator, own, view.language)
