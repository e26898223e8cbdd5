"""How a file is taken: three ways, each said in a sentence with what it does to this file."""

from dataclasses import replace
from datetime import date

import streamlit as st

from cityops.access import Actor
from cityops.ingest import drafts, orders
from cityops.progress.sentences import indicator_name
from cityops.ui import cached
from cityops.ui.html import block, escape, table
from cityops.ui.upload.stage import Stage
from cityops.web import runtime
from cityops.words import dates, lists, numbers

_LISTED = 20


def show(now: Stage) -> None:
    """Draw the three ways, and below what the chosen one covers, or why it takes nothing."""
    # The store knows which one holds: another window may have chosen in the meantime.
    st.session_state["mode"] = now.draft.mode
    st.radio(
        now.view.t("upload.mode_asked"),
        orders.MODES,
        format_func=lambda mode: f"**{now.view.t(f'upload.mode.{mode}')}** · {sentence(mode, now)}",
        key="mode",
        on_change=_keep,
        args=(now.draft.id, now.view.actor),
    )
    if now.draft.mode == "replace":
        _scope(now)
    if now.stop == "compare":
        st.error(now.view.t("upload.mode_refused"), icon=":material/error:")


def _keep(draft_id: str, actor: Actor) -> None:
    """Keep the mode as soon as it is chosen."""
    held = drafts.find(runtime.store(), draft_id)
    if held:
        drafts.save(runtime.store(), actor, replace(held, mode=st.session_state["mode"]))


def sentence(mode: str, now: Stage) -> str:
    """Say what a mode does with this file."""
    t = now.view.t
    said = [t(f"upload.does.{name}", n=n) for name, n in orders.does(mode, now.receipt).items()]
    return (
        t("upload.sentence", said=lists.clauses(said, now.view.language))
        if said
        else t("upload.does_nothing")
    )


def _scope(now: Stage) -> None:
    """Draw what the file speaks of: within it, what is held and not in the file is withdrawn."""
    t, scope = now.view.t, now.receipt.scope
    head = [t("data.indicator"), t("upload.scope_areas"), t("upload.scope_from"), t("upload.scope_to")]
    every = cached.catalogue(now.view.version)
    lines = [
        [
            _named(indicator_name(every[one["indicator"]], now.view.language), one),
            numbers.number(one["areas"], 0, now.view.language),
            *(dates.date(date.fromisoformat(one[end]), now.view.language) for end in ("from", "to")),
        ]
        for one in scope[:_LISTED]
    ]
    more = len(scope) - len(lines)
    rest = f"<p class='co-small'>{escape(t('effects.more', n=more))}</p>" if more else ""
    about = f"<p class='co-small'>{escape(t('upload.scope_about'))}</p>"
    st.html(block(f"<h3>{escape(t('upload.scope'))}</h3>{about}{table(head, lines)}{rest}"))


def _named(name: str, one: dict[str, str]) -> str:
    """Return a name with its breakdown and scenario, where it has any."""
    scenario = one["scenario"] if one["scenario"] != "actual" else ""
    return " · ".join(filter(None, (name, one["breakdown"], scenario)))
