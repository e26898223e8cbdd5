"""At most six tiles: for each outcome the target that most needs a look, as it was measured."""

import streamlit as st

from cityops.progress import sentences
from cityops.progress.assessment import Assessment, OutcomeProgress, VisionProgress
from cityops.ui import cached, sparkline
from cityops.ui.html import block, chip, details, escape, picture, plain_chip
from cityops.ui.lineage import lines
from cityops.ui.session import View
from cityops.words.catalogue import pick

_MOST = 6
_ORDER = {"off_track": 0, "at_risk": 1, "not_assessed": 2, "on_track": 3, "achieved": 4}


def show(found: VisionProgress, view: View) -> None:
    """Draw the tiles, six across on a desktop, two on a phone; one element, because every element costs."""
    st.html(cached.block(tiles, found, view))


def heaviest(found: VisionProgress) -> list[OutcomeProgress]:
    """Return at most six outcomes, those that weigh most, in the order of the screen."""
    heavy = sorted(found.city.outcomes, key=lambda o: (-o.outcome.weight, o.outcome.rank))[:_MOST]
    return sorted(heavy, key=lambda o: o.outcome.rank)


def tiles(found: VisionProgress, view: View) -> str:
    """Return the tiles."""
    return f"<div class='co-tiles'>{''.join(_tile(outcome, view) for outcome in heaviest(found))}</div>"


def worst(outcome: OutcomeProgress) -> Assessment:
    """Return the target of an outcome that most needs a look; among equals the heaviest."""
    return min(outcome.assessments, key=lambda a: (_ORDER[a.status.value], -a.weight, a.target.id))


def _tile(outcome: OutcomeProgress, view: View) -> str:
    one = worst(outcome)
    name = sentences.indicator_name(one.indicator, view.language)
    heading = pick(view.language, outcome.outcome.name_en, outcome.outcome.name_zh)
    chips = [chip(one.status, view)]
    if one.target.is_illustrative:
        chips.append(plain_chip(view.t("overview.illustrative")))
    more = len(outcome.assessments) - 1
    rest = f"<p class='co-small'>{escape(view.t('overview.more_in_outcome', n=more))}</p>" if more else ""
    return block(
        f"<h2>{escape(heading)}</h2><p class='co-name'>{escape(name)}</p>"
        f"{_value(one, view)}{_trend(one, view)}"
        f"<p class='co-small'>{escape(_aim(one, view))}</p>"
        f"<div class='co-chips'>{''.join(chips)}</div>{rest}"
        + details(view.t("overview.how"), lines(one, view)),
        "co-card co-tile",
    )


def _value(one: Assessment, view: View) -> str:
    latest = one.latest
    if latest is None:
        return f"<p class='co-value'>{escape(view.t('status.not_assessed'))}</p>"
    short = sentences.short_amount(latest.value, one.indicator, view.language)
    unit = sentences.unit(one.indicator, view.language)
    when = sentences.period(latest.label, view.language)
    full = sentences.amount(latest.value, one.indicator, view.language)
    said = f"{escape(short)}{unit}" if unit == "%" else escape(short)
    below = when if unit == "%" else f"{unit} · {when}"
    return f"<p class='co-value' title='{escape(full)}'>{said}</p><p class='co-small'>{escape(below)}</p>"


def _trend(one: Assessment, view: View) -> str:
    target = one.target
    levels = [level for level in (target.target_value, target.low, target.high) if level is not None]
    values = [point.value for point in one.trend]
    drawn = sparkline.draw(values, levels, one.status.colour(view.tone.dark), view.tone)
    return picture(drawn, "co-spark") if drawn else ""


def _aim(one: Assessment, view: View) -> str:
    """Say what the tile is measured by: what was needed by now, else the target itself."""
    if one.target.kind == "maintain":
        return view.t("overview.keep_at", target=sentences.target(one, view.language))
    if one.class_code.key in ("at_risk", "below", "away") and one.needed is not None:
        needed = sentences.amount(one.needed, one.indicator, view.language)
        return view.t("overview.needed_by", needed=needed)
    year = sentences.year_of(one.target.target_date, view.language)
    return view.t("overview.target_by", target=sentences.target(one, view.language), year=year)
