"""The score sheet: many people write levels, reasons and evidence of one wave at once, without phones."""

from functools import partial

import streamlit as st

from cityops.access import Actor, Duty
from cityops.assessment import answers, reads, rules
from cityops.assessment.model import ANSWERS, CONFIDENCES, Evidence, WaveItem, WholeWave
from cityops.indicators import reads as indicators
from cityops.indicators.model import Indicator
from cityops.operating_model.model import OperatingModel
from cityops.progress.sentences import indicator_name
from cityops.store import Store
from cityops.ui import cached
from cityops.ui.assessment import parts
from cityops.ui.html import block, escape, literal
from cityops.ui.register import editor
from cityops.ui.register.editor import Register, Sheet
from cityops.ui.register.model import (
    ADD,
    CHOICE,
    LIST,
    LONG,
    REMOVE,
    SHORT,
    Choice,
    Column,
    Entry,
    Piece,
    Row,
)
from cityops.ui.session import View
from cityops.web import runtime

EVIDENCE = "evidence"
_KEYS = {"unknown": ("?", "？"), "": ("Delete", "Backspace")}
_LETTERS = {"low": ("l",), "medium": ("m",), "high": ("h",), "": ("Delete", "Backspace")}


def show(whole: WholeWave, model: OperatingModel, view: View) -> None:
    """Draw the sheet of a wave."""
    t, wave = view.t, whole.wave
    parts.breadcrumb(whole, view)
    st.title(literal(t("wave.sheet_title", wave=parts.name(wave, view))), anchor=False)
    st.html(block(f"{parts.chips(wave, view)}<p class='co-sub'>{escape(t('wave.sheet_about'))}</p>"))
    with st.container(border=True, key="card_sheet"):
        editor.show(
            Register(
                key=f"sheet_{wave.id}",
                label=t("wave.sheet_title", wave=parts.name(wave, view)),
                first=t("wave.element"),
                columns=columns(model, view),
                read=partial(standing, wave.id, model, view),
                write=lambda actor, entry: write(runtime.store(), actor, wave.id, entry),
            ),
            view,
        )


def standing(wave_id: str, model: OperatingModel, view: View) -> Sheet:
    """Return what stands now, and not at the page's last full run."""
    version = runtime.store().version
    whole = cached.wave(version, wave_id, view.written)
    is_open = bool(whole and whole.wave.state != "closed" and view.actor.may(Duty.WAVES))
    names = cached.catalogue(version)
    return Sheet(whole, lambda: rows(whole, model, names, view) if whole else (), is_open)


def columns(model: OperatingModel, view: View) -> tuple[Column, ...]:
    """Return what is asked of each element."""
    t = view.t
    levels = tuple(
        Choice(one, parts.answered(one, model, view), _KEYS.get(one, (one,))) for one in ("", *ANSWERS)
    )
    sure = tuple(Choice(one, parts.confidence(one, view), _LETTERS[one]) for one in CONFIDENCES)
    return (
        Column("current", t("wave.current"), CHOICE, t("wave.current_about"), levels),
        Column("ambition", t("wave.ambition"), CHOICE, t("wave.ambition_about"), levels),
        Column("confidence", t("wave.confidence"), CHOICE, t("wave.confidence_about"), sure),
        Column("rationale", t("wave.rationale"), LONG, most=rules.MOST),
        Column("dissent", t("wave.dissent"), LONG, most=rules.MOST),
        *((Column("owner", t("wave.owner"), SHORT, most=rules.MOST),) if view.names else ()),
        Column(EVIDENCE, t("wave.evidence"), LIST, t("wave.evidence_about"), add=t("wave.evidence_add")),
    )


def rows(whole: WholeWave, model: OperatingModel, names: dict[str, Indicator], view: View) -> tuple[Row, ...]:
    """Return the questions of a wave with their answers."""
    return tuple(_row(one, whole, model, names, view) for one in whole.items)


def _row(
    one: WaveItem, whole: WholeWave, model: OperatingModel, names: dict[str, Indicator], view: View
) -> Row:
    said = tuple(_piece(row, names, view) for row in whole.evidence_of(one.item_id))
    hidden = () if view.names else ("owner",)
    return Row(
        id=one.item_id,
        version=one.version,
        code=parts.code(one, view),
        title=parts.title(one, view),
        group=parts.component(one.element_id, model, view),
        values={name: getattr(one, name) for name in rules.SHEET_COLUMNS if name not in hidden},
        pieces={EVIDENCE: said},
        is_part=not one.is_element,
    )


def _piece(one: Evidence, names: dict[str, Indicator], view: View) -> Piece:
    named = names.get(one.indicator_id)
    text = one.evidence_text or (indicator_name(named, view.language) if named else one.indicator_id)
    return Piece(one.id, one.version, text or one.link, one.link)


def write(store: Store, actor: Actor, wave_id: str, entry: Entry) -> int:
    """Write an entry of the sheet; return the version of its row, 0 for evidence.

    A piece of evidence that is there already is not brought twice, and one that is gone is gone.

    Raises:
        CityOpsError: See `answers`.
    """
    if entry.act == ADD:
        return _bring(store, actor, wave_id, entry)
    if entry.act == REMOVE:
        if any(one.id == entry.value for one in _evidence(store, wave_id, entry.row)):
            answers.remove_evidence(store, actor, wave_id, entry.value, entry.base)
        return 0
    return answers.answer(store, actor, wave_id, entry.row, entry.base, {entry.column: entry.value})


def _bring(store: Store, actor: Actor, wave_id: str, entry: Entry) -> int:
    text = link = indicator = ""
    if entry.value.startswith(("https://", "http://")):
        link = entry.value
    elif entry.value in indicators.catalogue(store):
        indicator = entry.value
    else:
        text = entry.value
    there = {(one.evidence_text, one.link, one.indicator_id) for one in _evidence(store, wave_id, entry.row)}
    if (text, link, indicator) not in there:
        answers.add_evidence(store, actor, wave_id, entry.row, text=text, link=link, indicator=indicator)
    return 0


def _evidence(store: Store, wave_id: str, item_id: str) -> tuple[Evidence, ...]:
    whole = reads.whole(store, wave_id)
    return whole.evidence_of(item_id) if whole else ()
