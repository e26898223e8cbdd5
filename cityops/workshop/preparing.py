"""What is prepared for a wave reaches its open rooms with the same write: elements, their order, the rule."""

from collections.abc import Callable, Iterable
from dataclasses import asdict, replace

from cityops import access
from cityops.access import Actor, Duty
from cityops.assessment import preparation
from cityops.assessment.model import AgreementRule
from cityops.assessment.writes import put_values
from cityops.store import Store, Transaction
from cityops.words.refusals import refused
from cityops.workshop import machine, reads
from cityops.workshop.events import Event, SetItems, SetRule
from cityops.workshop.model import Refusal
from cityops.workshop.writes import ROOMS, row_of


def choose_elements(store: Store, actor: Actor, wave_id: str, elements: Iterable[str]) -> int:
    """Ask for these elements and no others; return how many questions there are.

    Raises:
        RefusedError: As `preparation.put_elements` says, or a room is just being asked one that would go.
    """
    wanted = list(elements)
    return _ask(store, actor, wave_id, lambda tx: preparation.put_elements(tx, wave_id, wanted))


def move_element(store: Store, actor: Actor, wave_id: str, element_id: str, place: int) -> int:
    """Ask for an element as the first, second, ... one; return how many questions there are.

    Raises:
        RefusedError: The wave is closed, or does not ask for it.
    """
    return _ask(store, actor, wave_id, lambda tx: preparation.move_element(tx, wave_id, element_id, place))


def set_rule(store: Store, actor: Actor, wave_id: str, version: int, rule: AgreementRule) -> int:
    """Declare when the rooms of a wave agree; return the wave's new version.

    Raises:
        RefusedError: It could not be so, or stands since the first vote.
        StaleError: Somebody else changed the wave since `version`.
    """

    def work(tx: Transaction) -> int:
        values = {f"rule_{name}": value for name, value in asdict(rule).items()}
        fresh = put_values(tx, wave_id, version, values)
        _follow(tx, wave_id, SetRule(rule))
        return fresh

    return access.write(store, actor, Duty.WAVES, work, action="change_wave")


def _ask(store: Store, actor: Actor, wave_id: str, put: Callable[[Transaction], tuple[str, ...]]) -> int:
    def work(tx: Transaction) -> int:
        items = put(tx)
        _follow(tx, wave_id, SetItems(items))
        return len(items)

    return access.write(store, actor, Duty.WAVES, work, action="prepare_wave")


def _follow(tx: Transaction, wave_id: str, event: Event) -> None:
    """Let something happen in each open room of a wave."""
    for room in reads.rooms_of(tx, wave_id):
        if room.is_open:
            after = machine.step(room.state, event)
            if isinstance(after, Refusal):
                raise refused(f"workshop.refused.{after.why}")
            tx.change(ROOMS, room.id, room.version, row_of(replace(room, state=after)))
