"""What rests on an upload, and what it would change to take it back; drawn below it once somebody asks."""

from typing import Any

import streamlit as st

from cityops.access import Duty
from cityops.ingest import lineage, turning
from cityops.ingest.effects import Consequences, OutcomeChange, StatusChange
from cityops.progress.sentences import indicator_name
from cityops.ui import cached, effects
from cityops.ui.html import block, escape, table
from cityops.ui.session import View
from cityops.web import runtime
from cityops.words import numbers

_LISTED = 50


def show(row: dict[str, Any], view: View) -> None:
    """Draw what rests on one upload, folded away.

    Args:
        row: Of `ingest/uploads`.
        view: Who looks, and at what.
    """
    key = f"rests_{row['id']}"
    folded = st.expander(view.t("lineage.title"), icon=":material/account_tree:", on_change="rerun", key=key)
    if folded.open:
        with folded:
            found = _found(row["id"], view)
            _held(found, view)
            _statuses(found, view)
            if view.actor.may(Duty.DATA):
                _turned(row, view)


def _found(upload_id: str, view: View) -> dict[str, Any]:
    store = runtime.store()
    return cached.kept(
        ("rests", upload_id, view.version, view.on, view.names),
        store,
        lambda: lineage.of_upload(store, upload_id, view.on),
    )


def _held(found: dict[str, Any], view: View) -> None:
    every = cached.catalogue(view.version)
    counts = {name: numbers.number(found["counts"][name], 0, view.language) for name in found["counts"]}
    lines = [view.t("lineage.did", **counts)]
    for one in found["holds"]:
        name = indicator_name(every[one["indicator"]], view.language)
        counted = {key: numbers.number(one[key], 0, view.language) for key in ("points", "areas")}
        lines.append(view.t("lineage.holds", indicator=name, **counted))
    if not found["holds"]:
        lines.append(view.t("lineage.holds_nothing"))
    for key in found["derived"]:
        name = indicator_name(every[key], view.language)
        lines.append(view.t("lineage.derived", indicator=name, formula=every[key].source))
    st.html(block("".join(f"<p class='co-small'>{escape(line)}</p>" for line in lines)))


def _statuses(found: dict[str, Any], view: View) -> None:
    if not found["statuses"]:
        st.html(block(escape(view.t("lineage.no_statuses")), "co-small"))
        return
    every, areas = cached.catalogue(view.version), cached.area_names(view.version, view.language)
    head = [view.t(f"lineage.{key}") for key in ("indicator", "area", "status", "by")]
    rows = [
        [
            indicator_name(every[one["indicator"]], view.language),
            areas.get(one["area"], one["area"]),
            view.t(f"status.{one['status']}"),
            view.t(f"lineage.rests.{one['rests']}"),
        ]
        for one in found["statuses"]
    ]
    st.html(block(table(head, rows[:_LISTED])))
    if len(rows) > _LISTED:
        st.html(block(escape(view.t("effects.more", n=len(rows) - _LISTED)), "co-small"))


def _turned(row: dict[str, Any], view: View) -> None:
    """Draw what it would do to take the upload back, or to bring it back."""
    live = row["state"] == "live"
    store = runtime.store()
    turn = turning.undo if live else turning.redo
    said = cached.kept(
        ("turned", row["id"], row["state"], view.version, view.on),
        store,
        lambda: turn(store, view.actor, row["id"], view.on, dry_run=True),
    )
    st.html(block(f"<h3>{escape(view.t('lineage.if_undone' if live else 'lineage.if_redone'))}</h3>"))
    effects.show(_consequences(said), view)


def _consequences(said: dict[str, Any]) -> Consequences:
    return Consequences(
        tuple(StatusChange.of_json(one) for one in said["status_changes"]),
        tuple(OutcomeChange.of_json(one) for one in said["outcome_changes"]),
        said["headline_before"],
        said["headline_after"],
    )
