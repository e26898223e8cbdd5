"""The heat strip: every element as a cell with its level, component by component."""

from cityops.assessment import rules
from cityops.assessment.findings import SIGNS
from cityops.assessment.model import NOT_APPLICABLE, UNKNOWN, WaveItem, WholeWave
from cityops.operating_model.model import OperatingModel
from cityops.ui.assessment import parts
from cityops.ui.assessment.drawings import LEVELS, fill
from cityops.ui.html import block, escape, unseen
from cityops.ui.operating_model.parts import label
from cityops.ui.session import View
from cityops.words.colours import ink_on

_KINDS = {UNKNOWN: "co-unknown", NOT_APPLICABLE: "co-out", "": "co-open"}


def drawn(whole: WholeWave, model: OperatingModel, view: View) -> str:
    """Return the strip and its legend."""
    found: dict[str, list[WaveItem]] = {}
    for one in whole.items:
        if one.is_element:
            found.setdefault(parts.component(one.element_id, model, view), []).append(one)
    lines = "".join(_component(name, items, model, view) for name, items in found.items())
    return block(f"<div class='co-heat'>{lines}</div>{_legend(model, view)}")


def _component(name: str, items: list[WaveItem], model: OperatingModel, view: View) -> str:
    cells = "".join(_cell(one, model, view) for one in items)
    counted = rules.summary(items)
    answered = view.t("wave.answered_of", answered=counted.answered, asked=counted.asked)
    return (
        f"<div class='co-heat-row'><div><h3>{escape(name)}</h3>"
        f"<p class='co-small'>{escape(answered)}</p></div>"
        f"<ol>{cells}</ol></div>"
    )


def _cell(one: WaveItem, model: OperatingModel, view: View) -> str:
    level = rules.level(one.current)
    said = parts.answered(one.current, model, view)
    about = f"{parts.named(one, view)}: {said}"
    look = _look(level, view) if level else ""
    sign = str(level) if level else SIGNS[one.current]
    kind = "" if level else _KINDS[one.current]
    return (
        f"<li class='{kind}' {look} title='{escape(about)}'><small aria-hidden='true'>"
        f"{escape(parts.code(one, view))}</small><b aria-hidden='true'>{sign}</b>{unseen(about)}</li>"
    )


def _look(level: int, view: View) -> str:
    colour = fill(level, view.tone)
    return f"style='background:{colour};color:{ink_on(colour)}'"


def _legend(model: OperatingModel, view: View) -> str:
    steps = "".join(
        f"<span><i {_look(n, view)}>{n}</i>{escape(label(model, 'scale', str(n), view))}</span>"
        for n in LEVELS
    )
    named = {one: escape(view.t(f"wave.sign.{one or 'open'}")) for one in SIGNS}
    rest = "".join(
        f"<span><i class='{_KINDS[one]}'>{SIGNS[one]}</i>{said}</span>" for one, said in named.items()
    )
    return f"<div class='co-legend co-heat-key'>{steps}{rest}</div>"
