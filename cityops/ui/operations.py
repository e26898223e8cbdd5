"""The operations page: the program and its store, its copies, and what happened. For administrators."""

from datetime import UTC, datetime

import streamlit as st

from cityops.config import Config
from cityops.errors import CityOpsError
from cityops.operations import backups, reads
from cityops.operations.reads import State
from cityops.operations.rules import Health, Keep
from cityops.store.shelf import Copy
from cityops.ui import cached, happenings
from cityops.ui.html import block, escape, literal, table
from cityops.ui.session import View
from cityops.web import runtime
from cityops.words import dates, numbers

_LISTED = 15
_TOLD = {Health.FAILED: st.error, Health.LATE: st.warning, Health.OFF: st.warning, Health.GOOD: st.success}
_ICONS = {Health.GOOD: ":material/check_circle:"}


def show(view: View) -> None:
    """Draw the page, for those who may read it."""
    st.title(view.t("operations.title"), anchor=False)
    keep = Keep.parse(Config.from_env().backups)
    found = reads.state(runtime.store(), view.actor, keep, datetime.now(UTC))
    st.html(block(escape(view.t("operations.about")), "co-sub"))
    left, right = st.columns([2, 3], gap="medium")
    with left, st.container(border=True, key="card_program"):
        st.header(view.t("operations.program"), anchor=False)
        st.html(block(table((view.t("operations.what"), view.t("operations.value")), rows(found, view))))
    with right, st.container(border=True, key="card_copies"):
        _copies(found, keep, view)
    with st.container(border=True, key="card_happened"):
        happenings.show(view)


def rows(found: State, view: View) -> list[tuple[str, str]]:
    """Return how the program and its store stand, as pairs of words."""
    t = view.t
    said = [
        (t("operations.version"), found.version),
        (t("operations.store"), found.place or t("operations.no_file", engine=found.engine)),
        (t("operations.size"), size(found.size, view)),
        (t("operations.engine"), found.engine),
        (t("operations.schema"), str(found.schema)),
        (t("operations.data_version"), numbers.number(found.data_version, 0, view.language)),
        (t("operations.log"), found.log),
    ]
    return [(name, value) for name, value in said if value]


def size(count: int | None, view: View) -> str:
    """Write a size in bytes as megabytes; nothing where there is none."""
    if count is None:
        return ""
    return view.t("operations.megabytes", n=numbers.number(count / 1e6, 1, view.language))


def _copies(found: State, keep: Keep, view: View) -> None:
    st.header(view.t("operations.copies"), anchor=False)
    _said(view)
    tell = _TOLD.get(found.health, st.info)
    tell(literal(health(found, keep, view)), icon=_ICONS.get(found.health, ":material/info:"))
    if found.copies:
        head = [view.t(f"operations.{name}") for name in ("made_at", "kind", "size", "checked")]
        st.html(block(table(head, [_copy(one, view) for one in found.copies[:_LISTED]])))
    if found.health is not Health.ELSEWHERE and st.button(
        view.t("operations.copy_now"), icon=":material/content_copy:"
    ):
        _make(view)


def _said(view: View) -> None:
    done = st.session_state.pop("copied", None)
    if done:
        st.success(literal(view.t("operations.said_copy", path=done)), icon=":material/check_circle:")


def health(found: State, keep: Keep, view: View) -> str:
    """Say in one or two sentences how the copies stand, and what to do."""
    kept = view.t("operations.kept", daily=keep.daily, weekly=keep.weekly, monthly=keep.monthly)
    said = view.t(f"operations.health_{found.health.value}")
    why = f" {found.failure}" if found.failure else ""
    return f"{said}{why} {kept}" if keep.is_on and found.health is not Health.ELSEWHERE else said + why


def _copy(one: Copy, view: View) -> tuple[str, ...]:
    return (
        dates.moment(one.made_at, cached.settings(view.version).time_zone, view.language),
        kind(one.kind, view),
        size(one.size, view),
        view.t("operations.checked_yes" if one.is_checked else "operations.checked_no"),
    )


def kind(name: str, view: View) -> str:
    """Write the kind of a copy."""
    if name.startswith("upgrade-"):
        _, before, _, after = name.split("-", 3)
        return view.t("operations.kind_upgrade", before=before, after=after)
    return view.t(f"operations.kind_{name}") if name in ("scheduled", "manual") else name


def _make(view: View) -> None:
    try:
        with st.spinner(view.t("operations.copying")):
            path = backups.make(runtime.store(), view.actor, datetime.now(UTC))
    except (CityOpsError, OSError) as error:
        st.error(literal(str(error)), icon=":material/error:")
        return
    st.session_state["copied"] = str(path)
    st.rerun()
