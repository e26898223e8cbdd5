"""The last three steps: what changes, what follows from it, and the one button that writes."""

from dataclasses import replace

import streamlit as st

from cityops.access import Actor
from cityops.errors import CityOpsError
from cityops.founding.baselines import freezing
from cityops.ingest import drafts, importing
from cityops.store import Transaction
from cityops.ui import effects, receipt
from cityops.ui.html import block, escape, literal
from cityops.ui.session import keep_in_address
from cityops.ui.upload import stage
from cityops.ui.upload.stage import Stage, go_on
from cityops.web import runtime


def compare(now: Stage) -> None:
    """Draw how the file stands to what is held."""
    receipt.difference(now.receipt, now.view)
    if now.receipt.new or now.receipt.changed:
        go_on(now, "compare")
    else:
        st.info(now.view.t("data.nothing_new"))


def consequences(now: Stage) -> None:
    """Draw which statuses will be others."""
    effects.show(now.receipt.consequences, now.view)
    go_on(now, "consequences")


def commit(now: Stage) -> None:
    """Draw what is accepted, the reason, and the button that writes."""
    t, found = now.view.t, now.receipt
    if not (found.new or found.changed):
        st.info(t("data.nothing_new"))
        return
    lines = [receipt.counts(found, now.view)]
    warned = sum(one.count for one in found.findings if one.severity == "warning")
    left = sum(one.leaves_out for one in found.corrections)
    lines += [t("upload.accepted", n=warned)] if warned else []
    lines += [t("upload.left_out", n=left)] if left else []
    st.html(block("".join(f"<p>{escape(line)}</p>" for line in lines)))
    reason = st.text_input(
        t("data.reason"),
        now.draft.reason,
        key="reason",
        on_change=_keep_reason,
        args=(now.draft.id, now.view.actor),
    )
    is_meant = effects.confirmed(found.consequences, now.view, "confirm")
    if st.button(t("data.commit"), type="primary", icon=":material/save:", disabled=not is_meant):
        _write(now, reason, confirm=is_meant)


def _keep_reason(draft_id: str, actor: Actor) -> None:
    """Keep the reason as soon as it is written."""
    held = drafts.find(runtime.store(), draft_id)
    if held:
        drafts.save(runtime.store(), actor, replace(held, reason=st.session_state["reason"]))


def _write(now: Stage, reason: str, *, confirm: bool) -> None:
    view, draft = now.view, now.draft
    clocks = stage.clocks_of(view)
    freeze = freezing(clocks.today)

    def then(tx: Transaction) -> None:
        freeze(tx)
        drafts.close(tx, draft)

    try:
        done = importing.import_file(
            runtime.store(),
            view.actor,
            draft.file,
            now.data,
            clocks,
            reason=reason,
            then=then,
            reading=draft.reading,
            mapping=draft.mapping,
            care=draft.care,
            confirm=confirm,
        )
    except CityOpsError as error:
        st.error(literal(error.sentence(view.language)), icon=":material/error:")
        return
    keep_in_address(upload=None, step=None)
    st.session_state["said"] = view.t("data.written", **receipt.grouped(done, view))
    st.rerun()
