"""One element: what it is for, its question, levels, statements and evidence, and who changed what."""

import streamlit as st

from cityops.access import Duty
from cityops.operating_model import rules
from cityops.operating_model.model import Element, Evidence, Level, OperatingModel, Statement
from cityops.ui import acts, links
from cityops.ui.html import block, escape, literal, picture, plain_chip, unseen
from cityops.ui.operating_model import edit, history
from cityops.ui.operating_model.parts import ELEMENT, chips, code, label, said, source, titled
from cityops.ui.session import View

PLACE = "element"


def show(one: Element, whole: OperatingModel, view: View) -> None:
    """Draw the page of one element."""
    model = rules.in_force(whole)
    _breadcrumb(one, model, view)
    st.title(literal(said(one, "title", view)), anchor=False)
    st.html(block(_head(one, model, view)))
    with st.container(border=True, key="card_levels"):
        st.header(view.t("model.levels"), anchor=False)
        st.html(block(_ladder(whole.levels_of(one.id), model, view)))
    left, right = st.columns([1.6, 1], gap="small")
    with left.container(border=True, key="card_statements", height="stretch"):
        rows = model.statements_of(one.id)
        st.header(view.t("model.statements"), anchor=False)
        st.html(block(_statements(rows, model, view)))
    with right.container(border=True, key="card_evidence", height="stretch"):
        st.header(view.t("model.evidence"), anchor=False)
        st.html(block(_evidence(model.evidence_of(one.id), model, view)))
    with st.container(border=True, key="card_history"):
        st.header(view.t("model.history"), anchor=False)
        st.html(block(history.lines(one, whole, view)))
    acts.said(PLACE)
    if view.actor.may(Duty.MODEL):
        edit.show(one, whole, view, PLACE)
    _neighbours(one, model, view)
    st.html(block(escape(view.t("model.guidance")), "co-small"))


def _breadcrumb(one: Element, model: OperatingModel, view: View) -> None:
    with st.container(horizontal=True, vertical_alignment="center", key="breadcrumb"):
        links.to("operating_model", view.t("model.back"))
        here = [label(model, "facet", one.facet, view), label(model, "component", one.component, view)]
        if one.grouping:
            here.append(label(model, "group", one.grouping, view))
        st.html(block(escape(" › ".join(here)), "co-eyebrow"))


def _head(one: Element, model: OperatingModel, view: View) -> str:
    t = view.t
    found = [plain_chip(code(one.id, view)), chips(one, model, view)]
    if one.clause:
        found.append(plain_chip(t("model.clause", clause=one.clause)))
    if one.is_title_zh_official and view.language == "zh" and not model.is_reworded(one.id):
        found.append(plain_chip(t("model.official")))
    question = said(one, "question", view)
    asked = f"<p class='co-small'>{escape(t('model.question'))}</p><p class='co-asked'>{escape(question)}</p>"
    return f"<p>{escape(said(one, 'purpose', view))}</p><div class='co-chips'>{' '.join(found)}</div>" + (
        f"<div class='co-said co-question'>{asked}</div>" if question else ""
    )


def _ladder(levels: tuple[Level, ...], model: OperatingModel, view: View) -> str:
    rungs = "".join(_rung(one, model, view) for one in levels)
    return f"<ol class='co-ladder'>{rungs}</ol>"


def _rung(one: Level, model: OperatingModel, view: View) -> str:
    name = label(model, "scale", str(one.level), view)
    text = said(one, "text", view)
    words = escape(text) if text else f"<em>{escape(view.t('model.level_missing'))}</em>"
    mine = f" {chips(one, model, view)}" if model.is_reworded(one.id) or one.basis == "city" else ""
    return (
        f"<li><div class='co-rung'><b aria-hidden='true'>{one.level}</b>{picture(steps(one.level, view))}"
        f"{unseen(view.t('model.levels_about', n=one.level))}</div>"
        f"<div><strong>{escape(name)}</strong><p>{words}{mine}</p></div></li>"
    )


def steps(level: int, view: View) -> str:
    """Return five steps that rise, as a drawing; those up to the level are filled."""
    tone = view.tone
    brand = tone.ramp[4] if tone.dark else tone.ramp[5]
    bars = "".join(
        f'<rect x="{1 + 9 * n}" y="{21 - 4 * (n + 1)}" width="7" height="{4 * (n + 1)}" rx="1" '
        f'fill="{brand if n < level else "none"}" stroke="{brand if n < level else tone.sub}"/>'
        for n in range(5)
    )
    return f'<svg xmlns="http://www.w3.org/2000/svg" width="46" height="22">{bars}</svg>'


def _statements(rows: tuple[Statement, ...], model: OperatingModel, view: View) -> str:
    if not rows:
        return escape(view.t("model.no_statements"))
    lines = "".join(_line(one, source(one, model, view), model, view) for one in rows)
    about = escape(view.t("model.statements_about", n=len(rows)))
    return f"<p class='co-small'>{about}</p><ul class='co-list co-lines'>{lines}</ul>"


def _evidence(rows: tuple[Evidence, ...], model: OperatingModel, view: View) -> str:
    if not rows:
        return escape(view.t("model.no_evidence"))
    lines = "".join(_line(one, "", model, view) for one in rows)
    about = escape(view.t("model.evidence_about"))
    return f"<p class='co-small'>{about}</p><ul class='co-list co-lines'>{lines}</ul>"


def _line(one: Statement | Evidence, below: str, model: OperatingModel, view: View) -> str:
    where = f"<p class='co-small'>{below}</p>" if below else ""
    of_ours = isinstance(one, Evidence) and one.basis == "own" and not model.is_reworded(one.id)
    rests_on = "" if of_ours else f" {chips(one, model, view)}"
    key = f"<span class='co-code'>{escape(code(one.id, view))}</span>" if isinstance(one, Statement) else ""
    return f"<li>{key}<div>{escape(said(one, 'text', view))}{rests_on}{where}</div></li>"


def _neighbours(one: Element, model: OperatingModel, view: View) -> None:
    every = [found.id for found in model.elements]
    if one.id not in every:
        return
    here = every.index(one.id)
    with st.container(horizontal=True, horizontal_alignment="distribute", key="neighbours"):
        for name, place in (("previous", here - 1), ("next", here + 1)):
            if 0 <= place < len(every):
                other = model.elements[place]
                said_as = view.t(f"model.{name}", title=titled(other, view))
                links.to("operating_model", literal(said_as), **{ELEMENT: other.id})
