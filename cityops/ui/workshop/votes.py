"""What the room was shown of its votes: how they lie, by group, and what moved between rounds."""

from collections.abc import Mapping

from cityops.assessment.model import OTHER_GROUP, VOTES, Group, WholeWave
from cityops.ui.html import block, details, escape, plain_chip, table, wide
from cityops.ui.session import View
from cityops.words.catalogue import pick
from cityops.workshop.counting import median
from cityops.workshop.model import Outcome
from cityops.workshop.seen import RoundShown


def level(answer: str, view: View) -> str:
    """Return an answer in words."""
    if answer.isdecimal():
        return view.t("console.level", n=answer)
    return view.t(f"assessment.answer.{answer or 'open'}")


def short(answer: str, view: View) -> str:
    """Return an answer in one or two letters."""
    return answer if answer.isdecimal() else view.t("projector.say.unknown_short")


def advice(outcome: Outcome, view: View) -> str:
    """Say what the votes come to, and what to do about it."""
    t = view.t
    head = t(f"projector.triage.{outcome.triage}")
    what = t(f"console.advice.{outcome.triage}", level=level(outcome.answer, view))
    return f"<div class='co-said'><p><strong>{escape(head)}</strong></p><p>{escape(what)}</p></div>"


def rounds(shown: tuple[RoundShown, ...], wave: WholeWave, view: View) -> str:
    """Return the last of some rounds, and those before it folded away."""
    last = shown[-1]
    parts = [_bars(last, view), _moved(last, view), _warned(last, view), _groups(last, wave, view)]
    earlier = [_in_words(number, one, view) for number, one in enumerate(shown[:-1], 1)]
    folded = details(view.t("console.rounds_before"), earlier) if earlier else ""
    return block("".join(parts) + folded)


def _bars(one: RoundShown, view: View) -> str:
    most = max(one.counts.values(), default=1)
    rows = "".join(
        _bar(answer, one.counts.get(answer, 0), most, one.outcome.answer, view) for answer in VOTES
    )
    return f"<ul class='co-votes'>{rows}</ul><p class='co-small'>{escape(_spread(one.outcome, view))}</p>"


def _bar(answer: str, n: int, most: int, middle: str, view: View) -> str:
    chip = plain_chip(view.t("projector.say.median")) if answer == middle else ""
    return (
        f"<li><span>{escape(level(answer, view))}</span><span class='co-track'>"
        f"<i style='width:{100 * n / most:.1f}%'></i></span><b>{n}</b>{chip}</li>"
    )


def _spread(outcome: Outcome, view: View) -> str:
    t = view.t
    if outcome.low is None:
        return t("projector.say.spread_none")
    if outcome.low == outcome.high:
        return t("projector.say.spread_one", low=outcome.low)
    return t("projector.say.spread", low=outcome.low, high=outcome.high)


def _moved(one: RoundShown, view: View) -> str:
    if not one.moved:
        return ""
    every = sum(one.moved.values())
    ways = {way: n for way, n in one.moved.items() if way[0] != way[1]}
    head = view.t("projector.say.moved", n=sum(ways.values()), all=every)
    each = " · ".join(f"{short(a, view)} → {short(b, view)}: {n}" for (a, b), n in sorted(ways.items()))
    return f"<p class='co-moved'><strong>{escape(head)}</strong> {escape(each)}</p>"


def _warned(one: RoundShown, view: View) -> str:
    lines = "".join(f"<p>{escape(view.t(f'projector.warning.{name}'))}</p>" for name in one.warnings)
    return f"<div class='co-warning'>{lines}</div>" if lines else ""


def _groups(one: RoundShown, wave: WholeWave, view: View) -> str:
    """Return the votes of each group; nothing where groups are too small to be shown."""
    if not one.groups:
        return ""
    names = group_names(wave.groups, view)
    head = [
        view.t("console.group"),
        *(short(answer, view) for answer in VOTES),
        view.t("projector.say.median"),
    ]
    # In the order of the wave; the small ones, merged, come last.
    ordered = sorted(one.groups, key=lambda key: list(names).index(key) if key in names else len(names))
    rows = [_row(names.get(key, key), one.groups[key], view) for key in ordered]
    gap = ""
    if one.gap and one.gap.steps:
        gap = view.t("console.gap", low_group=names.get(one.gap.low_group, ""), low=one.gap.low,
                     high_group=names.get(one.gap.high_group, ""), high=one.gap.high)  # fmt: skip
    title = escape(view.t("projector.say.split_title"))
    below = f"<p class='co-small'>{escape(gap)}</p>" if gap else ""
    return f"<h3>{title}</h3>{wide(table(head, rows), view.t('projector.say.split_title'))}{below}"


def _row(name: str, counts: Mapping[str, int], view: View) -> list[str]:
    return [name, *(str(counts.get(answer, "")) for answer in VOTES), short(median(counts), view)]


def group_names(groups: tuple[Group, ...], view: View) -> dict[str, str]:
    """Return the names of the groups by id, that of the merged ones last."""
    named = {one.id: pick(view.language, one.name_en, one.name_zh) for one in groups}
    return named | {OTHER_GROUP: view.t("projector.say.other"), "": view.t("projector.say.no_group")}


def _in_words(number: int, one: RoundShown, view: View) -> str:
    counts = ", ".join(f"{level(answer, view)}: {n}" for answer, n in one.counts.items())
    return f"{view.t('projector.say.round', n=number)}: {counts}"
