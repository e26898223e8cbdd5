"""A profile as one strip an indicator: where the area lies among all, and what may be said of it."""

from collections.abc import Sequence

from cityops.comparison import sentences
from cityops.comparison.model import Profile, Strip
from cityops.comparison.rules import scale
from cityops.progress.sentences import amount, indicator_name, period, short_amount, unit
from cityops.ui.html import escape, picture
from cityops.ui.session import View
from cityops.words import dates
from cityops.words.colours import Tone

_WIDTH, _HEIGHT, _EDGE = 520.0, 34.0, 12.0
_MIDDLE = _HEIGHT / 2
_MONTH = 30.436875  # days


def legend(profile: Profile, view: View) -> str:
    """Return what each mark of a strip means."""
    own = sentences.area_name(profile, profile.area.id, view.language)
    parts = [
        (_own(10, view.tone, is_meaningful=True), view.t("compare.legend_own", area=own)),
        (_own(10, view.tone, is_meaningful=False), view.t("compare.legend_same", area=own)),
        (_dot(10, view.tone), view.t("compare.legend_every")),
        (_half(2, 18, view.tone), view.t("compare.legend_half")),
        *_of_city(profile.strips, profile, view),
    ]
    if any(strip.similar is not None for strip in profile.strips):
        parts.append((_near(10, view.tone, top=12), view.t("compare.legend_similar")))
    return _keys(parts)


def legend_of_values(strip: Strip, profile: Profile, view: View) -> str:
    """Return what each mark of the chart of one indicator means."""
    name = sentences.area_name(profile, profile.area.id, view.language)
    is_meaningful = strip.difference.is_meaningful
    said = view.t("compare.legend_own" if is_meaningful else "compare.legend_same", area=name)
    parts = [
        (_own(10, view.tone, is_meaningful=is_meaningful), said),
        (_dot(10, view.tone), view.t("compare.legend_every")),
        *_of_city([strip], profile, view),
    ]
    if profile.similar and profile.similar.nearest:
        parts.append((_ringed(10, view.tone), view.t("compare.legend_ringed")))
    return _keys(parts)


def _of_city(strips: Sequence[Strip], profile: Profile, view: View) -> list[tuple[str, str]]:
    city = next((strip for strip in strips if strip.city is not None), None)
    if city is None:
        return []
    name = sentences.reference(city, profile, view.language)
    return [(_line(10, view.tone), view.t("compare.legend_city", city=name))]


def _keys(parts: Sequence[tuple[str, str]]) -> str:
    keys = "".join(
        f"<span>{picture(_svg(mark, 20), 'co-shape co-mark-key')} {escape(said)}</span>"
        for mark, said in parts
    )
    return f"<div class='co-legend'>{keys}</div>"


def rows(strips: Sequence[Strip], profile: Profile, view: View) -> str:
    """Return the list of some strips of a profile."""
    return f"<ul class='co-strips'>{''.join(_row(strip, profile, view) for strip in strips)}</ul>"


def _row(strip: Strip, profile: Profile, view: View) -> str:
    return f"<li>{_head(strip, view)}{_scale(strip, view)}{_said(strip, profile, view)}</li>"


def _head(strip: Strip, view: View) -> str:
    about = view.t(
        "compare.row_about",
        unit=unit(strip.indicator, view.language),
        period=period(strip.period.label, view.language),
        age=age(strip, view),
    )
    way = sentences.direction(strip.indicator, view.language)
    name = indicator_name(strip.indicator, view.language)
    return (
        f"<div><strong>{escape(name)}</strong><p class='co-small'>{escape(about)}</p>"
        f"<p class='co-small'>{escape(way)}</p></div>"
    )


def age(strip: Strip, view: View) -> str:
    """Write how old the compared values are at the reporting date."""
    return dates.age((view.on - strip.period.end).days / _MONTH, view.language)


def _scale(strip: Strip, view: View) -> str:
    on = ends(strip)
    said = [_end(strip, side, on[side > 0], view) for side in (-1, 1)]
    spans = "".join(f"<span>{escape(text)}</span>" for text in said)
    return (
        f"<div>{picture(_drawing(strip, on, view.tone), 'co-strip')}"
        f"<p class='co-ends co-small'>{spans}</p></div>"
    )


def _end(strip: Strip, side: int, end: float, view: View) -> str:
    """Say where the scale ends, and what lies beyond."""
    beyond = [value for value in strip.values.values() if side * value > side * end]
    said = bare(end, strip, view)
    if not beyond:
        return said
    far = bare(max(beyond, key=lambda value: side * value), strip, view)
    return view.t("compare.beyond", end=said, n=len(beyond), far=far)


def bare(value: float | None, strip: Strip, view: View) -> str:
    """Write a value; its unit stands at the head of the row unless it is a percent sign."""
    if unit(strip.indicator, view.language) == "%":
        return amount(value, strip.indicator, view.language)
    return short_amount(value, strip.indicator, view.language)


def _said(strip: Strip, profile: Profile, view: View) -> str:
    language, one = view.language, strip.indicator
    other = sentences.reference(strip, profile, language)
    verdict = sentences.difference(strip.difference, one, other, language)
    value = view.t("compare.beside", other=other, value=bare(strip.against, strip, view))
    lines = [value]
    if strip.similar is not None and strip.similar_difference is not None:
        value = view.t("compare.similar_value", value=bare(strip.similar, strip, view))
        near = sentences.difference(strip.similar_difference, one, view.t("compare.alike"), language)
        lines.append(view.t("compare.beside", other=value, value=near))
    if strip.noise is None and strip.difference.is_meaningful:
        lines.append(view.t("compare.noise_none"))
    below = "".join(f"<p class='co-small'>{escape(line[:1].upper() + line[1:])}</p>" for line in lines)
    head = f"<strong>{escape(amount(strip.own, one, language))}</strong>"
    return f"<div><p>{head}<br>{escape(verdict)}</p>{below}</div>"


def ends(strip: Strip) -> tuple[float, float]:
    """Return the ends of the scale; what is marked lies on it, a far outlier does not."""
    marks = [strip.own, strip.against, *([] if strip.similar is None else [strip.similar])]
    return scale(list(strip.values.values()), marks, strip.quartiles)


def _drawing(strip: Strip, on: tuple[float, float], tone: Tone) -> str:
    """Return the strip: every area a dot, the middle half a band, city and similar ones marked."""
    low, high = on

    def place(value: float) -> float:
        share = min(max((value - low) / (high - low), 0.0), 1.0) if high > low else 0.5
        return _EDGE + share * (_WIDTH - 2 * _EDGE)

    parts = [_half(place(strip.quartiles.low), place(strip.quartiles.high), tone)]
    parts += [_dot(place(value), tone) for value in strip.values.values()]
    if strip.city is not None:
        parts.append(_line(place(strip.city), tone))
    if strip.similar is not None:
        parts.append(_near(place(strip.similar), tone))
    parts.append(_own(place(strip.own), tone, is_meaningful=strip.difference.is_meaningful))
    return _svg("".join(parts), _WIDTH)


def _svg(inner: str, width: float) -> str:
    head = f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width:.0f} {_HEIGHT:.0f}"'
    return f'{head} aria-hidden="true" focusable="false">{inner}</svg>'


def _half(low: float, high: float, tone: Tone) -> str:
    wide = max(high - low, 2.0)
    return f'<rect x="{low:.1f}" y="9" width="{wide:.1f}" height="16" rx="3" fill="{tone.grid}"/>'


def _dot(x: float, tone: Tone) -> str:
    return f'<circle cx="{x:.1f}" cy="{_MIDDLE}" r="4.2" fill="{tone.sub}" fill-opacity=".45"/>'


def _line(x: float, tone: Tone) -> str:
    return f'<path d="M{x:.1f} 3V31" stroke="{tone.ink}" stroke-width="2.6"/>'


def _ringed(x: float, tone: Tone) -> str:
    edge = f'stroke="{tone.ink}" stroke-width="2.5"'
    return f'<circle cx="{x:.1f}" cy="{_MIDDLE}" r="6" fill="{tone.sub}" {edge}/>'


def _near(x: float, tone: Tone, top: float = 1) -> str:
    shape = f"M{x - 6:.1f} {top}H{x + 6:.1f}L{x:.1f} {top + 9}Z"
    return f'<path d="{shape}" fill="{tone.card}" stroke="{tone.ink}" stroke-width="1.6"/>'


def _own(x: float, tone: Tone, *, is_meaningful: bool) -> str:
    shape = f"M{x:.1f} 8L{x + 9:.1f} 17L{x:.1f} 26L{x - 9:.1f} 17Z"
    fill, edge = own_colour(tone, is_meaningful=is_meaningful)
    return f'<path d="{shape}" fill="{fill}" stroke="{edge}" stroke-width="2"/>'


def own_colour(tone: Tone, *, is_meaningful: bool) -> tuple[str, str]:
    """Return fill and edge of the area's own mark: only what means something has a colour."""
    if not is_meaningful:
        return tone.card, tone.sub
    return tone.ramp[4] if tone.dark else tone.ramp[5], tone.card
