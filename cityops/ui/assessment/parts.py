"""What the views of a wave share: its name, its questions and answers in the reader's language."""

import streamlit as st

from cityops.assessment import rules
from cityops.assessment.lines import said as said_answer
from cityops.assessment.model import Wave, WaveItem, WholeWave
from cityops.operating_model.model import OperatingModel
from cityops.ui import cached, links
from cityops.ui.html import block, escape, plain_chip
from cityops.ui.operating_model.parts import label
from cityops.ui.session import View
from cityops.words import dates
from cityops.words.catalogue import pick

WAVE, ELEMENT, VIEW = "wave", "element", "view"
"""What names a wave, an element and the score sheet in the address."""

SHEET = "sheet"


def name(wave: Wave, view: View) -> str:
    """Return the name of a wave."""
    return pick(view.language, wave.name_en, wave.name_zh)


def titled(wave: Wave, view: View) -> str:
    """Return name and day of a wave, and that it is made up if it is."""
    key = "wave.named_illustrative" if wave.is_illustrative else "wave.named"
    return view.t(key, name=name(wave, view), on=dates.date(wave.held_on, view.language))


def title(one: WaveItem, view: View) -> str:
    """Return the wording that is assessed, as it was."""
    return pick(view.language, one.title_en, one.title_zh)


def code(one: WaveItem, view: View) -> str:
    """Return the id of a question; what the city added has none that says anything."""
    return view.t("model.own") if one.item_id.startswith("city-") else one.item_id


def named(one: WaveItem, view: View) -> str:
    """Return code and wording of a question, as a sentence says them."""
    return f"{code(one, view)} {title(one, view)}"


def headed(one: WaveItem, view: View) -> str:
    """Return code and wording of a question, as the head of a row."""
    return f"<div><span class='co-code'>{escape(code(one, view))}</span> {escape(title(one, view))}</div>"


def illustrative(wave: Wave, view: View) -> str:
    """Say that a wave is made up, '' for one that is not."""
    if not wave.is_illustrative:
        return ""
    return plain_chip(view.t("wave.illustrative"), view.t("wave.illustrative_about"))


def component(element_id: str, model: OperatingModel, view: View) -> str:
    """Return the component to which an element belongs."""
    found = model.element(element_id)
    return label(model, "component", found.component, view) if found else view.t("wave.gone")


def answered(answer: str, model: OperatingModel, view: View) -> str:
    """Return an answer with the name of its step: '3 Defined across the city'."""
    if rules.level(answer) is None:
        return said_answer(answer, view.language)
    return view.t("wave.step", n=answer, name=label(model, "scale", answer, view))


def confidence(value: str, view: View) -> str:
    """Return how sure the room is."""
    return view.t(f"wave.confidence_of.{value}") if value else view.t("assessment.answer.open")


def chips(wave: Wave, view: View) -> str:
    """Say of a wave what has to be known before its levels are read."""
    t = view.t
    found = [t(f"assessment.state.{wave.state}"), dates.date(wave.held_on, view.language)]
    found += [
        cached.area_names(view.version, view.language).get(wave.area_id, wave.area_id),
        wave.organisation,
        wave.domain and t("wave.domain", domain=wave.domain),
    ]
    shown = "".join(plain_chip(text) for text in found if text)
    return f"<div class='co-chips'>{illustrative(wave, view)}{shown}</div>"


def breadcrumb(whole: WholeWave, view: View, *here: str) -> None:
    """Lead back to the results of the wave."""
    with st.container(horizontal=True, vertical_alignment="center", key="breadcrumb"):
        links.to("assessment", view.t("wave.back"), ":material/arrow_back:", wave=whole.wave.id)
        said = " › ".join((titled(whole.wave, view), *here))
        st.html(block(escape(said), "co-eyebrow"))


def to_workshop(view: View) -> None:
    """Lead to the page where waves are prepared and run."""
    links.to("workshop", view.t("wave.to_workshop"), ":material/groups:")
