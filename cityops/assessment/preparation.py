"""Writes that prepare a wave: which elements it asks for, in which order, and which groups vote.

Where a room may be open, `workshop.preparing` does the same and lets the room follow.
"""

from collections.abc import Iterable
from dataclasses import replace

from cityops import access
from cityops.access import Actor, Duty
from cityops.assessment import drafting, reads, tables
from cityops.assessment.model import Group, WaveItem
from cityops.assessment.tables import GROUPS, ITEMS
from cityops.assessment.writes import chosen_elements, model_in_force
from cityops.store import Store, Transaction, new_id, parts
from cityops.words.refusals import refused


def put_elements(tx: Transaction, wave_id: str, elements: Iterable[str]) -> tuple[str, ...]:
    """Ask for these elements and no others; return the ids of all questions, in their order.

    Those that were asked for keep their order; another one comes where the model has it.

    Raises:
        RefusedError: The wave is closed, there is no such element, or one that would go has an answer.
    """
    model = model_in_force(tx)
    wanted = set(chosen_elements(model, elements))
    return _put(
        tx, wave_id, drafting.in_order(_asked(tx, wave_id), wanted, [one.id for one in model.elements])
    )


def move_element(tx: Transaction, wave_id: str, element_id: str, place: int) -> tuple[str, ...]:
    """Ask for an element as the first, second, ... one; return the ids of all questions, in their order.

    Raises:
        RefusedError: The wave is closed, or does not ask for it.
    """
    there = _asked(tx, wave_id)
    if element_id not in there:
        raise refused("assessment.refused.no_item", id=element_id)
    return _put(tx, wave_id, drafting.moved(there, element_id, max(1, place)))


def _asked(tx: Transaction, wave_id: str) -> list[str]:
    return [one.element_id for one in reads.items(tx, wave_id) if one.is_element]


def _put(tx: Transaction, wave_id: str, elements: Iterable[str]) -> tuple[str, ...]:
    """Write the questions of a wave; what is asked for already keeps its words."""
    wave, model = tables.open_wave(tx, wave_id), model_in_force(tx)
    chosen = drafting.questions(wave_id, wave.question_set, model, elements)
    there = {one.item_id: one for one in reads.items(tx, wave_id)}
    for gone in there.keys() - {one.item_id for one in chosen}:
        _take_out(tx, there[gone])
    tx.put_many(ITEMS, [parts(one) for one in chosen if one.item_id not in there])
    for one in chosen:
        known = there.get(one.item_id)
        if known and known.rank != one.rank:
            tx.change(ITEMS, known.id, known.version, {"rank": one.rank})
    return tuple(one.item_id for one in chosen)


def _take_out(tx: Transaction, item: WaveItem) -> None:
    if item.current or item.ambition:
        raise refused("assessment.refused.answered", id=item.item_id)
    tx.remove(ITEMS, item.id, item.version)


def set_groups(
    store: Store, actor: Actor, wave_id: str, groups: Iterable[tuple[str, str | None, str | None]]
) -> list[str]:
    """Let these groups vote and no others; return their ids in order.

    Args:
        store: The store.
        actor: Who prepares.
        wave_id: Of the wave.
        groups: Id ('' for a new one), name in English, name in Chinese; one name is needed.

    Raises:
        RefusedError: The wave is closed, or a group has no name.
    """
    wanted = [
        (group_id, (en or "").strip() or None, (zh or "").strip() or None) for group_id, en, zh in groups
    ]

    def work(tx: Transaction) -> list[str]:
        tables.open_wave(tx, wave_id)
        if any(not (en or zh) for _, en, zh in wanted):
            raise refused("assessment.refused.unnamed")
        there = {one.id: one for one in reads.groups(tx, wave_id)}
        kept = [
            Group(group_id if group_id in there else new_id(), 1, wave_id, rank, en, zh)
            for rank, (group_id, en, zh) in enumerate(wanted, 1)
        ]
        for one in kept:
            _put_group(tx, one, there.pop(one.id, None))
        for gone in there.values():
            tx.remove(GROUPS, gone.id, gone.version)
        return [one.id for one in kept]

    return access.write(store, actor, Duty.WAVES, work, action="prepare_wave")


def _put_group(tx: Transaction, group: Group, known: Group | None) -> None:
    row_id, row = parts(group)
    if known is None:
        tx.create(GROUPS, row, row_id)
    elif replace(group, version=known.version) != known:
        tx.change(GROUPS, row_id, known.version, row)
