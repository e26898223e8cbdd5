"""The answer first: how far the city is, how far it should be, and how sure that is."""

import streamlit as st

from cityops.progress import sentences
from cityops.progress.assessment import OutcomeProgress, VisionProgress
from cityops.ui import cached, release
from cityops.ui.html import block, chip, escape, plain_chip, shape, unseen
from cityops.ui.session import View
from cityops.words import numbers
from cityops.words.catalogue import pick


def show(found: VisionProgress, view: View) -> None:
    """Draw the card."""
    with st.container(border=True, key="card_hero"):
        left, right = st.columns([1, 1.7], gap="large", vertical_alignment="center")
        left.html(cached.block(headline, found, view))
        right.html(cached.block(outcomes, found, view))


def headline(found: VisionProgress, view: View) -> str:
    """Return the number, its bar and its confidence."""
    city, t = found.city, view.t
    vision = pick(view.language, found.vision.name_en, found.vision.name_zh)
    chips = [chip(city.status, view)]
    if found.interval:
        low, high = (numbers.percent(bound, 0, view.language) for bound in found.interval)
        chips.append(plain_chip(t("overview.confidence", low=low, high=high), t("overview.confidence_about")))
    chips.append(plain_chip(release.label(view)))
    if found.is_illustrative:
        chips.append(plain_chip(t("overview.illustrative"), sentences.illustrative(found, view.language)))
    label = escape(t("overview.headline_label", vision=vision))
    return block(
        f"<p class='co-eyebrow'>{label}</p>{_number(found, view)}"
        f"<p>{escape(sentences.tally(city, view.language))}</p><div class='co-chips'>{''.join(chips)}</div>"
    )


def _number(found: VisionProgress, view: View) -> str:
    city = found.city
    if city.headline is None:
        return f"<div class='co-number'>{numbers.ABSENT}</div>"
    due = numbers.percent(city.expected, 0, view.language)
    whole = numbers.percent(city.headline, 0, view.language).removesuffix("%")
    return (
        f"<div class='co-number'>{whole}<small>%</small></div>"
        f"<div class='co-bar'>{bar(city.headline, city.expected, 'var(--co-brand)')}</div>"
        f"<p class='co-small'>{escape(view.t('overview.needed_now', expected=due))}</p>"
    )


def bar(share: float | None, expected: float | None, colour: str) -> str:
    """Return the inside of a bar: what is covered, and a mark for what was due."""
    mark = f"<b style='left:{100 * expected:.1f}%'></b>" if expected is not None else ""
    return f"<i style='width:{100 * (share or 0):.1f}%;background:{colour}'></i>{mark}"


def outcomes(found: VisionProgress, view: View) -> str:
    """Return one bar an outcome: what is covered, and a mark for what was due.

    Plain HTML: it is read aloud, fits any width, and spares the first visit a chart library.
    """
    rows = "".join(_outcome(one, view) for one in found.city.outcomes)
    about = escape(view.t("overview.outcomes_label"))
    mark = f"<span class='co-mark'></span>{escape(view.t('overview.due_mark'))}"
    head = f"<p class='co-eyebrow'>{about} <span class='co-key'>{mark}</span></p>"
    return block(f"{head}<ul class='co-bullets'>{rows}</ul>")


def _outcome(one: OutcomeProgress, view: View) -> str:
    name = pick(view.language, one.outcome.name_en, one.outcome.name_zh)
    share = numbers.percent(one.share, 0, view.language)
    due = view.t("overview.needed_now", expected=numbers.percent(one.expected, 0, view.language))
    drawn = bar(one.share, one.expected, one.status.colour(view.tone.dark))
    said = view.t("overview.outcome_said", status=view.t(one.status.key), due=due)
    return (
        f"<li title='{escape(said)}'><span>{escape(name)}</span><span class='co-track'>{drawn}</span>"
        f"<span class='co-share'>{shape(one.status, view.tone.dark)}{share}{unseen(said)}</span></li>"
    )
