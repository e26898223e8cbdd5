"""The first step: which place it is, in which languages, at which clock."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from functools import cache
from typing import Any
from zoneinfo import available_timezones

import streamlit as st

from cityops.founding import places, proposals
from cityops.founding.changes import change_place
from cityops.founding.draft import form
from cityops.ui.set_up.kept import faults, in_pairs, keep, write
from cityops.ui.set_up.stage import Stage
from cityops.web import runtime
from cityops.words.catalogue import LANGUAGE_NAMES, LANGUAGES

_TEXTS = ("code", "name_en", "name_zh", "currency", "attribution_en", "attribution_zh")


def show(now: Stage) -> None:
    """Draw the form; a city that is there keeps its code."""
    with st.form("set_up_place", border=False):
        values = _fields(now, values_of(now))
        if st.form_submit_button(now.view.t("set_up.save"), type="primary"):
            _save(now, values)


def values_of(now: Stage) -> Mapping[str, Any]:
    """Return what is known of the place, named as in `city.toml`."""
    if now.city is None:
        return now.draft.place
    setting = now.settings
    held = {"name_en": now.city.name_en or "", "name_zh": now.city.name_zh or "", "kind": now.city.kind}
    names = ("time_zone", "currency", "reporting_date", "hierarchy", "attribution_en", "attribution_zh")
    held |= {name: getattr(setting, name) for name in names}
    return held | {"code": now.city.code, "languages": setting.languages.split()}


def _fields(now: Stage, known: Mapping[str, Any]) -> dict[str, Any]:
    t = now.view.t
    cells = in_pairs()

    def text(name: str, **more: Any) -> str:
        said: str = st.text_input(t(f"set_up.field.{name}"), known.get(name, ""), key=f"place_{name}", **more)
        return said

    found: dict[str, Any] = {}
    for name in ("name_en", "name_zh"):
        with next(cells):
            found[name] = text(name)
    with next(cells):
        found["code"] = text("code", help=t("set_up.code_help"), disabled=now.city is not None)
    found["kind"] = next(cells).selectbox(
        t("set_up.field.kind"),
        places.KINDS,
        index=places.KINDS.index(known.get("kind") or "city"),
        format_func=lambda key: t(f"set_up.kind.{key}"),
        key="place_kind",
    )
    with next(cells):
        found["time_zone"] = _zone(now, known)
    found["languages"] = next(cells).multiselect(
        t("set_up.field.languages"),
        LANGUAGES,
        known.get("languages") or list(LANGUAGES),
        format_func=lambda one: LANGUAGE_NAMES[one],
        key="place_languages",
        select_all=False,
        placeholder=t("set_up.choose"),
    )
    with next(cells):
        found["reporting_date"] = _day(now, known)
    with next(cells):
        found["currency"] = text("currency", help=t("set_up.currency_help"))
    for name in ("attribution_en", "attribution_zh"):
        found[name] = text(name, help=t("set_up.attribution_help"))
    return found | {"hierarchy": known.get("hierarchy", "")}


def _zone(now: Stage, known: Mapping[str, Any]) -> str:
    zones = _zones()
    held = known.get("time_zone", "")
    chosen: str | None = st.selectbox(
        now.view.t("set_up.field.time_zone"),
        zones,
        index=zones.index(held) if held in zones else None,
        key="place_time_zone",
        placeholder=now.view.t("set_up.choose"),
        help=now.view.t("set_up.time_zone_help"),
    )
    return chosen or ""


@cache
def _zones() -> list[str]:
    """Return the names of the time zones that belong to a place, and UTC."""
    return [*sorted(one for one in available_timezones() if "/" in one and "Etc/" not in one), "UTC"]


def _day(now: Stage, known: Mapping[str, Any]) -> str:
    held = known.get("reporting_date", "")
    day: date | None = st.date_input(
        now.view.t("set_up.field.reporting_date"),
        date.fromisoformat(held) if held else None,
        format="YYYY-MM-DD",
        min_value=date(1900, 1, 1),
        max_value=date(2200, 12, 31),
        key="place_reporting_date",
        help=now.view.t("set_up.reporting_date_help"),
    )
    return day.isoformat() if day else ""


def _save(now: Stage, values: dict[str, Any]) -> None:
    written = {name: value.strip() if name in _TEXTS else value for name, value in values.items()}
    wrong = proposals.check_place(written)
    if wrong:
        faults(wrong, now.view)
        return
    if now.city is None:
        keep(now, place=written)
        return
    area, settings = places.place(form(written, []))
    here = replace(now.city, name_en=area.name_en, name_zh=area.name_zh, kind=area.kind)
    write(now, lambda: change_place(runtime.store(), now.view.actor, here, settings))
