"""Where the city stands on each element, as the newest city-wide wave found it."""

from datetime import datetime

from cityops.assessment import rules
from cityops.assessment.model import Standing, WaveItem
from cityops.operating_model.model import OperatingModel
from cityops.operating_model.rules import in_force
from cityops.ui import cached
from cityops.ui.html import escape, plain_chip
from cityops.ui.session import View
from cityops.words import dates
from cityops.words.catalogue import pick


def of_city(view: View, known: datetime) -> Standing | None:
    """Return where the city of this store stands, by what was known; None before its first answer."""
    return cached.standing(view.version, cached.settings(view.version).city, known)


def level(answer: str, view: View) -> str:
    """Return an answer in words."""
    if answer.isdecimal():
        return view.t("console.level", n=answer)
    return view.t(f"assessment.answer.{answer or 'open'}")


def chips(one: WaveItem | None, view: View) -> str:
    """Return where an element stands and where it should, in pills; '' where nothing is known."""
    if one is None:
        return ""
    said = {"now_is": one.current, "wanted_is": one.ambition}
    return "".join(
        plain_chip(view.t(f"console.{name}", level=level(answer, view)))
        for name, answer in said.items()
        if answer
    )


def verdict(found: Standing, model: OperatingModel, view: View) -> str:
    """Say of which wave it is, how many elements were assessed, and where the gap is widest."""
    t, items, wave = view.t, found.items.values(), found.wave
    counted = rules.summary(items)
    name = pick(view.language, wave.name_en, wave.name_zh)
    if wave.is_illustrative:
        name = t("assessment.command.illustrative", name=name)
    every = len(in_force(model).elements) - counted.not_applicable
    first = t("console.standing.verdict", name=name, on=dates.date(wave.held_on, view.language),
              n=counted.answered, all=every)  # fmt: skip
    return first + ("" if view.language == "zh" else " ") + _gap(found, view)


def _gap(found: Standing, view: View) -> str:
    widest = next(iter(rules.by_gap(found.items.values())), None)
    if widest is None or (rules.gap(widest) or 0) <= 0:
        return view.t("console.standing.no_gap")
    title = pick(view.language, widest.title_en, widest.title_zh)
    now, wanted = (level(answer, view) for answer in (widest.current, widest.ambition))
    return view.t("console.standing.gap", title=title, now=now, wanted=wanted)


def line(view: View, known: datetime) -> str:
    """Return the verdict in a line of its own; '' before the first answer."""
    found, model = of_city(view, known), cached.operating_model(view.version, known)
    if found is None or model is None:
        return ""
    lead = f"<strong>{escape(view.t('frame.operating_model'))}</strong>"
    return f"<p class='co-small co-standing'>{lead} {escape(verdict(found, model, view))}</p>"
