"""What a wave asks, whom, and by which rule a room agrees."""

import streamlit as st

from cityops.assessment import preparation
from cityops.assessment.model import AgreementRule, WholeWave
from cityops.operating_model import rules as model_rules
from cityops.operating_model.model import Element
from cityops.ui import cached, session
from cityops.ui.html import block, escape, literal
from cityops.ui.operating_model.parts import label, titled
from cityops.ui.session import View
from cityops.ui.workshop import acting, stage
from cityops.words import numbers
from cityops.workshop import preparing

_BETWEEN = "|"


def elements(wave: WholeWave, view: View) -> None:
    """Draw the elements by what they are about, those that are asked for marked."""
    whole = cached.operating_model(view.version, view.written)
    if whole is None:
        return
    model, t, wave_id = model_rules.in_force(whole), view.t, wave.wave.id
    chosen = {one.element_id for one in wave.items}
    with st.container(border=True, key="card_elements"):
        st.header(t("console.elements", n=len(chosen)), anchor=False)
        st.html(block(escape(t("console.elements_about")), "co-small"))
        boxes: dict[str, str] = {}
        for facet, there in model_rules.by_facet(model).items():
            st.html(block(f"<h3>{escape(label(model, 'facet', facet, view))}</h3>"))
            boxes |= _facet(there, chosen, wave_id, view)
        st.button(t("console.keep"), key="keep_elements", on_click=_keep_elements, args=(wave_id, boxes))
        _order(wave, view)


def _facet(there: tuple[Element, ...], chosen: set[str], wave_id: str, view: View) -> dict[str, str]:
    """Draw a box for each element; return their keys by id."""
    keys = {one.id: f"element_{one.id}_{wave_id}" for one in there}
    places, half = st.columns(2), -(-len(there) // 2)
    for number, one in enumerate(there):
        places[number // half].checkbox(
            literal(titled(one, view)), one.id in chosen, key=keys[one.id], on_change="ignore"
        )
    return keys


def _keep_elements(wave_id: str, boxes: dict[str, str]) -> None:
    wanted = [one for one, key in boxes.items() if st.session_state.get(key)]
    if wanted:
        acting.do(preparing.choose_elements, wave_id, wanted, done="console.kept")
    else:
        acting.tell("error", literal(session.current().t("assessment.refused.no_questions")))


def _order(wave: WholeWave, view: View) -> None:
    """Draw the order in which the room is asked, and the way to another place in it."""
    t, wave_id = view.t, wave.wave.id
    names = {one.item_id: stage.title(one.item_id, wave, view) for one in wave.items if one.is_element}
    folded = st.expander(t("console.order"), icon=":material/format_list_numbered:", key="wave_order",
                         on_change="rerun")  # fmt: skip
    if len(names) < 2 or not folded.open:
        return
    with folded:
        rows = "".join(f"<li>{escape(name)}</li>" for name in names.values())
        st.html(block(f"<ol>{rows}</ol>"))
        left, middle, right = st.columns([3, 1, 1], vertical_alignment="bottom")
        left.selectbox(
            t("console.order_which"), names, format_func=names.__getitem__, key=f"order_of_{wave_id}"
        )
        middle.number_input(t("console.order_place"), 1, len(names), 1, key=f"order_to_{wave_id}")
        right.button(t("console.order_move"), key="move_element", icon=":material/swap_vert:",
                     on_click=_move, args=(wave_id,))  # fmt: skip


def _move(wave_id: str) -> None:
    picked, place = (st.session_state[f"order_{name}_{wave_id}"] for name in ("of", "to"))
    acting.do(preparing.move_element, wave_id, str(picked), int(place), done="console.kept")


def rule(wave: WholeWave, view: View) -> None:
    """Draw the rule in plain words, and what it is made of while nobody has voted."""
    one, t = wave.wave, view.t
    with st.container(border=True, key="card_rule"):
        st.header(t("console.rule"), anchor=False)
        st.html(block(f"<p>{escape(rule_said(one.rule, view))}</p>", "co-said"))
        if one.state != "draft":
            st.html(block(escape(t("workshop.refused.rule_fixed")), "co-small"))
            return
        first, second, third, fourth = st.columns(4, vertical_alignment="bottom")
        key = f"rule_{{}}_{one.id}".format
        first.number_input(t("console.rule_share"), 51, 100, round(100 * one.rule_share), key=key("share"))
        second.number_input(t("console.rule_within"), 0, 1, one.rule_within, key=key("within"))
        third.number_input(t("console.rule_gap"), 1, 4, one.rule_gap, key=key("gap"))
        fourth.number_input(t("console.rule_rounds"), 1, 5, one.rule_rounds, key=key("rounds"))
        st.button(t("console.keep"), key="keep_rule", on_click=_keep_rule, args=(one.id, one.version))


def rule_said(one: AgreementRule, view: View) -> str:
    """Return the rule as it is declared to the room."""
    share = numbers.percent(one.share, 0, view.language)
    within = view.t(f"projector.say.within_{one.within}")
    return view.t("projector.say.rule", share=share, within=within, gap=one.gap, rounds=one.rounds)


def _keep_rule(wave_id: str, version: int) -> None:
    share, within, gap, rounds = (
        int(st.session_state[f"rule_{name}_{wave_id}"]) for name in ("share", "within", "gap", "rounds")
    )
    declared = AgreementRule(share / 100, within, gap, rounds)
    acting.do(preparing.set_rule, wave_id, version, declared, done="console.kept")


def groups(wave: WholeWave, view: View) -> None:
    """Draw the groups, one a line in both languages: a list can be pasted."""
    t, wave_id = view.t, wave.wave.id
    lines = [f"{one.name_en or ''} {_BETWEEN} {one.name_zh or ''}".strip() for one in wave.groups]
    with st.container(border=True, key="card_groups"):
        st.header(t("console.groups", n=len(wave.groups)), anchor=False)
        st.html(block(escape(t("console.groups_about")), "co-small"))
        key = f"groups_{wave_id}"
        st.text_area(t("console.groups_lines"), "\n".join(lines), height=220, key=key, max_chars=5000)
        known = [(one.id, one.name_en, one.name_zh) for one in wave.groups]
        st.button(t("console.keep"), key="keep_groups", on_click=_keep_groups, args=(wave_id, key, known))


def _keep_groups(wave_id: str, key: str, known: list[tuple[str, str | None, str | None]]) -> None:
    said = [read_line(line) for line in str(st.session_state[key]).splitlines() if line.strip(f" {_BETWEEN}")]
    acting.do(preparation.set_groups, wave_id, with_ids(said, known), done="console.kept")


def read_line(line: str) -> tuple[str | None, str | None]:
    """Return the two names of a group.

    >>> read_line("Private sector | 企业"), read_line("Only English")
    (('Private sector', '企业'), ('Only English', None))
    """
    en, _, zh = (part.strip() for part in line.partition(_BETWEEN))
    return en or None, zh or None


def with_ids(
    said: list[tuple[str | None, str | None]], known: list[tuple[str, str | None, str | None]]
) -> list[tuple[str, str | None, str | None]]:
    """Return groups with the ids that they had: a group is the same where either name is.

    >>> with_ids([("New", None), ("Firms", "企业")], [("a", "Private sector", "企业")])
    [('', 'New', None), ('a', 'Firms', '企业')]
    """
    left, found = list(known), []
    for en, zh in said:
        same = next((one for one in left if (en and en == one[1]) or (zh and zh == one[2])), None)
        if same:
            left.remove(same)
        found.append((same[0] if same else "", en, zh))
    return found
