"""What those who may change about the model as a whole: own principles, names, modules, what is off."""

import streamlit as st

from cityops.operating_model import writes
from cityops.operating_model.model import FACETS, Module, OperatingModel
from cityops.ui import acts, links
from cityops.ui.html import block, escape, literal
from cityops.ui.operating_model import edit
from cityops.ui.operating_model.parts import ELEMENT, label, said, titled
from cityops.ui.session import View
from cityops.web import runtime

_TITLES = ("title", "purpose", "question")


def show(whole: OperatingModel, view: View, place: str) -> None:
    """Draw the forms, folded until somebody asks for them."""
    t = view.t
    folded = st.expander(t("model.adapt"), icon=":material/edit:", on_change="rerun", key="model_adapt_open")
    if not folded.open:
        return
    with folded:
        st.html(block(escape(t("model.adapt_about")), "co-small"))
        for module in whole.modules:
            _module(module, view, place)
        _off(whole, view)
        _principle(whole, view, place)
        _names(whole, view, place)


def _module(module: Module, view: View, place: str) -> None:
    t = view.t
    wanted = st.toggle(t(f"model.module_{module.id}"), module.is_on, help=t("model.module_about"),
                       key=f"module_{module.id}_{module.version}")  # fmt: skip
    if wanted != module.is_on:
        acts.act(view, place, lambda: _switched(module, wanted, view))


def _switched(module: Module, wanted: bool, view: View) -> list[str]:
    writes.change(runtime.store(), view.actor, module.id, module.version, {"is_on": wanted})
    return [view.t("model.module_switched_on" if wanted else "model.module_switched_off")]


def _off(whole: OperatingModel, view: View) -> None:
    """Lead to the elements that are switched off, which no list shows."""
    for one in whole.elements:
        if not one.is_active:
            said_as = f"{titled(one, view)} ({view.t('model.switched_off')})"
            links.to("operating_model", literal(said_as), **{ELEMENT: one.id})


def _principle(whole: OperatingModel, view: View, place: str) -> None:
    t, n = view.t, st.session_state.setdefault("model_added", 0)
    key = f"principle_{n}"
    with st.form(key, border=False):
        st.subheader(t("model.add_principle"), anchor=False)
        values = edit.texts(_TITLES, key, view)
        facet = st.selectbox(
            t("model.field_facet"),
            FACETS,
            format_func=lambda one: label(whole, "facet", one, view),
            key=f"facet_{key}",
        )
        reason = st.text_input(t("model.reason"), key=f"reason_{key}")
        if st.form_submit_button(t("model.add"), icon=":material/add:"):
            edit.added(
                lambda: writes.add_principle(runtime.store(), view.actor, values, facet, reason), view, place
            )


def _names(whole: OperatingModel, view: View, place: str) -> None:
    t = view.t
    st.subheader(t("model.names"), anchor=False)
    there = {one.id: one for one in whole.labels if one.kind != "source"}
    picked = st.selectbox(
        t("model.label_pick"),
        there,
        index=None,
        format_func=lambda key: (
            f"{t(f'model.label_kind.{there[key].kind}')}: {said(there[key], 'name', view)}"
        ),
        placeholder=t("model.label_pick"),
        label_visibility="collapsed",
        key="model_label",
    )
    if picked:
        edit.change(there[picked], whole, view, place)
