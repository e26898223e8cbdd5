"""All elements by what they are about: governance, services, data, systems."""

import streamlit as st

from cityops.access import Duty
from cityops.assessment.model import Standing
from cityops.operating_model import as_json, rules
from cityops.operating_model.model import BASES, FACETS, Element, Label, OperatingModel
from cityops.ui import acts, cached, links, standing
from cityops.ui.html import block, escape, literal, plain_chip
from cityops.ui.operating_model import adapt, element
from cityops.ui.operating_model.parts import ELEMENT, about, chips, label, said, titled
from cityops.ui.session import View

PLACE = "model"


def show(view: View) -> None:
    """Draw the element that the address names, or all of them."""
    whole = cached.operating_model(view.version, view.written)
    if whole is None:
        _empty(view)
        return
    model, asked = rules.in_force(whole), st.query_params.get(ELEMENT, "")
    found = (whole if view.actor.may(Duty.MODEL) else model).element(asked)
    if found is not None:
        element.show(found, whole, view)
        return
    if asked:
        st.warning(literal(view.t("model.unknown", id=asked)))
    _home(model, whole, view)


def _empty(view: View) -> None:
    with st.container(border=True, key="card_empty"):
        st.title(view.t("model.empty_title"), anchor=False)
        st.html(block(escape(view.t("model.empty"))))
        if view.actor.may(Duty.SETTINGS):
            links.press("set_up", view.t("model.set_up"), ":material/location_city:")


def _home(model: OperatingModel, whole: OperatingModel, view: View) -> None:
    t = view.t
    found = _standing(view)
    st.title(standing.finding(found, view) if found else t("model.title"), anchor=False)
    rests = f"<p class='co-small'>{escape(standing.resting(found, view))}</p>" if found else ""
    about_it = f"<p class='co-sub'>{escape(t('model.about'))}</p>"
    st.html(block(f"<p>{escape(_finding(model, view))}</p>{about_it}{rests}"))
    for facet, elements in rules.by_facet(model).items():
        if elements:
            _facet(facet, elements, model, found, view)
    if model.of_kind("purpose"):
        _purposes(model, view)
    _legend(model, view)
    st.download_button(
        t("model.download"),
        # Excel takes a file without this mark for one in the system's own encoding.
        lambda: as_json.table(model, t).encode("utf-8-sig"),
        "operating_model.csv",
        "text/csv",
        icon=":material/download:",
        key="download_model",
        on_click="ignore",
    )
    acts.said(PLACE)
    if view.actor.may(Duty.MODEL):
        adapt.show(whole, view, PLACE)


def _standing(view: View) -> Standing | None:
    """Return where the city stands, what was recorded this second included for those who see the draft."""
    return cached.standing(view.version, cached.settings(view.version).city, view.written)


def _finding(model: OperatingModel, view: View) -> str:
    most = max(FACETS, key=lambda facet: len(rules.by_facet(model)[facet]))
    return view.t(
        "model.finding",
        elements=len(model.elements),
        statements=len(model.statements),
        facet=label(model, "facet", most, view),
        n=len(rules.by_facet(model)[most]),
    )


def _facet(
    facet: str, elements: tuple[Element, ...], model: OperatingModel, found: Standing | None, view: View
) -> None:
    t = view.t
    named = next(one for one in model.of_kind("facet") if one.key == facet)
    statements = sum(len(model.statements_of(one.id)) for one in elements)
    with st.container(border=True, key=f"card_model_{facet}"):
        name = said(named, "name", view)
        st.header(
            literal(t("model.facet_finding", facet=name, n=len(elements), all=len(model.elements))),
            anchor=False,
        )
        count = f"<span class='co-key'>{escape(t('model.facet_count', n=statements))}</span>"
        st.html(block(f"<p class='co-sub'>{escape(about(named, view))}{count}</p>"))
        half = -(-len(elements) // 2)
        for place, part in zip(st.columns(2, gap="medium"), (elements[:half], elements[half:]), strict=True):
            with place.container(gap=None):
                for one in part:
                    _entry(one, model, found, view)


def _entry(one: Element, model: OperatingModel, found: Standing | None, view: View) -> None:
    title = titled(one, view)
    count = view.t("model.facet_count", n=len(model.statements_of(one.id)))
    level = standing.chip(found.items.get(one.id) if found else None, view)
    links.to("operating_model", literal(title), **{ELEMENT: one.id})
    st.html(
        block(
            f"<p class='co-on-paper'><strong>{escape(title)}</strong></p>"
            f"<p class='co-small'>{escape(said(one, 'purpose', view))}</p>"
            f"<div class='co-chips'>{level}{plain_chip(count)}{chips(one, model, view)}</div>",
            "co-entry",
        )
    )


def _purposes(model: OperatingModel, view: View) -> None:
    with st.container(border=True, key="card_purposes"):
        st.header(view.t("model.purposes"), anchor=False)
        lists = "".join(_list(model.of_kind(kind), view.t(f"model.{kind}_list"), view)
                        for kind in ("purpose", "issue"))  # fmt: skip
        note = f"<p class='co-small'>{escape(view.t('model.purposes_about'))}</p>"
        st.html(block(f"{note}<div class='co-two'>{lists}</div>"))


def _list(labels: tuple[Label, ...], title: str, view: View) -> str:
    rows = "".join(f"<li>{escape(said(one, 'name', view))}</li>" for one in labels)
    return f"<div><h3>{escape(title)}</h3><ol>{rows}</ol></div>"


def _legend(model: OperatingModel, view: View) -> None:
    """Say what a sentence can rest on, how many rest on it, and what the whole is not."""
    t, counts = view.t, rules.by_basis(model)
    lines = "".join(
        f"<li><div>{_resting(basis, counts[basis], view)}</div></li>" for basis in BASES if counts[basis]
    )
    note = f"<div class='co-said'>{escape(t('model.guidance'))}</div>"
    with st.container(border=True, key="card_basis"):
        st.header(t("model.rests_on"), anchor=False)
        st.html(block(f"{note}<ul class='co-list'>{lines}</ul>"))


def _resting(basis: str, n: int, view: View) -> str:
    t = view.t
    said_of = t("model.basis_line", about=t(f"model.basis_about.{basis}"), count=t("model.facet_count", n=n))
    return f"{plain_chip(t(f'model.basis.{basis}'))} {escape(said_of)}"
