"""The editor as a part of a page: draws what stands and writes what was typed, once a second."""

import json
from collections.abc import Callable
from dataclasses import asdict, dataclass
from hashlib import blake2b
from pathlib import Path
from typing import Any

import streamlit as st

from cityops.access import Actor
from cityops.errors import StoreError
from cityops.ui import cached, identity
from cityops.ui.html import literal
from cityops.ui.register import outbox
from cityops.ui.register.model import Column, Entry, Objection, Row
from cityops.ui.register.outbox import Outbox
from cityops.ui.session import View

_FOLDER = Path(__file__).parent.parent / "components"
_WORDS = ("saved", "sending", "clashes", "closed", "clash", "keep", "take", "drop", "remove")
_component = st.components.v2.component(
    "cityops_register",
    html='<div class="register"></div>',
    css=(_FOLDER / "register.css").read_text("utf-8"),
    js=(_FOLDER / "register.js").read_text("utf-8"),
)


@dataclass(frozen=True, slots=True)
class Sheet:
    """What stands in a register now.

    Attributes:
        source: What it was made of; while it is the same object, nothing is made anew.
        is_open: Whether anything may be written; else the cells are plain text.
    """

    source: object
    rows: Callable[[], tuple[Row, ...]]
    is_open: bool


@dataclass(frozen=True, slots=True)
class Register:
    """A register that people edit together.

    Attributes:
        key: Names it in the session; letters, digits and underscores.
        label: Of the table, for screen readers.
        first: Heading of the column that names the rows.
        read: Returns what stands now; called once a second by each who looks, so it has to be cheap.
        write: Writes an entry, in somebody's name; see `outbox.Write`.
    """

    key: str
    label: str
    first: str
    columns: tuple[Column, ...]
    read: Callable[[], Sheet]
    write: Callable[[Actor, Entry], int]


def show(register: Register, view: View) -> None:
    """Draw a register and keep it live."""
    _live(register, _declared(register, view), _place(register, view), view)


@st.fragment(run_every=1.0)
def _live(register: Register, declared: str, place: str, view: View) -> None:
    box = st.session_state.setdefault(f"{register.key}_box", Outbox())
    state: Any = st.session_state.get(register.key)
    waiting = outbox.entries(state.get("outbox") if state else None, box.ack)
    if waiting:
        _write(register, box, waiting, view)
    sheet = register.read()
    made = cached.kept(
        ("register", register.key, view.language, sheet.is_open), sheet.source, lambda: told(sheet)
    )
    _component(
        key=register.key,
        data={
            "ack": box.ack,
            "answers": [_answer(one) for one in box.objections],
            "fixed": declared,
            "sheet": made,
            "key": place,
        },
        on_outbox_change=lambda: None,
    )


def _write(register: Register, box: Outbox, waiting: list[Entry], view: View) -> None:
    actor = identity.actor()  # not that of the last run: a fragment outlives a role that was taken back
    try:
        outbox.settle(box, waiting, lambda entry: register.write(actor, entry), view.language)
    except StoreError as error:
        st.error(literal(error.sentence(view.language)), icon=":material/error:")


def told(sheet: Sheet) -> str:
    """Return the rows as the browser reads them."""
    return json.dumps(
        {"open": sheet.is_open, "rows": [asdict(row) for row in sheet.rows()]}, ensure_ascii=False
    )


def _answer(one: Objection) -> dict[str, object]:
    return {"seq": one.seq, "clash": one.is_clash, "sentence": one.sentence}


def _declared(register: Register, view: View) -> str:
    return json.dumps(
        {
            "label": register.label,
            "first": register.first,
            "columns": [asdict(column) for column in register.columns],
            "words": {name: _template(view.t, name) for name in _WORDS},
        },
        ensure_ascii=False,
    )


def _template(t: Callable[..., str], name: str) -> str:
    """Return a sentence whose places the browser fills."""
    return t(f"register.{name}", n="{n}", yours="{yours}", theirs="{theirs}")


def _place(register: Register, view: View) -> str:
    """Name where a tab keeps what was typed and not taken: nobody else's who signs in there later."""
    whose = f"{register.key} {view.actor.name} {view.actor.role.value}"
    return blake2b(whose.encode(), digest_size=12).hexdigest()
