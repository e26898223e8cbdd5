"""Writes of a room: open it, and every step of its facilitators. Votes are written in `writer`."""

import json
from dataclasses import replace

from cityops import access
from cityops.access import Actor, Duty
from cityops.assessment import reads as waves
from cityops.assessment import tables
from cityops.assessment.model import Wave, WaveItem
from cityops.errors import StaleError
from cityops.store import Store, Transaction, Versioned, new_id
from cityops.words.refusals import overtaken, refused
from cityops.workshop import as_text, codes, counting, machine, pace, reads
from cityops.workshop.events import (
    CloseVote,
    End,
    EnterTally,
    Event,
    OpenVote,
    Record,
    Reveal,
    Undo,
)
from cityops.workshop.live import registry
from cityops.workshop.model import TRIAL, Phase, Refusal, Room, RoomState, Vote
from cityops.workshop.pace import Step
from cityops.workshop.writer import writer

ROOMS = Versioned("rooms", ("wave_id", "code", "is_open", "content"))


def open_room(store: Store, actor: Actor, wave_id: str) -> Room:
    """Open a room for a wave, in its lobby; what the wave has answered already is recorded there.

    Raises:
        RefusedError: There is no such wave, it is closed, or it asks nothing.
        NotAllowedError: The actor does not write waves.
    """

    def work(tx: Transaction) -> Room:
        wave, items = tables.open_wave(tx, wave_id), waves.items(tx, wave_id)
        if not items:
            raise refused("assessment.refused.no_questions")
        taken = reads.open_codes(tx)
        code = next(made for _ in range(99) if (made := codes.room_code()) not in taken)
        state = RoomState(
            items=tuple(one.item_id for one in items),
            rule=wave.rule,
            is_rule_fixed=wave.state != "draft",
            recorded=tuple(
                (one.item_id, aspect)
                for one in items
                for aspect in ("current", "ambition")
                if getattr(one, aspect)
            ),
        )
        room = Room(new_id(), 1, wave_id, code, True, state)
        tx.create(ROOMS, row_of(room), room.id)
        tx.run("workshop/keep_salt", room=room.id, salt=codes.new_salt())
        return room

    return access.write(store, actor, Duty.WAVES, work, action="open_room")


def row_of(room: Room) -> dict[str, object]:
    """Return a room as its table has it."""
    content = as_text.dumps(room.state)
    return {"wave_id": room.wave_id, "code": room.code, "is_open": room.is_open, "content": content}


def step(store: Store, actor: Actor, room_id: str, version: int, event: Event, reason: str = "") -> Room:
    """Let something happen in a room, with all that follows from it, in one transaction; return the room.

    A vote that is closed has first taken every vote that had reached this machine. A revealed round is
    counted, and its tally kept with the wave; what is recorded stands in the wave at once; with the end the
    salt is destroyed.

    Args:
        store: The store.
        actor: The facilitator.
        room_id: Of the room.
        version: Of the room as the facilitator saw it.
        event: What is to happen.
        reason: Why; that of the event itself where it has one.

    Raises:
        RefusedError: Not in this state of the room: `workshop.refused.<why>`.
        StaleError: Another facilitator was faster. The other one sees it too, as `RoomView.clash`.
        NotAllowedError: The actor does not write waves.
    """
    access.require(actor, Duty.WAVES)
    if isinstance(event, CloseVote):
        writer(store).drain()

    def work(tx: Transaction) -> Room:
        room = _room(tx, room_id)
        if room.version != version:
            raise _overtaken(room, event)
        before = room.state
        event_now = (
            Reveal(counting.outcome(_groups(tx, room), before.rule)) if isinstance(event, Reveal) else event
        )
        after = machine.step(before, event_now)
        if isinstance(after, Refusal):
            raise refused(f"workshop.refused.{after.why}")
        done = replace(room, state=after, is_open=after.phase is not Phase.ENDED)
        done = replace(done, state=_follow(tx, room, done, event_now))
        return replace(done, version=tx.change(ROOMS, room.id, version, row_of(done)))

    why = reason or str(getattr(event, "reason", ""))
    try:
        room = access.write(store, actor, Duty.WAVES, work, action="step_room", reason=why)
    except StaleError:
        registry(store).clash(room_id, machine.name_of(event))
        raise
    registry(store).clash(room_id, "")
    return room


def end_rooms(tx: Transaction, wave_id: str) -> None:
    """Close the rooms of a wave that is taken out, whatever happens in them, as a part of a greater write."""
    for room in reads.rooms_of(tx, wave_id):
        if room.is_open:
            state = replace(room.state, phase=Phase.ENDED, before=None)
            tx.change(ROOMS, room.id, room.version, row_of(replace(room, is_open=False, state=state)))
            tx.run("workshop/destroy_salt", room=room.id)


def steps(store: Store, room_id: str) -> list[Step]:
    """Return what the facilitators of a room did, the first step first."""
    history = store.history(ROOMS, room_id)
    if not history:
        return []
    items = waves.items(store, history[0]["wave_id"])
    return pace.steps(history, (one.item_id for one in items if one.is_element))


def _room(tx: Transaction, room_id: str) -> Room:
    found = reads.room(tx, room_id)
    if found is None:
        raise refused("workshop.refused.no_room", id=room_id)
    return found


def _overtaken(room: Room, event: Event) -> StaleError:
    mine, theirs = machine.name_of(event), room.state.last
    return overtaken("workshop.refused.overtaken", {"step": mine}, {"step": theirs, "version": room.version})


# --- what follows from a step -------------------------------------------------


def _follow(tx: Transaction, room: Room, after: Room, event: Event) -> RoomState:
    """Write what a step has for consequences beside the room; return the room's state."""
    state = after.state
    if isinstance(event, End):
        tx.run("workshop/destroy_salt", room=room.id)
        return state
    wave = tables.open_wave(tx, room.wave_id)
    if isinstance(event, OpenVote) and wave.state == "draft" and state.item_id != TRIAL:
        tx.change(tables.WAVES, wave.id, wave.version, {"state": "running"})
    elif isinstance(event, EnterTally):
        _keep_papers(tx, after, event)
    elif isinstance(event, Reveal) and state.item_id != TRIAL:
        _keep_tally(tx, after)
    elif isinstance(event, Record):
        return replace(state, recorded_version=_record(tx, wave, state))
    elif isinstance(event, Undo) and room.state.phase is Phase.RECORDED:
        _take_back(tx, wave, room.state)
    return state


def _keep_papers(tx: Transaction, room: Room, event: EnterTally) -> None:
    groups = {one.id for one in waves.groups(tx, room.wave_id)}
    if event.group_id and event.group_id not in groups:
        raise refused("workshop.refused.tally")
    for answer, heads in event.counts:
        tx.run(
            "workshop/keep_papers",
            room=room.id,
            sheet=room.state.last_sheet,
            ballot=room.state.ballot,
            group_id=event.group_id,
            answer=answer,
            heads=heads,
        )


def _votes(tx: Transaction, room: Room, ballot: int) -> list[Vote]:
    return [vote for vote in reads.votes(tx, room.id, ballot) if vote.ballot == ballot]


def _groups(tx: Transaction, room: Room) -> dict[str, dict[str, int]]:
    ballot = room.state.ballot
    return counting.counted(_votes(tx, room, ballot), reads.papers(tx, room, ballot))


def _keep_tally(tx: Transaction, room: Room) -> None:
    """Keep what the room is shown of a round with the wave, also over an earlier showing of it."""
    state = room.state
    groups, votes = _groups(tx, room), _votes(tx, room, state.ballot)
    earlier = state.rounds[-2] if len(state.rounds) > 1 else None
    moved = counting.movement(_votes(tx, room, earlier), votes) if earlier else {}
    shown = counting.merged(groups) or {"": counting.together(groups)}
    row_id = f"{room.wave_id}/{state.item_id}/{state.aspect}/{room.id}/{state.ballot}"
    values: dict[str, object] = {
        "wave_id": room.wave_id,
        "item_id": state.item_id,
        "aspect": state.aspect,
        "ballot": state.ballot,
        "counts": json.dumps(shown),
        "moved": json.dumps({f"{before}>{now}": n for (before, now), n in moved.items()}),
        "tokens": len(votes),
        "heads": state.heads,
    }
    known = tables.tally_version(tx, room.wave_id, row_id)
    if known:
        tx.change(tables.TALLIES, row_id, known, values)
    else:
        tx.create(tables.TALLIES, values, row_id)
    _keep_wording(tx, room)


def _keep_wording(tx: Transaction, room: Room) -> None:
    """The question as it was put on the day is the one that was answered."""
    put = machine.wording(room.state, room.state.item_id)
    if put:
        item = tables.item(tx, room.wave_id, room.state.item_id)
        if (item.question_en, item.question_zh) != (put.en, put.zh):
            tx.change(tables.ITEMS, item.id, item.version, {"question_en": put.en, "question_zh": put.zh})


def _record(tx: Transaction, wave: Wave, state: RoomState) -> int:
    """Write what was agreed into the wave; return the version of its row."""
    item, settled, outcome = tables.item(tx, wave.id, state.item_id), state.agreed, state.outcome
    if settled is None:
        raise refused("workshop.refused.record")
    voted = outcome if outcome and outcome.votes else None
    values: dict[str, object] = {
        state.aspect: settled.answer,
        f"{state.aspect}_how": settled.how,
        f"{state.aspect}_low": voted.low if voted else None,
        f"{state.aspect}_high": voted.high if voted else None,
        f"{state.aspect}_votes": voted.votes if voted else None,
    }
    for name in ("confidence", "owner"):
        if getattr(settled, name):
            values[name] = getattr(settled, name)
    values |= {
        name: _said(item, name, getattr(settled, name), state.aspect) for name in ("rationale", "dissent")
    }
    return tx.change(tables.ITEMS, item.id, item.version, values)


def _said(item: WaveItem, name: str, text: str, aspect: str) -> str:
    """Return a text of the row: that on the ambition stands below that on the present."""
    known = str(getattr(item, name))
    if aspect == "current":
        return text
    return "\n".join(filter(None, (known, text)))


def _take_back(tx: Transaction, wave: Wave, state: RoomState) -> None:
    """Put what a recording wrote over back, unless somebody has written since."""
    item = tables.item(tx, wave.id, state.item_id)
    if item.version != state.recorded_version:
        raise refused("workshop.refused.written_since")
    former = tx.rows("assessment/item_version", id=item.id, version=item.version - 1)
    for row in former:
        tx.change(
            tables.ITEMS, item.id, item.version, {k: v for k, v in row.items() if k not in ("id", "version")}
        )
