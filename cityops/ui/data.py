"""The data page: file, checks, consequences, receipt, undo; and the catalogue."""

from collections.abc import Iterable
from html import escape
from typing import Any

import streamlit as st

from cityops.access import SET_UP, Duty
from cityops.errors import CityOpsError
from cityops.indicators.model import Indicator
from cityops.ingest import importing, long
from cityops.progress.sentences import indicator_name
from cityops.ui import cached, overview, rests
from cityops.ui.html import block, literal, plain_chip
from cityops.ui.session import View
from cityops.ui.upload import guide, notes
from cityops.web import runtime
from cityops.words import dates, numbers, people


def show(view: View) -> None:
    """Draw the page, or what to do where there is no city whose data these could be."""
    if not cached.settings(view.version).city:
        overview.empty(view)
        return
    heading(view)
    upload(view)
    uploads(view)
    catalogue(view)


def heading(view: View) -> None:
    """Draw the page's head."""
    st.title(view.t("data.title"), anchor=False)
    st.html(block(escape(view.t("data.about")), "co-sub"))


def upload(view: View) -> None:
    """Draw the form: a file, what was found in it, what it will change, and the button that writes it."""
    if not view.actor.may(Duty.DATA):
        st.info(view.t("data.not_allowed"), icon=":material/lock:")
        return
    said()
    with st.container(border=True, key="card_upload"):
        _downloads(view)
        guide.show(view)


def said() -> None:
    """Say once what the last write or undo did."""
    done = st.session_state.pop("said", None)
    if done:
        st.success(done, icon=":material/check_circle:")


def _downloads(view: View) -> None:
    with st.container(horizontal=True):
        st.download_button(
            view.t("data.template"), long.template(), "template.csv", "text/csv", icon=":material/download:"
        )
        st.download_button(
            view.t("data.catalogue_download"),
            cached.catalogue_csv(view.version, view.language),
            "indicators.csv",
            "text/csv",
            icon=":material/list:",
        )


def uploads(view: View) -> None:
    """Draw the list of uploads, each with its receipt and the button that takes it back."""
    rows = cached.uploads(view.version)
    st.header(view.t("data.uploads", n=len(rows)), anchor=False)
    if not rows:
        st.info(view.t("data.no_uploads"))
    for row in rows[:50]:
        _upload(row, view)


def _upload(row: dict[str, Any], view: View) -> None:
    live = row["state"] == "live"
    with st.container(border=True, key=f"card_upload_{row['id']}"):
        with st.container(horizontal=True, vertical_alignment="center"):
            st.html(_upload_html(row, view), width="stretch")
            if view.actor.may(Duty.DATA):
                label, icon = ("data.undo", ":material/undo:") if live else ("data.redo", ":material/redo:")
                if st.button(view.t(label), icon=icon, key=f"turn_{row['id']}"):
                    _turn(row, live, view)
        notes.show(row, view)
    rests.show(row, view)


def _upload_html(row: dict[str, Any], view: View) -> str:
    zone = cached.settings(view.version).time_zone
    said = view.t(
        "data.upload_row",
        **_grouped({key: row[f"rows_{key}"] for key in ("new", "changed", "same")}, view),
        person=_person(row, view),
        moment=dates.moment(row["uploaded_at"], zone, view.language),
    )
    chips = [view.t(f"data.state_{row['state']}")]
    if row["mode"] != "upsert":
        chips.append(view.t(f"upload.mode.{row['mode']}"))
    reason = f" · {escape(row['reason'])}" if row["reason"] and row["person"] != SET_UP.name else ""
    return (
        f"<div class='co'><strong>{escape(row['file_name'])}</strong> "
        f"{' '.join(map(plain_chip, chips))}"
        f"<p class='co-small'>{escape(said)}{reason}<br>"
        f"{escape(' · '.join([*notes.line(row, view), row['id']]))}</p></div>"
    )


def _person(row: dict[str, Any], view: View) -> str:
    if row["person"] == SET_UP.name:
        return view.t("data.set_up")
    return people.shown(row["person"], view.language)


def _turn(row: dict[str, Any], live: bool, view: View) -> None:
    turn = importing.undo if live else importing.redo
    try:
        done = turn(runtime.store(), view.actor, row["id"], view.on)
    except CityOpsError as error:
        st.error(literal(error.sentence(view.language)), icon=":material/error:")
        return
    key = "data.undone" if live else "data.redone"
    counts = {"closed": done["closed"], "opened": done["opened"]}
    st.session_state["said"] = view.t(key, **_grouped(counts, view))
    st.rerun()


def _grouped(counts: dict[str, int], view: View) -> dict[str, str]:
    return {key: numbers.number(n, 0, view.language) for key, n in counts.items()}


def catalogue(view: View) -> None:
    """Draw the catalogue of all frameworks, with what was checked and what was not."""
    every = cached.catalogue(view.version)
    own = sum(one.framework == "own" for one in every.values())
    if not every:
        return
    title = view.t("data.catalogue", n=len(every) - own, own=own)
    # What is folded away is not made: nobody waits for five hundred rows that nobody asked for.
    folded = st.expander(title, on_change="rerun", key="catalogue_open")
    if folded.open:
        with folded:
            _catalogue(every.values(), view)


def _catalogue(every: Iterable[Indicator], view: View) -> None:
    st.html(block(escape(view.t("data.catalogue_about")), "co-small"))
    asked = st.text_input(view.t("data.search"), key="search").casefold()
    st.dataframe(
        [_row(one, view) for one in every if asked in _searched(one)],
        hide_index=True,
        width="stretch",
        key="catalogue",
        alt=view.t("data.catalogue_about"),
    )


def _searched(one: Indicator) -> str:
    return " ".join(filter(None, (one.id, one.framework, one.name_en, one.name_zh))).casefold()


def _row(one: Indicator, view: View) -> dict[str, str]:
    t = view.t
    direction = {1: "up", -1: "down", 0: "none"}[one.direction]
    return {
        t("data.framework"): t("data.own") if one.framework == "own" else one.framework,
        t("data.code"): one.code,
        t("data.name"): indicator_name(one, view.language),
        t("data.unit"): one.unit_zh if view.language == "zh" else one.unit_en,
        t("data.direction"): t(f"data.direction_{direction}"),
        t("data.verified"): t("data.verified_yes" if one.is_verified else "data.verified_no"),
        t("data.source"): one.source,
    }
