"""Writes that prepare a wave: which elements it asks for, and which groups vote."""

from collections.abc import Iterable
from dataclasses import replace

from cityops import access
from cityops.access import Actor, Duty
from cityops.assessment import drafting, reads, tables
from cityops.assessment.model import Group
from cityops.assessment.tables import GROUPS, ITEMS
from cityops.assessment.writes import chosen_elements, model_in_force
from cityops.store import Store, Transaction, new_id, parts
from cityops.words.refusals import refused


def choose_elements(store: Store, actor: Actor, wave_id: str, elements: Iterable[str]) -> int:
    """Ask for these elements and no others; return how many questions there are.

    Raises:
        RefusedError: The wave is closed, there is no such element, or one that would go has an answer.
    """
    wanted = list(elements)

    def work(tx: Transaction) -> int:
        wave, model = tables.open_wave(tx, wave_id), model_in_force(tx)
        chosen = drafting.questions(wave_id, wave.question_set, model, chosen_elements(model, wanted))
        there = {one.item_id: one for one in reads.items(tx, wave_id)}
        keep = {one.item_id for one in chosen}
        for one in (one for key, one in there.items() if key not in keep):
            if one.current or one.ambition:
                raise refused("assessment.refused.answered", id=one.item_id)
            tx.remove(ITEMS, one.id, one.version)
        tx.put_many(ITEMS, [parts(one) for one in chosen if one.item_id not in there])
        for one in chosen:
            known = there.get(one.item_id)
            if known and known.rank != one.rank:
                tx.change(ITEMS, known.id, known.version, {"rank": one.rank})
        return len(chosen)

    return access.write(store, actor, Duty.WAVES, work, action="prepare_wave")


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
