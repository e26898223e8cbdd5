"""Writes of waves: create, prepare, run, close; and the answers, by the room or by the score sheet."""

from collections.abc import Iterable, Mapping
from dataclasses import replace

from cityops import access
from cityops.access import Actor, Duty
from cityops.assessment import drafting, reads, rules, tables
from cityops.assessment.model import STATES, NewWave, Wave
from cityops.assessment.tables import GROUPS, ITEMS, WAVES
from cityops.indicators import reads as areas_and_catalogue
from cityops.operating_model import reads as operating_model
from cityops.operating_model.model import OperatingModel
from cityops.operating_model.rules import in_force
from cityops.store import Store, Transaction, new_id, parts
from cityops.words.refusals import refused

CHANGEABLE = frozenset({"name_en", "name_zh", "organisation", "domain", "held_on", "is_named"})
RULE = frozenset({"rule_share", "rule_within", "rule_gap", "rule_rounds"})
"""What `change_wave` writes; the rule only before the first vote."""


def create_wave(store: Store, actor: Actor, new: NewWave) -> str:
    """Prepare a wave: its questions in the wording of today, its groups, its rule. Return its id.

    Raises:
        RefusedError: Without a name, with an area or element that is not there, or an impossible rule.
        NotAllowedError: The actor does not write waves.
    """

    def work(tx: Transaction) -> str:
        wave = drafting.wave_of(new, new_id())
        tables.check(rules.wrong_wave(wave))
        if new.area_id not in areas_and_catalogue.areas(tx, on=new.held_on):
            raise refused("assessment.refused.no_area", area=new.area_id)
        model = model_in_force(tx)
        items = drafting.questions(wave.id, wave.question_set, model, chosen_elements(model, new.elements))
        groups = drafting.groups_of(new, wave.id, (new_id() for _ in range(99)))
        tx.create(WAVES, parts(wave)[1], wave.id)
        tx.create_many(ITEMS, map(parts, items))
        tx.create_many(GROUPS, map(parts, groups))
        return wave.id

    return access.write(store, actor, Duty.WAVES, work, action="create_wave")


def model_in_force(tx: Transaction) -> OperatingModel:
    """Return the operating model without what the city has switched off, or refuse."""
    model = operating_model.read(tx)
    if model is None:
        raise refused("model.refused.missing")
    return in_force(model)


def chosen_elements(model: OperatingModel, wanted: Iterable[str]) -> list[str]:
    """Return the elements that are wanted, all if none are named; refuse one that is not in use."""
    there = [one.id for one in model.elements]
    chosen = list(wanted) or there
    for one in chosen:
        if one not in there:
            raise refused("assessment.refused.no_item", id=one)
    return chosen


def change_wave(
    store: Store, actor: Actor, wave_id: str, version: int, values: Mapping[str, object], reason: str = ""
) -> int:
    """Change name, day, rule, whose it is, or whether names travel; return the new version.

    Raises:
        RefusedError: It is closed, its rule stands since the first vote, or it could not be so.
        StaleError: Somebody else changed it since `version`.
    """

    def work(tx: Transaction) -> int:
        return put_values(tx, wave_id, version, values)

    return access.write(store, actor, Duty.WAVES, work, action="change_wave", reason=reason)


def put_values(tx: Transaction, wave_id: str, version: int, values: Mapping[str, object]) -> int:
    """Do what `change_wave` does, as a part of a greater write."""
    wave, fresh = tables.open_wave(tx, wave_id), rules.cleaned(values)
    if not fresh.keys() <= CHANGEABLE | RULE:
        raise refused("assessment.refused.column")
    if fresh.keys() & RULE and wave.state != "draft":
        raise refused("assessment.refused.rule_fixed")
    tables.check(rules.wrong_wave(replace(wave, **fresh)))  # type: ignore[arg-type]  # columns by name
    return tx.change(WAVES, wave_id, version, fresh)


def set_state(store: Store, actor: Actor, wave_id: str, version: int, state: str, reason: str = "") -> int:
    """Run or close a wave, or open a closed one again, which wants a reason; return its new version.

    Raises:
        RefusedError: There is no such state, it is in that state, or the reason is missing.
        StaleError: Somebody else changed it since `version`.
    """

    def work(tx: Transaction) -> int:
        wave = tables.wave(tx, wave_id)
        if state not in STATES or state in ("draft", wave.state):
            raise refused("assessment.refused.state")
        if wave.state == "closed" and not reason.strip():
            raise refused("assessment.refused.reason")
        return tx.change(WAVES, wave_id, version, {"state": state})

    return access.write(store, actor, Duty.WAVES, work, action="set_wave_state", reason=reason)


def remove_wave(store: Store, actor: Actor, wave_id: str, version: int, reason: str) -> None:
    """Take a wave out with all that belongs to it; its history stays.

    Raises:
        RefusedError: There is no such wave, or the reason is missing.
        StaleError: Somebody else changed it since `version`.
    """

    def work(tx: Transaction) -> None:
        wave = tables.wave(tx, wave_id)
        if not reason.strip():
            raise refused("assessment.refused.reason")
        take_out(tx, replace(wave, version=version))

    access.write(store, actor, Duty.WAVES, work, action="remove_wave", reason=reason)


def take_out(tx: Transaction, wave: Wave) -> None:
    """Do what `remove_wave` does, as a part of a greater write."""
    whole = reads.whole(tx, wave.id)
    tx.remove(WAVES, wave.id, wave.version)
    if whole is None:
        return
    for table, rows in tables.parts_of(whole):
        for row in rows:
            tx.remove(table, row.id, row.version)
