"""Now and ambition of every element, the widest gap first; what has no level is named below."""

from cityops.assessment import findings, rules
from cityops.assessment.model import WaveItem, WholeWave
from cityops.ui.assessment import drawings, parts
from cityops.ui.assessment.drawings import Gap
from cityops.ui.html import block, escape, picture
from cityops.ui.session import View
from cityops.words.colours import Tone


def drawn(whole: WholeWave, view: View) -> str:
    """Return the dot plot."""
    t = view.t
    shown = ordered(whole.items)
    if not shown:
        return block(f"<p>{escape(t('wave.no_levels'))}</p>")
    rows = "".join(_row(one, view) for one in shown)
    return block(f"{_legend(view)}<ul class='co-gaps'>{scale_line(view)}{rows}</ul>{_rest(whole, view)}")


def scale_line(view: View) -> str:
    """Return the numbers of the scale above a list of drawings."""
    numbers = picture(drawings.scale(view.tone))
    return f"<li class='co-gap-head' aria-hidden='true'><span></span>{numbers}<span></span></li>"


def ordered(items: tuple[WaveItem, ...]) -> list[WaveItem]:
    """Return the elements that have a level: by gap, then those without ambition."""
    both = rules.by_gap(items)
    alone = [one for one in items if one.is_element and rules.level(one.current) and rules.gap(one) is None]
    return [*both, *alone]


def _row(one: WaveItem, view: View) -> str:
    now, wanted = rules.level(one.current), rules.level(one.ambition)
    drawing = drawings.gap(Gap(now, wanted, one.current_low, one.current_high), view.tone)
    return (
        f"<li>{parts.headed(one, view)}"
        f"{picture(drawing, 'co-strip')}<div class='co-small'>{escape(said(one, view))}</div></li>"
    )


def said(one: WaveItem, view: View) -> str:
    """Say where an element stands, where it should, and how votes were spread."""
    t, gap = view.t, rules.gap(one)
    if gap is None:
        lines = [t("wave.now_only", now=one.current)]
    else:
        key = "wave.step_gap" if gap > 0 else "wave.gap_none"
        lines = [t(key, now=one.current, wanted=one.ambition, n=abs(gap))]
    if one.current_low is not None and one.current_low != one.current_high:
        lines.append(t("wave.spread", low=one.current_low, high=one.current_high))
    return " ".join(lines)


def _legend(view: View) -> str:
    t, tone = view.t, view.tone
    marks = ((Gap(3, None), "wave.mark_now"), (Gap(None, 3), "wave.mark_wanted"))
    signs = "".join(
        f"<span>{picture(_cropped(drawings.gap(found, tone), tone), 'co-gap-key')} {escape(t(key))}</span>"
        for found, key in marks
    )
    return f"<div class='co-legend'>{signs}<span>{escape(t('wave.mark_spread'))}</span></div>"


def _cropped(svg: str, tone: Tone) -> str:
    """Show the middle of a drawing only: its mark."""
    return svg.replace('viewBox="0 0 300 34"', 'viewBox="132 0 36 34"')


def _rest(whole: WholeWave, view: View) -> str:
    found = findings.without_level(whole.items)
    lines = "".join(_without(answer, items, view) for answer, items in found.items() if items)
    return f"<div class='co-rest'>{lines}</div>" if lines else ""


def _without(answer: str, items: tuple[WaveItem, ...], view: View) -> str:
    head = view.t(f"wave.rest.{answer or 'open'}", n=len(items))
    named = " · ".join(parts.named(one, view) for one in items)
    return f"<p class='co-small'><strong>{escape(head)}</strong> {escape(named)}</p>"
