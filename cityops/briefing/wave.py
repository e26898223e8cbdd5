"""A wave to carry out of the hall: one page with every level, then one page a component, as PDF."""

import json
from dataclasses import asdict, dataclass
from functools import partial
from pathlib import Path
from typing import Any

import typst

from cityops.assessment import findings, rules
from cityops.assessment.lines import said
from cityops.assessment.model import WaveItem, WholeWave
from cityops.briefing.model import File
from cityops.briefing.pdf import fonts
from cityops.operating_model.model import OperatingModel
from cityops.words import dates
from cityops.words.catalogue import pick, words
from cityops.words.colours import LIGHT, ink_on

_TEMPLATE = Path(__file__).parent / "wave.typ"


@dataclass(frozen=True, slots=True)
class Line:
    """An element.

    Attributes:
        level: 1 to 5, None without one.
        sign: What stands in its cell: the level, or a sign for what was found instead.
        wanted: Likewise, of the ambition.
        said: Its answer in words, for those who do not see the cell.
    """

    code: str
    title: str
    level: int | None
    sign: str
    wanted: str
    gap: str
    said: str
    reason: str
    dissent: str
    owner: str


@dataclass(frozen=True, slots=True)
class Component:
    """A component with its elements."""

    name: str
    answered: str
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class WaveSheets:
    """What the file says.

    Attributes:
        stamps: What has to be known on each page: what the wave is, and that it is made up if it is.
        steps: The names of the five levels.
    """

    language: str
    title: str
    finding: str
    counts: str
    purpose: str
    stamps: tuple[str, ...]
    head: tuple[str, ...]
    steps: tuple[str, ...]
    signs: tuple[str, ...]
    components: tuple[Component, ...]


def compose(
    whole: WholeWave, model: OperatingModel, finding: str, language: str, *, names: bool
) -> WaveSheets:
    """Return what the file of a wave says.

    Args:
        whole: The wave.
        model: In whose words components and levels are named.
        finding: The first sentence, as the screen says it.
        language: One of `LANGUAGES`.
        names: Whether people are named.
    """
    t, wave = words(language), whole.wave
    counted = rules.summary(whole.items)
    stamps = [dates.date(wave.held_on, language), t(f"assessment.state.{wave.state}")]
    if wave.is_illustrative:
        stamps = [t("wave.illustrative"), *stamps]
    columns = (
        "element",
        "current",
        "ambition",
        "gap",
        "rationale",
        "dissent",
        *(("owner",) if names else ()),
    )
    return WaveSheets(
        language=language,
        title=pick(language, wave.name_en, wave.name_zh),
        finding=finding,
        counts=" · ".join(
            [
                t("wave.answered_of", answered=counted.answered, asked=counted.asked),
                t("wave.unknown_n", n=counted.unknown),
                t("wave.not_applicable_n", n=counted.not_applicable),
            ]
        ),
        purpose=t("wave.purpose"),
        stamps=tuple(stamps),
        head=tuple(t(f"wave.{name}") for name in columns),
        steps=tuple(_named(model, "scale", str(n), language) for n in range(1, 6)),
        signs=tuple(f"{sign} {said(answer, language)}" for answer, sign in findings.SIGNS.items()),
        components=_components(whole, model, language, names=names),
    )


def _named(model: OperatingModel, kind: str, key: str, language: str) -> str:
    found = next((one for one in model.of_kind(kind) if one.key == key), None)
    return pick(language, found.name_en, found.name_zh) if found else key


def _components(
    whole: WholeWave, model: OperatingModel, language: str, *, names: bool
) -> tuple[Component, ...]:
    found: dict[str, list[WaveItem]] = {}
    for one in (one for one in whole.items if one.is_element):
        element = model.element(one.element_id)
        found.setdefault(element.component if element else "", []).append(one)
    line = partial(_line, language=language, names=names)
    return tuple(
        Component(_component(key, model, language), _answered(items, language), tuple(map(line, items)))
        for key, items in found.items()
    )


def _component(key: str, model: OperatingModel, language: str) -> str:
    return _named(model, "component", key, language) if key else words(language)("wave.gone")


def _answered(items: list[WaveItem], language: str) -> str:
    counted = rules.summary(items)
    return words(language)("wave.answered_of", answered=counted.answered, asked=counted.asked)


def _line(one: WaveItem, *, language: str, names: bool) -> Line:
    step = rules.gap(one)
    own = words(language)("model.own") if one.item_id.startswith("city-") else one.item_id
    return Line(
        code=own,
        title=pick(language, one.title_en, one.title_zh),
        level=rules.level(one.current),
        sign=findings.SIGNS.get(one.current, one.current),
        wanted=findings.SIGNS.get(one.ambition, one.ambition),
        gap="" if step is None else str(step),
        said=said(one.current, language),
        reason=one.rationale,
        dissent=one.dissent,
        owner=one.owner if names else "",
    )


def render(sheets: WaveSheets) -> File:
    """Return the sheets as a PDF that can be read aloud too (PDF/UA-1); see `pdf.hindrance`."""
    ramp = LIGHT.ramp[2:]
    data: dict[str, Any] = asdict(sheets) | {
        "fonts": fonts(),
        "ramp": ramp,
        "inks": [ink_on(fill) for fill in ramp],
        "ink": LIGHT.ink,
        "sub": LIGHT.sub,
        "grid": LIGHT.grid,
        "brand": LIGHT.ramp[5],
    }
    told = {"data": json.dumps(data, ensure_ascii=False)}
    compiler = typst.Compiler(str(_TEMPLATE), sys_inputs=told)
    made: Any = compiler.compile(pdf_standards="ua-1")
    return File(bytes(made), int(compiler.query("<pages>", field="value", one=True)))
