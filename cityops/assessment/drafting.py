"""What a new wave is made of: questions from the operating model in force, groups, the rule. Pure."""

from collections.abc import Collection, Iterable, Iterator, Sequence

from cityops.assessment.model import Group, NewWave, Wave, WaveItem
from cityops.operating_model.model import Element, OperatingModel, Statement
from cityops.words.catalogue import words

PRESET_GROUPS = (
    "top_managers",
    "executive",
    "public_bodies",
    "private_sector",
    "voluntary",
    "education",
    "innovators",
)
"""Those whom the standard's introduction is written for; a city changes them as it likes."""


def preset_groups() -> tuple[tuple[str | None, str | None], ...]:
    """Return the names of the groups that a wave starts with, in English and Chinese."""
    en, zh = words("en"), words("zh")
    return tuple((en(f"assessment.group.{name}"), zh(f"assessment.group.{name}")) for name in PRESET_GROUPS)


def wave_of(new: NewWave, wave_id: str) -> Wave:
    """Return the wave, a draft."""
    return Wave(
        id=wave_id,
        version=1,
        area_id=new.area_id,
        organisation=new.organisation.strip(),
        name_en=(new.name_en or "").strip() or None,
        name_zh=(new.name_zh or "").strip() or None,
        domain=new.domain.strip(),
        question_set=new.question_set,
        state="draft",
        held_on=new.held_on,
        rule_share=new.rule.share,
        rule_within=new.rule.within,
        rule_gap=new.rule.gap,
        rule_rounds=new.rule.rounds,
        is_named=new.is_named,
        is_illustrative=new.is_illustrative,
    )


def groups_of(new: NewWave, wave_id: str, new_ids: Iterable[str]) -> list[Group]:
    """Return its groups; ids are given by the caller."""
    names = new.groups or preset_groups()
    return [
        Group(group_id, 1, wave_id, rank, en, zh)
        for rank, (group_id, (en, zh)) in enumerate(zip(new_ids, names, strict=False), 1)
    ]


def questions(
    wave_id: str, question_set: str, model: OperatingModel, elements: Iterable[str]
) -> list[WaveItem]:
    """Return the questions about elements, in the order in which these are named.

    Args:
        wave_id: Of the wave.
        question_set: One of `model.QUESTION_SETS`; the long set asks for each statement as well.
        model: What is in force.
        elements: Their ids.
    """
    known = {element.id: element for element in model.elements}
    found = (
        one for element_id in elements for one in _of_element(wave_id, question_set, model, known[element_id])
    )
    return [_ranked(one, rank) for rank, one in enumerate(found, 1)]


def in_order(there: Sequence[str], wanted: Collection[str], model: Sequence[str]) -> list[str]:
    """Return the elements that are wanted: those that are there as they stand, each other one at its place.

    Args:
        there: Elements that are asked for already, in their order.
        wanted: Those that are to be asked for.
        model: All elements, in the order of the model.

    >>> in_order(["B5", "A1"], {"A1", "B5", "B6", "A2"}, ["A1", "A2", "B5", "B6"])
    ['B5', 'B6', 'A1', 'A2']
    """
    found = [one for one in there if one in wanted]
    for place, one in enumerate(model):
        if one in wanted and one not in found:
            before = next((other for other in reversed(model[:place]) if other in found), None)
            found.insert(found.index(before) + 1 if before else 0, one)
    return found


def moved(there: Sequence[str], one: str, place: int) -> list[str]:
    """Return elements with one of them at another place, counted from 1.

    >>> moved(["A1", "A2", "B5"], "B5", 1)
    ['B5', 'A1', 'A2']
    """
    rest = [other for other in there if other != one]
    return [*rest[: place - 1], one, *rest[place - 1 :]]


def _of_element(
    wave_id: str, question_set: str, model: OperatingModel, element: Element
) -> Iterator[tuple[str, Element, Element | Statement]]:
    yield wave_id, element, element
    if question_set == "long":
        yield from ((wave_id, element, one) for one in model.statements_of(element.id))


def _ranked(found: tuple[str, Element, Element | Statement], rank: int) -> WaveItem:
    wave_id, element, one = found
    if isinstance(one, Element):
        titles, asked = (one.title_en, one.title_zh), (one.question_en, one.question_zh)
    else:
        titles, asked = (one.text_en, one.text_zh), (None, None)
    return WaveItem(f"{wave_id}/{one.id}", 1, wave_id, one.id, element.id, rank, *titles, *asked)
