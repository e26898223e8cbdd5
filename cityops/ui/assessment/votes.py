"""How a room voted: each round as columns, what moved between rounds, and how groups saw it at first."""

from string import ascii_uppercase

from cityops.assessment import findings
from cityops.assessment.findings import SIGNS, Perception
from cityops.assessment.model import ASPECTS, VOTES, Tally, WaveItem, WholeWave
from cityops.ui.assessment import drawings, parts
from cityops.ui.assessment.gaps import scale_line
from cityops.ui.html import block, escape, picture, unseen, wide
from cityops.ui.html import table as html_table
from cityops.ui.session import View
from cityops.words.catalogue import pick

_ANSWER_SIGNS = {answer: SIGNS.get(answer, answer) for answer in VOTES}


def voted(whole: WholeWave) -> list[WaveItem]:
    """Return the questions that were voted on, the widest spread of the first round first."""
    found = [one for one in whole.items if whole.tallies_of(one.item_id)]
    return sorted(found, key=lambda one: -findings.spread(whole.tallies_of(one.item_id)[0]))


def rounds(one: WaveItem, whole: WholeWave, view: View, aspect: str = ASPECTS[0]) -> str:
    """Return the rounds on one question side by side."""
    figures = "".join(
        _round(n, tally, view) for n, tally in enumerate(whole.tallies_of(one.item_id, aspect), 1)
    )
    return f"<div class='co-rounds'>{figures}</div>"


def _round(n: int, tally: Tally, view: View) -> str:
    counts, t = findings.totals(tally), view.t
    drawing = drawings.votes(counts, VOTES, _ANSWER_SIGNS, view.tone)
    head = t("wave.round", n=n, votes=sum(counts.values()))
    moved, both = findings.changed(tally)
    below = t("wave.changed", n=moved, all=both) if both else ""
    told = " · ".join(
        t("wave.votes_for", answer=_ANSWER_SIGNS[answer], n=counts[answer])
        for answer in VOTES
        if counts.get(answer)
    )
    return (
        f"<figure>{picture(drawing)}<figcaption>{escape(head)}{unseen(f' {told}')}"
        f"{f'<br>{escape(below)}' if below else ''}</figcaption></figure>"
    )


def drawn(items: list[WaveItem], whole: WholeWave, view: View) -> str:
    """Return how the room voted on some questions."""
    rows = "".join(f"<li>{parts.headed(one, view)}{rounds(one, whole, view)}</li>" for one in items)
    return block(f"<ul class='co-voted'>{rows}</ul>")


def group_name(group_id: str, whole: WholeWave, view: View) -> str:
    """Return the name of a group, or that small ones stand together."""
    if findings.is_merged(group_id):
        return view.t("wave.merged")
    found = next((one for one in whole.groups if one.id == group_id), None)
    return pick(view.language, found.name_en, found.name_zh) if found else view.t("wave.group_gone")


def letters(found: list[Perception], whole: WholeWave) -> dict[str, str]:
    """Return a letter for each group that is shown, in the order of the wave, those merged last."""
    shown = findings.group_ids(found)
    order = [one.id for one in whole.groups if one.id in shown]
    return dict(zip([*order, *sorted(shown - set(order))], ascii_uppercase, strict=False))


def perception(found: list[Perception], whole: WholeWave, view: View) -> str:
    """Return the medians of groups, element by element."""
    named = letters(found, whole)
    key = "".join(
        f"<span><b class='co-letter'>{letter}</b>{escape(group_name(group, whole, view))}</span>"
        for group, letter in named.items()
    )
    rows = "".join(_seen(one, named, whole, view) for one in found)
    return block(f"<div class='co-legend'>{key}</div><ul class='co-gaps'>{scale_line(view)}{rows}</ul>")


def _seen(one: Perception, named: dict[str, str], whole: WholeWave, view: View) -> str:
    told = " · ".join(
        view.t("wave.group_saw", group=group_name(group, whole, view), level=level)
        for group, level in one.medians.items()
    )
    step = view.t("wave.apart", n=one.step)
    return (
        f"<li>{parts.headed(one.item, view)}"
        f"{picture(drawings.groups(one.medians, named, view.tone), 'co-strip')}"
        f"<div class='co-small'>{escape(step)}{unseen(f' {told}')}</div></li>"
    )


def as_table(found: list[Perception], whole: WholeWave, view: View) -> str:
    """Return the same as a table."""
    named = letters(found, whole)
    head = [view.t("wave.element"), *(group_name(group, whole, view) for group in named)]
    rows = [
        [parts.named(one.item, view),
         *(str(one.medians.get(group, "–")) for group in named)]
        for one in found
    ]  # fmt: skip
    return wide(html_table(head, rows), view.t("wave.perception"))
