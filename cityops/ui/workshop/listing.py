"""All waves with where they are, and the form that begins another one."""

from datetime import UTC, datetime

import streamlit as st

from cityops.access import Duty
from cityops.assessment import reads, rules, writes
from cityops.assessment.model import QUESTION_SETS, NewWave, Wave
from cityops.ui import cached, links
from cityops.ui.html import block, escape, literal, plain_chip
from cityops.ui.session import View, keep_in_address
from cityops.ui.workshop import acting
from cityops.web import runtime
from cityops.words import dates
from cityops.words.catalogue import pick
from cityops.workshop import reads as rooms_read


def show(view: View) -> None:
    """Draw the page where no wave was chosen."""
    found = cached.waves(view.version)
    st.title(finding(found, view), anchor=False)
    st.html(block(f"<p>{escape(view.t('console.about'))}</p>"))
    acting.told()
    rooms = {one.wave_id: one.id for one in rooms_read.rooms(runtime.store()) if one.is_open}
    for one in found:
        _entry(one, rooms.get(one.id, ""), view)
    if not cached.settings(view.version).city:
        st.html(block(escape(view.t("model.empty"))))
        if view.actor.may(Duty.SETTINGS):
            links.press("set_up", view.t("model.set_up"), ":material/location_city:")
        return
    folded = st.expander(
        view.t("console.new"), expanded=not found, icon=":material/add:", key="wave_new", on_change="rerun"
    )
    if folded.open:
        with folded:
            _new(view)


def finding(waves: list[Wave], view: View) -> str:
    """Say which wave is under way, or that none is."""
    running = next((one for one in waves if one.state == "running"), None)
    return view.t("console.running", name=name(running, view)) if running else view.t("console.idle")


def _entry(one: Wave, room_id: str, view: View) -> None:
    t = view.t
    with runtime.store().snapshot() as reader:
        count = rules.summary(reads.items(reader, one.id))
    chips = [
        plain_chip(t(f"assessment.state.{one.state}")),
        plain_chip(dates.date(one.held_on, view.language)),
    ]
    chips += [plain_chip(text) for text in (place(one, view), one.organisation, one.domain) if text]
    chips.append(plain_chip(t("console.answered", n=count.answered, all=count.asked)))
    if one.is_illustrative:
        chips.append(plain_chip(t("overview.illustrative")))
    with st.container(border=True, key=f"card_wave_{one.id}", gap="small"):
        with st.container(horizontal=True, vertical_alignment="center"):
            st.html(block(f"<strong>{escape(name(one, view))}</strong>"), width="stretch")
            if room_id:
                links.to("workshop", t("console.to_room"), ":material/meeting_room:", room=room_id)
            links.to("assessment", t("console.results"), ":material/fact_check:", wave=one.id)
            label = t("console.look" if one.state == "closed" else "console.prepare")
            links.to("workshop", label, ":material/checklist:", wave=one.id)
        st.html(block(f"<div class='co-chips'>{''.join(chips)}</div>"))


def name(one: Wave, view: View) -> str:
    """Return the name of a wave."""
    return pick(view.language, one.name_en, one.name_zh)


def place(one: Wave, view: View) -> str:
    """Return the name of the city or district that a wave is of."""
    return cached.area_names(view.version, view.language).get(one.area_id, one.area_id)


def _new(view: View) -> None:
    """Draw what a wave is begun with; the rest is prepared on its own page."""
    t, names = view.t, cached.area_names(view.version, view.language)
    city = cached.settings(view.version).city
    places = [city, *(one for one in names if one != city)]
    left, right = st.columns(2)
    left.text_input(t("console.name_en"), key="wave_name_en", max_chars=200)
    right.text_input(t("console.name_zh"), key="wave_name_zh", max_chars=200)
    left.selectbox(t("console.area"), places, format_func=lambda one: names.get(one, one), key="wave_area")
    right.date_input(t("console.held_on"), datetime.now(UTC).date(), format="YYYY-MM-DD", key="wave_on")
    left.text_input(t("console.organisation"), key="wave_organisation", help=t("console.organisation_about"))
    right.text_input(t("console.domain"), key="wave_domain", help=t("console.domain_about"))
    st.radio(
        t("console.set"),
        QUESTION_SETS,
        format_func=lambda one: t(f"console.set_is.{one}"),
        key="wave_set",
        horizontal=True,
    )
    st.checkbox(t("console.named"), key="wave_named", help=t("console.named_about"))
    st.button(t("console.create"), type="primary", icon=":material/add:", key="wave_create", on_click=_create)


def _create() -> None:
    said = {key: st.session_state.get(f"wave_{key}") for key in
            ("name_en", "name_zh", "area", "on", "organisation", "domain", "set", "named")}  # fmt: skip
    made = acting.do(
        writes.create_wave,
        NewWave(
            area_id=str(said["area"]),
            held_on=said["on"] or datetime.now(UTC).date(),
            name_en=said["name_en"],
            name_zh=said["name_zh"],
            organisation=said["organisation"] or "",
            domain=said["domain"] or "",
            question_set=str(said["set"] or "short"),
            is_named=bool(said["named"]),
        ),
    )
    if made:
        keep_in_address(wave=made, room=None)


def heading(one: Wave, view: View) -> None:
    """Draw the name of a wave as the page's heading, and what it is of below it."""
    t = view.t
    chips = [
        plain_chip(t(f"assessment.state.{one.state}")),
        plain_chip(dates.date(one.held_on, view.language)),
    ]
    chips += [plain_chip(text) for text in (place(one, view), one.organisation, one.domain) if text]
    chips.append(plain_chip(t(f"console.set_is.{one.question_set}")))
    if one.is_illustrative:
        chips.append(plain_chip(t("projector.say.illustrative")))
    with st.container(horizontal=True, vertical_alignment="center", key="wave_heading"):
        st.title(literal(name(one, view)), anchor=False, width="content")
        st.html(block(f"<div class='co-chips'>{''.join(chips)}</div>"), width="content")
