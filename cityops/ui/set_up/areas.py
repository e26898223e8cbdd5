"""The second step: the areas in the city, with boundaries from GeoJSON, from a list, or both; or none."""

from typing import Any

import streamlit as st

from cityops.founding import drawing, proposals
from cityops.founding.changes import set_boundaries
from cityops.founding.model import SHIFTED, SYSTEMS, DataFile
from cityops.founding.proposals import NAMES, Proposal
from cityops.indicators.model import Area
from cityops.ui import maps
from cityops.ui.html import block, escape, picture, table
from cityops.ui.maps import Shade
from cityops.ui.session import View
from cityops.ui.set_up.kept import count, faults, in_pairs, keep, named, write
from cityops.ui.set_up.place import values_of
from cityops.ui.set_up.stage import Stage, today
from cityops.web import runtime
from cityops.words.catalogue import pick

_MOST_MB = 100
"""What a browser may send; what is read is a fifth of it, and the answer to more says why."""
_LISTED = 200
_CURABLE = {"axis_order": "axis_order", "crossing": "repair", "invalid": "repair"}
"""Faults that a person may decide about, and the option that says so."""


def show(now: Stage) -> None:
    """Draw the two files, what was found in them, and the map that they give."""
    t = now.view.t
    outlines = _file(t("set_up.boundaries_file"), ["geojson", "json"], "set_up_boundaries")
    listed = (
        _file(t("set_up.areas_file"), ["csv", "tsv", "txt"], "set_up_areas") if now.city is None else None
    )
    if not outlines and not listed:
        _nothing(now)
        return
    place = values_of(now)
    with st.spinner(t("set_up.reading")):
        found = _proposed(place, listed, outlines, now)
    _options(found, outlines, listed is None and now.city is None, now)
    if found.faults:
        faults(found.faults, now.view)
        _cures(found, outlines, now.view)
        return
    _found(found, now.view)
    if st.button(t("set_up.take_areas", n=len(found.areas) - 1), type="primary", key="take_areas"):
        _take(found, now)


def _file(label: str, kinds: list[str], key: str) -> DataFile | None:
    chosen = st.file_uploader(label, type=kinds, key=key, max_upload_size=_MOST_MB)
    if chosen is None:
        return None
    st.session_state[f"{key}_id"] = chosen.file_id
    return DataFile(chosen.name, chosen.getvalue())


def _nothing(now: Stage) -> None:
    """Say what the files are, and let a city go on that has no areas."""
    t = now.view.t
    st.html(block(escape(t("set_up.areas_hint")), "co-small"))
    if now.city is None and st.button(t("set_up.no_areas"), key="no_areas"):
        keep(now, areas={"rows": [], "coordinate_system": ""}, outlines={})


def _proposed(place: Any, listed: DataFile | None, outlines: DataFile | None, now: Stage) -> Proposal:
    """Look at the files; once for the same files and the same answers."""
    options = _answers()
    ids = [st.session_state.get(f"set_up_{name}_id") for name in ("boundaries", "areas")]
    key = (ids, bool(listed), bool(outlines), dict(options), now.view.version)
    if st.session_state.get("proposed_key") != key:
        st.session_state["proposed"] = _propose(place, listed, outlines, options, now)
        st.session_state["proposed_key"] = key
    found: Proposal = st.session_state["proposed"]
    return found


def _propose(
    place: Any, listed: DataFile | None, outlines: DataFile | None, options: dict[str, str], now: Stage
) -> Proposal:
    if now.city is None or outlines is None:
        return proposals.propose(place, listed, outlines, options)
    return proposals.for_areas(place, list(now.areas.values()), outlines, options)


def _answers() -> dict[str, str]:
    """Return what was answered about the boundaries, named as in `city.toml`."""
    state = st.session_state
    file = state.get("set_up_boundaries_id", "")
    given = {name: state.get(f"how_{name}_{file}") for name in ("code_property", "coordinate_system", *NAMES)}
    found = {name: str(value) for name, value in given.items() if value is not None}
    if state.get(f"cure_axis_order_{file}"):
        found["axis_order"] = drawing.ORDERS[1]
    if state.get(f"cure_repair_{file}"):
        found["repair"] = "yes"
    return found


def _options(found: Proposal, outlines: DataFile | None, is_alone: bool, now: Stage) -> None:
    """Ask which properties hold what, and in which system the coordinates are."""
    if outlines is None or not found.properties:
        return
    t, file = now.view.t, st.session_state["set_up_boundaries_id"]
    names = ("code_property", *NAMES) if is_alone else ("code_property",)
    held = {"code_property": found.code} | dict(found.names)
    for name, cell in zip(names, in_pairs(), strict=False):
        choices = found.properties if name == "code_property" else ("", *found.properties)
        cell.selectbox(
            t(f"set_up.property_{name}"),
            choices,
            index=choices.index(held.get(name, "")) if held.get(name, "") in choices else None,
            format_func=lambda one: one or t("set_up.nothing"),
            key=f"how_{name}_{file}",
            placeholder=t("set_up.choose"),
        )
    st.selectbox(
        t("set_up.system"), SYSTEMS, key=f"how_coordinate_system_{file}", help=t("set_up.system_help")
    )


def _cures(found: Proposal, outlines: DataFile | None, view: View) -> None:
    """Offer what a person may decide: that axes are exchanged, that outlines are repaired."""
    file = st.session_state.get("set_up_boundaries_id", "")
    offered = dict.fromkeys(_CURABLE[one.code] for one in found.faults if one.code in _CURABLE)
    for name in offered if outlines else ():
        st.button(
            view.t(f"set_up.cure_{name}"),
            key=f"do_{name}",
            on_click=lambda name=name: st.session_state.update({f"cure_{name}_{file}": True}),
        )


def _found(found: Proposal, view: View) -> None:
    """Say what was found and what was put right, and draw it."""
    t, areas = view.t, found.areas[1:]
    drawn = [area for area in areas if area.boundary]
    said = [t("set_up.found_areas", n=count(len(areas), view), drawn=count(len(drawn), view))]
    for key, codes in (
        ("turned", found.turned),
        ("left_out", found.strangers),
        ("no_boundary", found.without),
    ):
        if codes and drawn:
            said.append(t(f"founding.{key}", n=len(codes), codes=named(codes)))
    file = st.session_state.get("set_up_boundaries_id", "")
    said += [t(f"set_up.cured_{name}") for name in ("axis_order", "repair") if _is_cured(name, file)]
    if st.session_state.get(f"how_coordinate_system_{file}") in SHIFTED:
        said.append(t("set_up.shifted", system=st.session_state[f"how_coordinate_system_{file}"]))
    st.html(block("".join(f"<p>{escape(line)}</p>" for line in said)))
    _picture(areas, view)
    with st.expander(t("set_up.areas_table")):
        st.html(block(_table(areas, view)))


def _is_cured(name: str, file: str) -> bool:
    return bool(st.session_state.get(f"cure_{name}_{file}"))


def _picture(areas: tuple[Area, ...], view: View) -> None:
    shades = {area.id: Shade(0.4, "", "", "") for area in areas}
    svg = maps.draw(areas, shades, view.tone)
    if svg:
        st.html(block(f"<div class='co-preview'>{picture(svg)}</div>"))


def _table(areas: tuple[Area, ...], view: View) -> str:
    t = view.t
    head = [t("set_up.field.area_code"), t("data.area"), t("set_up.has_boundary")]
    rows = [
        [
            area.code,
            pick(view.language, area.name_en, area.name_zh) or area.code,
            t("set_up.yes" if area.boundary else "set_up.no"),
        ]
        for area in areas[:_LISTED]
    ]
    return table(head, rows)


def _take(found: Proposal, now: Stage) -> None:
    file = st.session_state.get("set_up_boundaries_id", "")
    system = st.session_state.get(f"how_coordinate_system_{file}", "")
    if now.city is not None:
        shifted = system if system in SHIFTED else ""
        work = lambda: set_boundaries(runtime.store(), now.view.actor, found.outlines, shifted, today())  # noqa: E731
        write(now, work)
        return
    part = {"rows": [dict(row) for row in found.rows], "coordinate_system": system}
    keep(now, areas=part, outlines=dict(found.outlines))
