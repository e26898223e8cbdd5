"""How far an upload is: what was said of it, read from the store, and what a trial found."""

from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import Any

import streamlit as st

from cityops.access import Actor
from cityops.errors import CityOpsError
from cityops.founding.baselines import freezing
from cityops.ingest import correcting, drafts, orders
from cityops.ingest.difference import KINDS, Page
from cityops.ingest.drafted import Work, import_draft
from cityops.ingest.drafts import Draft
from cityops.ingest.frontdoor import Opened, open_file
from cityops.ingest.importing import Clocks
from cityops.ingest.model import Fault, NoTableError, Receipt
from cityops.ui.html import literal
from cityops.ui.session import View, keep_in_address
from cityops.web import runtime

STEPS = ("file", "read", "map", "check", "compare", "consequences", "commit")
_OF_CORRECTIONS = {"stands_otherwise", "no_line", "no_column", "no_good_row"}
_LONG_FILE = 1_000_000
_TRIED = "upload_tried"
LISTED = 200
"""Rows of each kind that a trial brings along."""


@dataclass(frozen=True, slots=True)
class Tried:
    """What a trial found.

    Attributes:
        receipt: What would be done; None where the file cannot be read.
        fault: Why it cannot.
        opened: The file as it is read; None where it cannot.
    """

    receipt: Receipt | None
    fault: Fault | None
    opened: Opened | None


@dataclass(frozen=True, slots=True)
class Stage:
    """One moment of an upload.

    Attributes:
        view: Who looks.
        draft: What was said of it.
        data: The bytes of the file.
        tried: What a trial found.
    """

    view: View
    draft: Draft
    data: bytes
    tried: Tried

    @property
    def receipt(self) -> Receipt:
        """What would be done; only for steps that a file that can be read comes to."""
        assert self.tried.receipt
        return self.tried.receipt

    @property
    def work(self) -> Work:
        """The upload, to be tried or written."""
        return Work(runtime.store(), self.view.actor, self.draft, self.data, clocks_of(self.view))

    @property
    def key(self) -> tuple[object, ...]:
        """What a trial rests on: as long as it is the same, nothing has to be tried again."""
        return _key(self.view, self.draft)

    @property
    def stop(self) -> str:
        """The step at which something has to be done before the upload can be written; '' if nothing has."""
        if self.tried.fault:
            return "check" if self.tried.fault.code in _OF_CORRECTIONS else "read"
        if self.receipt.questions:
            return "map"
        if self.receipt.errors:
            return "check"
        return "compare" if "refuses" in orders.does(self.draft.mode, self.receipt) else ""

    def is_open_to(self, step: str) -> bool:
        """Whether a step can be looked at: nothing before it keeps the upload."""
        if step == "map" and not (self.tried.receipt and self.receipt.columns):
            return False  # a line that is no row says nothing of its columns
        return not self.stop or STEPS.index(step) <= STEPS.index(self.stop)

    @property
    def step(self) -> str:
        """The step that the address names, else the next that needs somebody."""
        asked = st.query_params.get("step", "")
        if asked in STEPS[1:] and self.is_open_to(asked):
            return asked
        warned = not self.stop and any(one.severity == "warning" for one in self.receipt.findings)
        return self.stop or ("check" if warned else "compare")


def read(view: View, draft: Draft) -> Stage:
    """Try the file as it is read, understood and corrected so far; once, as long as nothing changes."""
    key = _key(view, draft)
    held = st.session_state.get(_TRIED)
    if held is None or held[0] != key:
        data = drafts.content(runtime.store(), draft)
        held = st.session_state[_TRIED] = key, data, _try(view, draft, data)
    return Stage(view, draft, held[1], held[2])


def _key(view: View, draft: Draft) -> tuple[object, ...]:
    return draft.id, draft.version, view.version, view.on


def _try(view: View, draft: Draft, data: bytes) -> Tried:
    clocks, bar = clocks_of(view), None
    care = draft.care
    if len(data) > _LONG_FILE:
        bar = st.progress(0.0, view.t("upload.doing_read"))
        care = replace(care, step=lambda name, share: bar.progress(share, view.t(f"upload.doing_{name}")))
    opened = None
    try:
        opened = correcting.apply(open_file(draft.file, data, draft.reading), draft.corrections)
        work = Work(runtime.store(), view.actor, draft, data, clocks)
        page = Page(0, LISTED, KINDS, "change")
        then = freezing(clocks.today)
        receipt = orders.beside_mode(import_draft(work, dry_run=True, then=then, care=care, page=page))
    except NoTableError as error:
        return Tried(None, error.fault, opened)
    finally:
        if bar:
            bar.empty()
    return Tried(receipt, None, opened)


def clocks_of(view: View) -> Clocks:
    """Return the dates that an import of this reader is judged by."""
    return Clocks(view.on, datetime.now(UTC).date())


def turn_to(step: str | None) -> None:
    """Open a step in the next run; None for the one that needs somebody."""
    keep_in_address(step=step)


def keep(now: Stage, step: str | None = None, **said: Any) -> None:
    """Keep what was said, and open a step; say why not where it is refused."""
    try:
        drafts.save(runtime.store(), now.view.actor, replace(now.draft, **said))
    except CityOpsError as error:
        st.error(literal(error.sentence(now.view.language)), icon=":material/error:")
    else:
        turn_to(step)
        st.rerun()


def keep_reason(draft_id: str, actor: Actor) -> None:
    """Keep the reason as soon as it is written; no trial rests on it, so what was found stays found."""
    store = runtime.store()
    held = drafts.find(store, draft_id)
    if held is None:
        return
    before = store.version
    drafts.save(store, actor, replace(held, reason=st.session_state["reason"]))
    (*of, on), *found = st.session_state[_TRIED]
    if of == [draft_id, held.version, before] and store.version == before + 1:  # nobody wrote in between
        st.session_state[_TRIED] = (draft_id, held.version + 1, store.version, on), *found


def go_on(now: Stage, step: str) -> None:
    """Draw the button that opens the step after this one."""
    after = STEPS[STEPS.index(step) + 1]
    label = now.view.t("upload.go_on", step=now.view.t(f"upload.step.{after}"))
    st.button(
        label,
        type="primary",
        icon=":material/arrow_downward:",
        key=f"go_on_{step}",
        on_click=turn_to,
        args=(after,),
    )
