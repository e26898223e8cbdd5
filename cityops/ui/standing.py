"""Where the city stands with the operating model: beside each element, and as one card of the overview."""

import streamlit as st

from cityops.assessment import rules
from cityops.assessment.model import Standing, WaveItem
from cityops.ui import cached, links
from cityops.ui.html import block, escape, plain_chip
from cityops.ui.pages import PAGES
from cityops.ui.session import View
from cityops.words import dates
from cityops.words.catalogue import pick

_SHOWN = 3
_ARROW = ":material/arrow_forward:"


def chip(item: WaveItem | None, view: View) -> str:
    """Return what the newest wave says of an element, in a pill; '' where it says nothing."""
    return plain_chip(said(item, view)) if item and (item.current or item.ambition) else ""


def said(item: WaveItem, view: View) -> str:
    """Say where an element stands, and where it should."""
    now = _answer(item.current, view)
    if rules.level(item.ambition) is None:
        return now
    return view.t("assessment.standing.both", now=now, level=item.ambition)


def _answer(answer: str, view: View) -> str:
    if rules.level(answer) is not None:
        return view.t("assessment.standing.level", level=answer)
    return view.t(f"assessment.answer.{answer or 'open'}")


def resting(found: Standing, view: View) -> str:
    """Say which wave it is, its day, and whether it is made up."""
    wave = found.wave
    name, on = pick(view.language, wave.name_en, wave.name_zh), dates.date(wave.held_on, view.language)
    key = "illustrative" if wave.is_illustrative else wave.state
    return view.t(f"assessment.standing.{key}", name=name, on=on)


def show(view: View) -> None:
    """Draw the card of the overview; nothing where no wave of the city has an answer."""
    found = cached.standing(view.version, cached.settings(view.version).city, view.known)
    if found is None:
        return
    with st.container(border=True, key="card_standing"):
        st.header(finding(found, view), anchor=False)
        st.html(block(_lines(found, view)))
        _way_on(found, view)


def _way_on(found: Standing, view: View) -> None:
    """Lead to what the wave found; who may not open that, to the elements."""
    if view.actor.may(PAGES["assessment"].opens):
        links.to("assessment", view.t("assessment.standing.results"), _ARROW, wave=found.wave.id)
    else:
        links.to("operating_model", view.t("assessment.standing.all"), _ARROW)


def finding(found: Standing, view: View) -> str:
    """Say how many elements have an answer, and on which level most of them stand."""
    counts = rules.summary(found.items.values())
    asked = view.t("assessment.standing.asked", answered=str(counts.answered), asked=str(counts.asked))
    if not any(counts.levels.values()):
        return asked
    most = max(counts.levels, key=lambda level: counts.levels[level])
    return view.t("assessment.standing.finding", asked=asked, level=most, n=counts.levels[most])


def _lines(found: Standing, view: View) -> str:
    t, counts = view.t, rules.summary(found.items.values())
    heads = [(t("assessment.standing.level", level=level), n) for level, n in counts.levels.items()]
    heads += [
        (t("assessment.answer.unknown"), counts.unknown),
        (t("assessment.answer.not_applicable"), counts.not_applicable),
    ]
    chips = "".join(plain_chip(t("assessment.standing.count", what=what, n=n)) for what, n in heads if n)
    widest = "".join(f"<li>{escape(_gap(one, view))}</li>" for one in _widest(found))
    title = f"<p class='co-sub co-standing'>{escape(t('assessment.standing.widest'))}</p>"
    gaps = f"{title}<ul class='co-standing-gaps'>{widest}</ul>" if widest else ""
    rests = f"<p class='co-small co-standing'>{escape(resting(found, view))}</p>"
    return f"<div class='co-chips'>{chips}</div>{gaps}{rests}"


def _widest(found: Standing) -> list[WaveItem]:
    return [one for one in rules.by_gap(found.items.values()) if (rules.gap(one) or 0) > 0][:_SHOWN]


def _gap(one: WaveItem, view: View) -> str:
    title = pick(view.language, one.title_en, one.title_zh)
    return view.t("assessment.standing.gap", title=title, said=said(one, view))
