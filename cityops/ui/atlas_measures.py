"""What the map says of each district: value, progress, change or status, of one target or of all together."""

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import pairwise

from cityops.indicators.model import Indicator
from cityops.indicators.values import Value, breaks, class_of
from cityops.progress import sentences
from cityops.progress.assessment import AreaProgress, Assessment, VisionProgress
from cityops.ui.html import escape
from cityops.ui.maps import Shade
from cityops.ui.session import View
from cityops.words import colours, dates, numbers
from cityops.words.catalogue import pick
from cityops.words.status import Status

Held = Mapping[str, list[Value]]
Rated = Assessment | AreaProgress


@dataclass(frozen=True, slots=True)
class Shown:
    """One measure over all districts.

    Attributes:
        title: The finding.
        shades: How each district is drawn, by id; one that is missing is hatched.
        legend: What the shades mean, as HTML.
        numbers: What a height or a size may stand for, by id: values, changes or shares.
    """

    title: str
    shades: dict[str, Shade]
    legend: str
    numbers: dict[str, float]


def of(measure: str, indicator: Indicator | None, here: Held, found: VisionProgress, view: View) -> Shown:
    """Return a measure of an indicator, or of all targets together where none is named."""
    if measure == "class":
        return _status(indicator, rated(indicator, found), found, view)
    if measure == "progress" or indicator is None:
        return _progress(indicator, rated(indicator, found), found, view)
    amounts = {
        key: change(values, view) if measure == "change" else values[-1].value for key, values in here.items()
    }
    return _amounts(
        measure, indicator, {k: v for k, v in amounts.items() if v is not None}, here, found, view
    )


def rated(indicator: Indicator | None, found: VisionProgress) -> dict[str, Rated]:
    """Return what was rated in each district: its target for an indicator, or all of its targets."""
    if indicator is None:
        return dict(found.districts)
    return {
        key: one
        for key, area in found.districts.items()
        for one in area.assessments
        if one.indicator.id == indicator.id
    }


def share(one: Rated) -> float | None:
    """Return the share of the way, or None where it is not assessed.

    What was there at its baseline has no way to cover: it counts as whole, or as nothing once it is lost.
    """
    if isinstance(one, AreaProgress):
        return one.headline
    if one.share is None and one.status is not Status.NOT_ASSESSED:
        return float(one.status is Status.ACHIEVED)
    return None if one.status is Status.NOT_ASSESSED else one.share


def change(values: list[Value], view: View) -> float | None:
    """Return the change since the date that is compared with; None without a newer and an older value."""
    before = [value.value for value in values if value.end <= view.since]
    return values[-1].value - before[-1] if before and values[-1].end > view.since else None


def position(value: float, ends: list[float]) -> float:
    """Return the middle of a class's step on the ramp of seven; the palest step is left for nothing."""
    return (class_of(value, ends) + 1.5) / 7


def name(key: str, found: VisionProgress, view: View) -> str:
    """Return a district's name."""
    area = found.districts[key].area
    return pick(view.language, area.name_en, area.name_zh) or area.code


def subject(indicator: Indicator | None, view: View) -> str:
    """Return what the map is about."""
    return sentences.indicator_name(indicator, view.language) if indicator else view.t("map.headline")


def said(value: float, measure: str, indicator: Indicator, view: View) -> str:
    """Write a value, or a change with its sign."""
    if measure != "change":
        return sentences.amount(value, indicator, view.language)
    return ("+" if value > 0 else "") + sentences.step(value, indicator, view.language)


def short(value: float, indicator: Indicator, view: View) -> str:
    """Write a value in the room that a district has."""
    if abs(value) >= 10_000:
        return numbers.compact(value, 0, view.language)
    return numbers.number(value, min(indicator.decimals, 1), view.language)


def _amounts(
    measure: str,
    indicator: Indicator,
    amounts: dict[str, float],
    here: Held,
    found: VisionProgress,
    view: View,
) -> Shown:
    ends = breaks(list(amounts.values()))
    shades = {
        key: Shade(
            position(value, ends),
            short(value, indicator, view),
            f"{name(key, found, view)}\n{said(value, measure, indicator, view)}",
            "",
        )
        for key, value in amounts.items()
    }
    return Shown(
        _title(measure, [said(end, measure, indicator, view) for end in _ends(amounts)], indicator, view),
        shades,
        _classes(ends, measure, indicator, here, view),
        amounts,
    )


def _ends(amounts: Mapping[str, float]) -> list[float]:
    return [min(amounts.values()), max(amounts.values())] if amounts else []


def _title(measure: str, ends: list[str], indicator: Indicator | None, view: View) -> str:
    about = subject(indicator, view)
    since = dates.date(view.since, view.language)
    if not ends:
        return view.t(f"map.none_{measure}", indicator=about, since=since)
    return view.t(f"map.title_{measure}", indicator=about, low=ends[0], high=ends[1], since=since)


def _classes(ends: list[float], measure: str, indicator: Indicator, here: Held, view: View) -> str:
    parts = []
    for i, pair in enumerate(pairwise(ends)):
        low, high = (short(end, indicator, view) for end in pair)
        colour = colours.shade((i + 1.5) / 7, view.tone)
        about = escape(view.t("map.class", low=low, high=high))
        parts.append(f"<span><i class='co-swatch' style='background:{colour}'></i> {about}</span>")
    periods = sorted({values[-1].label for values in here.values()})
    lines = [
        view.t("map.classes", unit=sentences.unit(indicator, view.language)),
        view.t("map.period", on=dates.date(view.on, view.language), periods=", ".join(periods)),
    ]
    if measure == "change":
        lines.insert(0, view.t("map.change_about", since=dates.date(view.since, view.language)))
    return _legend(parts, view.t("map.none"), lines)


def _legend(parts: list[str], hatched: str, lines: list[str]) -> str:
    hatch = f"<span><i class='co-hatch'></i> {escape(hatched)}</span>"
    return (
        f"<div class='co-legend'>{''.join(parts)}{hatch}</div>"
        f"<p class='co-small' style='margin-top:.4rem'>{escape(' '.join(lines))}</p>"
    )


def _progress(
    indicator: Indicator | None, held: dict[str, Rated], found: VisionProgress, view: View
) -> Shown:
    shares = {key: part for key, one in held.items() if (part := share(one)) is not None}
    shades = {}
    for key, part in shares.items():
        whole = numbers.percent(part, 0, view.language)
        about = f"{name(key, found, view)}\n{view.t(held[key].status.key)} · {whole}"
        shades[key] = Shade(min(max(part, 0.0), 1.0), whole.removesuffix("%"), about, held[key].status.glyph)
    ramp = "".join(f"<span style='background:{colour}'></span>" for colour in view.tone.ramp)
    low, high = (numbers.percent(end, 0, view.language) for end in (0, 1))
    parts = [f"<span>{low}</span><span class='co-ramp'>{ramp}</span><span>{high}</span>"]
    hatched = view.t("overview.map_none") if indicator is None else view.t(Status.NOT_ASSESSED.key)
    lines = [view.t("map.progress_about")] if held else [view.t("map.no_target")]
    ends = [numbers.percent(end, 0, view.language) for end in _ends(shares)]
    return Shown(_title("progress", ends, indicator, view), shades, _legend(parts, hatched, lines), shares)


def _status(indicator: Indicator | None, held: dict[str, Rated], found: VisionProgress, view: View) -> Shown:
    shades = {}
    for key, one in held.items():
        is_rated = one.status is not Status.NOT_ASSESSED
        colour = one.status.colour(view.tone.dark) if is_rated else ""
        about = f"{name(key, found, view)}\n{_why(one, view)}"
        shades[key] = Shade(1.0 if is_rated else None, one.status.glyph, about, "", colour)
    parts = [
        f"<span><i class='co-swatch' style='background:{status.colour(view.tone.dark)}'></i> "
        f"{status.glyph} {escape(view.t(status.key))}</span>"
        for status in Status
        if status is not Status.NOT_ASSESSED
    ]
    lines = [] if held else [view.t("map.no_target")]
    off = sum(one.status is Status.OFF_TRACK for one in held.values())
    about = subject(indicator, view)
    title = (
        view.t("map.title_class", indicator=about, off=off, all=len(held))
        if held
        else _title("progress", [], indicator, view)
    )
    shares = {key: part for key, one in held.items() if (part := share(one)) is not None}
    return Shown(title, shades, _legend(parts, view.t(Status.NOT_ASSESSED.key), lines), shares)


def _why(one: Rated, view: View) -> str:
    if isinstance(one, AreaProgress):
        return f"{view.t(one.status.key)} · {numbers.percent(one.headline, 0, view.language)}"
    return sentences.reason(one, view.language)
