"""One element of a wave: what was found, why, what shows it, how it was seen, and what it was before."""

import streamlit as st

from cityops.assessment import rules
from cityops.assessment.model import Evidence, Wave, WaveItem, WholeWave
from cityops.operating_model.model import OperatingModel
from cityops.progress.assessment import Assessment
from cityops.progress.sentences import amount, indicator_name, period
from cityops.ui import cached, links
from cityops.ui.assessment import gaps, moved, parts, votes
from cityops.ui.assessment.drawings import Gap, gap
from cityops.ui.assessment.parts import ELEMENT
from cityops.ui.html import block, chip, escape, literal, picture, plain_chip, table
from cityops.ui.operating_model.parts import label, said
from cityops.ui.session import View
from cityops.words.catalogue import pick
from cityops.words.numbers import ABSENT


def show(one: WaveItem, whole: WholeWave, waves: list[Wave], model: OperatingModel, view: View) -> None:
    """Draw the page of an element."""
    t = view.t
    parts.breadcrumb(whole, view, parts.component(one.element_id, model, view))
    st.title(literal(_finding(one, view)), anchor=False)
    st.html(block(_head(one, whole, model, view)))
    left, right = st.columns([1.5, 1], gap="small")
    with left.container(border=True, key="card_why", height="stretch"):
        st.header(t("wave.why"), anchor=False)
        st.html(block(_why(one, model, view)))
    with right.container(border=True, key="card_evidence", height="stretch"):
        st.header(t("wave.evidence"), anchor=False)
        _evidence(whole.evidence_of(one.item_id), view)
    if whole.tallies_of(one.item_id):
        _votes(one, whole, view)
    with st.container(border=True, key="card_statements"):
        st.header(t("wave.statements"), anchor=False)
        st.html(block(_statements(one, whole, model, view)))
    with st.container(border=True, key="card_history"):
        st.header(t("wave.history"), anchor=False)
        st.html(block(_history(one, whole.wave, waves, model, view)))
    with st.container(border=True, key="card_initiatives"):
        st.header(t("wave.initiatives"), anchor=False)
        st.html(block(escape(t("wave.initiatives_none")), "co-sub"))
    _neighbours(one, whole, view)


def _finding(one: WaveItem, view: View) -> str:
    t = view.t
    name = parts.title(one, view)
    if (step := rules.gap(one)) is not None:
        key = "wave.element_gap" if step > 0 else "wave.element_there"
        return t(key, title=name, now=one.current, wanted=one.ambition)
    if rules.level(one.current) is not None:
        return t("wave.element_level", title=name, now=one.current)
    return t(f"wave.found_as.{one.current or 'open'}", title=name)


def _head(one: WaveItem, whole: WholeWave, model: OperatingModel, view: View) -> str:
    t = view.t
    found = [parts.code(one, view)]
    found += [t(f"wave.how_of.{one.current_how}")] if one.current_how else []
    found += [t("wave.sure", how=parts.confidence(one.confidence, view))] if one.confidence else []
    found += [t("wave.owned", name=one.owner)] if one.owner and view.names else []
    chips = "".join(map(plain_chip, found)) + parts.illustrative(whole.wave, view)
    asked = escape(pick(view.language, one.question_en, one.question_zh))
    question = f"<div class='co-said co-question'><p class='co-asked'>{asked}</p></div>" if asked else ""
    levels = rules.level(one.current), rules.level(one.ambition)
    drawing = picture(gap(Gap(*levels, one.current_low, one.current_high), view.tone), "co-one-gap")
    line = f"{drawing}<p class='co-small'>{escape(gaps.said(one, view))}</p>" if levels[0] else ""
    return f"<div class='co-chips'>{chips}</div>{question}{line}"


def _why(one: WaveItem, model: OperatingModel, view: View) -> str:
    t = view.t
    reason = escape(one.rationale) if one.rationale else f"<em>{escape(t('wave.no_rationale'))}</em>"
    found = [f"<p>{reason}</p>"]
    if one.dissent:
        found.append(f"<h3>{escape(t('wave.dissent'))}</h3><p>{escape(one.dissent)}</p>")
    for key, answer in (("wave.seen_now", one.current), ("wave.seen_then", one.ambition)):
        if described := _described(one, answer, model, view):
            found.append(f"<h3>{escape(t(key, n=answer))}</h3><p>{escape(described)}</p>")
    return "".join(found)


def _described(one: WaveItem, answer: str, model: OperatingModel, view: View) -> str:
    """Return what one would see in a city on a level, in the words of the model."""
    found = next((row for row in model.levels_of(one.element_id) if str(row.level) == answer), None)
    if found is None or not one.is_element:
        return ""
    name, text = label(model, "scale", answer, view), said(found, "text", view)
    return view.t("wave.described", name=name, text=text) if text else name


def _evidence(found: tuple[Evidence, ...], view: View) -> None:
    told = [one for one in found if not one.indicator_id]
    rows = "".join(f"<li><div>{_said_evidence(one)}</div></li>" for one in told)
    if rows:
        st.html(block(f"<ul class='co-list'>{rows}</ul>"))
    linked = [one for one in found if one.indicator_id]
    for one in linked:
        _indicator(one, view)
    if not found:
        st.html(block(escape(view.t("wave.evidence_none")), "co-sub"))


def _said_evidence(one: Evidence) -> str:
    text = f"<p>{escape(one.evidence_text)}</p>" if one.evidence_text else ""
    href = escape(one.link, quote=True)
    link = f"<p><a href='{href}' target='_blank' rel='noopener noreferrer'>{href}</a></p>" if one.link else ""
    return text + link


def _indicator(one: Evidence, view: View) -> None:
    """Say what an indicator shows now, and lead to its target."""
    found = _assessed(one.indicator_id, view)
    named = cached.catalogue(view.version).get(one.indicator_id)
    name = indicator_name(named, view.language) if named else one.indicator_id
    note = f"<p class='co-small'>{escape(one.evidence_text)}</p>" if one.evidence_text else ""
    if found is None:
        said = f"<p>{plain_chip(view.t('wave.no_target'))} <strong>{escape(name)}</strong></p>"
        st.html(block(said + note))
        return
    latest = found.latest
    value = ABSENT if latest is None else amount(latest.value, found.indicator, view.language)
    when = "" if latest is None else f" · {period(latest.label, view.language)}"
    st.html(block(f"<p>{chip(found.status, view)} {escape(value)}{escape(when)}</p>{note}"))
    links.to_indicator(found, literal(name))


def _assessed(indicator_id: str, view: View) -> Assessment | None:
    progress = cached.progress(view.version, view.on, view.known)
    if progress is None:
        return None
    every = (one for outcome in progress.city.outcomes for one in outcome.assessments)
    return next((one for one in every if one.indicator.id == indicator_id), None)


def _votes(one: WaveItem, whole: WholeWave, view: View) -> None:
    with st.container(border=True, key="card_rounds"):
        st.header(view.t("wave.rounds"), anchor=False)
        current = votes.rounds(one, whole, view)
        found = [f"<h3>{escape(view.t('wave.current'))}</h3>{current}"]
        if whole.tallies_of(one.item_id, "ambition"):
            wanted = votes.rounds(one, whole, view, "ambition")
            found.append(f"<h3>{escape(view.t('wave.ambition'))}</h3>{wanted}")
        st.html(block("".join(found)))


def _statements(one: WaveItem, whole: WholeWave, model: OperatingModel, view: View) -> str:
    """Return the statements with their own answers, where the wave asked for them."""
    t = view.t
    asked = [row for row in whole.items if row.element_id == one.element_id and not row.is_element]
    if asked:
        rows = [
            [
                f"{row.item_id} {parts.title(row, view)}",
                parts.answered(row.current, model, view),
                row.rationale,
            ]
            for row in asked
        ]
        return table([t("wave.statement"), t("wave.current"), t("wave.rationale")], rows)
    lines = "".join(
        f"<li><span class='co-code'>{escape(row.id)}</span><div>{escape(said(row, 'text', view))}</div></li>"
        for row in model.statements_of(one.element_id)
    )
    note = f"<p class='co-small'>{escape(t('wave.statements_about'))}</p>"
    return f"{note}<ul class='co-list co-lines'>{lines}</ul>" if lines else escape(t("model.no_statements"))


def _history(one: WaveItem, wave: Wave, waves: list[Wave], model: OperatingModel, view: View) -> str:
    """Return what each wave of the same place found, the newest first."""
    t = view.t
    alike = sorted([wave, *moved.comparable(wave, waves)], key=lambda row: row.held_on, reverse=True)
    rows = []
    for row in alike:
        whole = cached.wave(view.version, row.id, view.written)
        found = whole.item(one.item_id) if whole else None
        if found:
            now, then = (parts.answered(answer, model, view) for answer in (found.current, found.ambition))
            rows.append([parts.titled(row, view), now, then, found.rationale])
    return table([t("wave.wave"), t("wave.current"), t("wave.ambition"), t("wave.rationale")], rows)


def _neighbours(one: WaveItem, whole: WholeWave, view: View) -> None:
    elements = [row for row in whole.items if row.is_element]
    ids = [row.item_id for row in elements]
    if one.item_id not in ids:
        return
    here = ids.index(one.item_id)
    with st.container(horizontal=True, horizontal_alignment="distribute", key="neighbours"):
        for name, place in (("previous", here - 1), ("next", here + 1)):
            if 0 <= place < len(elements):
                other = elements[place]
                shown = view.t(f"model.{name}", title=parts.named(other, view))
                links.to("assessment", literal(shown), **{"wave": whole.wave.id, ELEMENT: other.item_id})
