"""A revealed round on the wall: dots, median, spread, groups where they can be shown, what moved."""

from collections.abc import Mapping
from html import escape

from cityops.assessment.model import UNKNOWN, VOTES
from cityops.web import drawings
from cityops.words.catalogue import Translator, words
from cityops.workshop import counting
from cityops.workshop.seen import RoomView, RoundShown

_GLYPHS = {"agreed": "✓", "one_step": "≈", "split": "↔", "none": "–"}
_SHADES = 6


def results(view: RoomView, groups: Mapping[str, str], language: str, *, is_talk: bool) -> str:
    """Return the last revealed round.

    Args:
        view: Of the room.
        groups: Names by id.
        language: Of the wall.
        is_talk: Whether the room talks about it now.
    """
    t = words(language)
    if not view.rounds or not view.rounds[-1].outcome.votes:
        return f'<div class="big"><p class="huge">{escape(t("projector.say.nobody"))}</p></div>'
    shown = view.rounds[-1]
    columns = [f'<div class="votes">{drawings.dots(shown.counts, shown.outcome.answer, t)}</div>']
    if shown.moved:
        columns.append(_moved(shown, len(view.rounds), t))
    columns.append(f'<div class="facts">{_facts(shown, t, is_talk)}{_groups(shown, groups, t)}</div>')
    kind = "results three" if shown.moved else "results"
    return f'<div class="{kind}">{"".join(columns)}</div>'


def spread(low: int | None, high: int | None, t: Translator) -> str:
    """Say from which level to which the votes go."""
    if low is None or high is None:
        return t("projector.say.spread_none")
    return t("projector.say.spread_one" if low == high else "projector.say.spread", low=low, high=high)


def level(answer: str, t: Translator) -> str:
    """Return an answer in words."""
    return t("projector.say.level", answer=answer) if answer.isdigit() else t(f"assessment.answer.{answer}")


def _facts(shown: RoundShown, t: Translator, is_talk: bool) -> str:
    outcome = shown.outcome
    triage = f"{_GLYPHS[outcome.triage]} {t(f'projector.triage.{outcome.triage}')}"
    lines = [f"{t('projector.votes', n=outcome.votes)} · {spread(outcome.low, outcome.high, t)}"]
    lines += [t(f"projector.warning.{warning}") for warning in shown.warnings]
    said = "".join(f"<p>{escape(line)}</p>" for line in lines)
    if is_talk:
        said += f'<p class="talk">{escape(t("projector.say.discussing"))}</p>'
    return (
        f'<p class="step">{escape(t("projector.say.median"))}</p>'
        f'<p class="huge">{escape(level(outcome.answer, t))}</p>'
        f'<p class="triage {outcome.triage}">{escape(triage)}</p>{said}'
    )


def _groups(shown: RoundShown, names: Mapping[str, str], t: Translator) -> str:
    if not shown.groups:
        return ""
    heads = "".join(f'<th scope="col">{_short(answer, t)}</th>' for answer in VOTES)
    rows = "".join(_group(names.get(one, one), shown.groups[one]) for one in names if one in shown.groups)
    caption = f"<caption>{escape(t('projector.say.split_title'))}</caption>"
    head = f"<thead><tr><td></td>{heads}</tr></thead>"
    return f"<table>{caption}{head}<tbody>{rows}</tbody></table>{_gap(shown, names, t)}"


def _group(name: str, counts: Mapping[str, int]) -> str:
    total, median = sum(counts.values()), counting.median(counts)
    cells = "".join(_cell(counts.get(answer, 0), total, answer == median) for answer in VOTES)
    return f'<tr><th scope="row">{escape(name)}</th>{cells}</tr>'


def _cell(count: int, total: int, is_median: bool) -> str:
    shade = -(-_SHADES * count // total)
    mark = " m" if is_median else ""
    return f'<td class="s{shade}{mark}">{count or ""}</td>'


def _gap(shown: RoundShown, names: Mapping[str, str], t: Translator) -> str:
    gap = shown.gap
    if gap is None or not gap.steps:
        return ""
    low, high = names.get(gap.low_group, ""), names.get(gap.high_group, "")
    said = t("projector.say.gap", low_group=low, low=gap.low, high_group=high, high=gap.high)
    return f"<p>{escape(said)}</p>"


def _moved(shown: RoundShown, number: int, t: Translator) -> str:
    changed = sum(n for (before, now), n in shown.moved.items() if before != now)
    titles = (t("projector.say.round", n=number - 1), t("projector.say.round", n=number))
    drawn = drawings.slopes(shown.moved, titles, t)
    said = t("projector.say.moved", n=changed, all=sum(shown.moved.values()))
    return f'<div class="moved">{drawn}<p>{escape(said)}</p></div>'


def _short(answer: str, t: Translator) -> str:
    return t("projector.say.unknown_short") if answer == UNKNOWN else answer
