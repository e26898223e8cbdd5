"""One value is corrected by hand: which, to what, why; and what follows from it before it is written."""

from datetime import UTC, datetime

import streamlit as st

from cityops.access import Duty
from cityops.errors import CityOpsError
from cityops.founding.baselines import freezing
from cityops.indicators.formula import DERIVED
from cityops.ingest import by_hand
from cityops.ingest.by_hand import Cell
from cityops.ingest.importing import Clocks
from cityops.ingest.model import Receipt
from cityops.progress import sentences
from cityops.progress.assessment import Assessment, Point
from cityops.ui import effects
from cityops.ui.html import block, escape, literal
from cityops.ui.session import View
from cityops.web import runtime
from cityops.words import faults


def show(one: Assessment, view: View) -> None:
    """Draw the form, folded away, for who may write data; a value that is computed cannot be corrected."""
    points = [point for point in reversed(one.trend) if point.upload_number]
    if not points or one.indicator.kind == DERIVED or not view.actor.may(Duty.DATA):
        return
    folded = st.expander(
        view.t("correction.title"), icon=":material/edit:", on_change="rerun", key="correction_open"
    )
    if folded.open:
        with folded:
            _form(one, points, view)


def _form(one: Assessment, points: list[Point], view: View) -> None:
    t, n = view.t, st.session_state.get("corrections_done", 0)  # fresh fields after each
    st.html(block(escape(t("correction.about")), "co-small"))
    if said := st.session_state.pop("correction_said", ""):
        st.success(said, icon=":material/check_circle:")
    point = st.selectbox(
        t("correction.point"),
        points,
        format_func=lambda found: _point(found, one, view),
        key=f"correction_point_{n}",
    )
    value = st.text_input(t("correction.value"), key=f"correction_value_{n}").strip()
    reason = st.text_input(t("correction.reason"), key=f"correction_reason_{n}").strip()
    if not (value and reason):
        return
    cell = Cell(one.indicator.id, one.area_id, point.label, value, point.flag)
    tried = _correct(cell, reason, view, dry_run=True)
    if tried is None:
        return
    effects.show(tried.consequences, view)
    go_on = effects.confirmed(tried.consequences, view, "correction_confirm")
    is_asked = st.button(t("correction.write"), type="primary", disabled=not go_on)
    if is_asked and _correct(cell, reason, view, confirm=go_on):
        st.session_state["corrections_done"] = n + 1
        st.session_state["correction_said"] = t("correction.written")
        st.rerun()


def _point(point: Point, one: Assessment, view: View) -> str:
    value = sentences.amount(point.value, one.indicator, view.language)
    return view.t("correction.is_now", period=sentences.period(point.label, view.language), value=value)


def _correct(
    cell: Cell, reason: str, view: View, *, dry_run: bool = False, confirm: bool = False
) -> Receipt | None:
    """Correct, or say why not."""
    today = datetime.now(UTC).date()
    clocks, then = Clocks(view.on, today), freezing(today)
    try:
        done = by_hand.correct(
            runtime.store(),
            view.actor,
            cell,
            clocks,
            reason=reason,
            then=then,
            dry_run=dry_run,
            confirm=confirm,
        )
    except CityOpsError as error:
        st.error(literal(error.sentence(view.language)), icon=":material/error:")
        return None
    for fault in done.errors:
        said = faults.advice(view.language, found=fault.found, expected=fault.expected, code=fault.code)
        st.error(literal(said), icon=":material/error:")
    return None if done.errors else done
