"""The last three steps: what changes, what follows from it, and the one button that writes."""

import streamlit as st

from cityops.errors import CityOpsError
from cityops.founding.baselines import freezing
from cityops.ingest import drafts, orders
from cityops.ingest.drafted import import_draft
from cityops.store import Transaction
from cityops.ui import effects, receipt
from cityops.ui.html import block, escape, literal
from cityops.ui.session import keep_in_address
from cityops.ui.upload import mode, rows, stage
from cityops.ui.upload.stage import Stage, go_on


def compare(now: Stage) -> None:
    """Draw how the file stands to what is held, how it is to be taken, and what that does, row by row."""
    st.html(block(f"<h3>{escape(receipt.counts(now.receipt, now.view))}</h3>"))
    mode.show(now)
    rows.show(now)
    if now.stop == "compare":
        return
    if orders.writes(now.draft.mode, now.receipt):
        go_on(now, "compare")
    else:
        st.info(now.view.t("data.nothing_new"))


def consequences(now: Stage) -> None:
    """Draw which statuses will be others."""
    st.html(block(f"<h3>{escape(effects.finding(now.receipt.consequences, now.view))}</h3>"))
    effects.show(now.receipt.consequences, now.view)
    go_on(now, "consequences")


def commit(now: Stage) -> None:
    """Draw what is accepted, the reason, and the button that writes."""
    t, found = now.view.t, now.receipt
    if not orders.writes(now.draft.mode, found):
        st.info(t("data.nothing_new"))
        return
    lines = [mode.sentence(now.draft.mode, now)]
    warned = sum(one.count for one in found.findings if one.severity == "warning")
    left = sum(one.leaves_out for one in found.corrections)
    lines += [t("upload.accepted", n=warned)] if warned else []
    lines += [t("upload.left_out", n=left)] if left else []
    st.html(block("".join(f"<p>{escape(line)}</p>" for line in lines)))
    rows.withdrawn(now)
    reason = st.text_input(
        t("data.reason"),
        now.draft.reason,
        key="reason",
        on_change=stage.keep_reason,
        args=(now.draft.id, now.view.actor),
    )
    is_meant = effects.confirmed(found.consequences, now.view, "confirm")
    if st.button(t("data.commit"), type="primary", icon=":material/save:", disabled=not is_meant):
        _write(now, reason, confirm=is_meant)


def _write(now: Stage, reason: str, *, confirm: bool) -> None:
    view, work = now.view, now.work
    freeze = freezing(work.clocks.today)

    def then(tx: Transaction) -> None:
        freeze(tx)
        drafts.close(tx, now.draft)

    try:
        done = import_draft(work, reason=reason, then=then, confirm=confirm)
    except CityOpsError as error:
        st.error(literal(error.sentence(view.language)), icon=":material/error:")
        return
    keep_in_address(upload=None, step=None)
    st.session_state["said"] = view.t("data.written", counts=receipt.counts(done, view))
    st.rerun()
