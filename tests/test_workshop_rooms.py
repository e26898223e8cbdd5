"""A room in the store: blind is blind, a vote counts once, nothing that was acknowledged is lost."""

import json
import random
import shutil
import subprocess
from collections import Counter
from collections.abc import Callable, Iterator
from concurrent.futures import Future
from contextlib import contextmanager
from dataclasses import replace
from functools import partial
from pathlib import Path
from threading import Event as Signal
from threading import Thread
from typing import Any

import pytest

from cityops.assessment import answers as sheet
from cityops.assessment import reads as waves
from cityops.assessment import rules, writes
from cityops.errors import RefusedError, StaleError
from cityops.operating_model import writes as operating_model
from cityops.store import Store, open_store
from cityops.words.catalogue import LANGUAGES
from cityops.workshop import ballots, codes, preparing, reads, views
from cityops.workshop import writes as rooms
from cityops.workshop.events import (
    Agree,
    CloseVote,
    CountHeads,
    Discuss,
    EditQuestion,
    End,
    EnterTally,
    Lock,
    OpenVote,
    Record,
    Reopen,
    TakeUp,
    Undo,
)
from cityops.workshop.model import TRIAL, Phase, Vote
from cityops.workshop.refusals import TurnedAwayError
from cityops.workshop.seen import Acknowledgement
from cityops.workshop.writer import Casting, Writer
from tests.support import children, city
from tests.support.counts import content
from tests.support.rooms import ADA, Hall, hall
from tests.support.threads import together

WHY = Agree("3", "consensus", rationale="The matrix is there", dissent="Two see no owner")


@pytest.fixture(scope="module")
def shared(small_file: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    """The small city with its operating model; each test has a wave and a room of its own in it."""
    store = open_store(str(shutil.copy(small_file, tmp_path_factory.mktemp("hall") / "city.duckdb")))
    operating_model.load(store, city.ADMINISTRATOR)
    yield store
    store.close()


@pytest.fixture
def room(shared: Store) -> Hall:
    """A room of a new wave, in its lobby."""
    return hall(shared)


@pytest.fixture
def alone(small: Store) -> Iterator[Hall]:
    """A room in a store of its own."""
    operating_model.load(small, city.ADMINISTRATOR)
    found = hall(small)
    yield found
    found.store.close()


# --- one question, from the lobby to the register -----------------------------


def test_what_is_recorded_stands_in_the_wave_at_once(alone: Hall) -> None:
    phones = alone.join(6, 0)
    alone.ask()
    alone.vote(phones, "123345")
    alone.reveal()
    alone.step(Discuss(), OpenVote())
    alone.vote(phones, "233334")
    alone.reveal()
    alone.step(WHY, Record())
    found = waves.standing(alone.store, "T0")
    assert found
    assert found.wave.state == "running"
    item = found.items["B5"]
    assert (item.current, item.current_low, item.current_high, item.current_votes) == ("3", 2, 4, 6)
    assert (item.current_how, item.rationale, item.dissent) == ("consensus", WHY.rationale, WHY.dissent)
    whole = waves.whole(alone.store, alone.wave_id)
    assert whole
    first, then = whole.tallies_of("B5")
    assert rules.counts_of(first) == {"": {"1": 1, "2": 1, "3": 2, "4": 1, "5": 1}}
    assert rules.moves_of(then) == {("1", "2"): 1, ("2", "3"): 1, ("3", "3"): 2, ("4", "3"): 1, ("5", "4"): 1}


def test_a_room_votes_on_both_engines(any_city: Store) -> None:
    operating_model.load(any_city, city.ADMINISTRATOR)
    room = hall(any_city)
    phones = room.join(7, 0)
    room.ask()
    room.vote(phones, "123?333")
    room.vote(phones[:1], "3", key=2)
    room.step(EnterTally("", (("4", 2),)))
    assert _count(room) == {"2": 1, "3": 5, "4": 2, "unknown": 1}
    room.step(Agree("3", "rule"), Record(), Undo(), Record(), End())
    assert waves.items(any_city, room.wave_id)[1].current == "3"
    assert reads.salt(any_city, room.room.id) == ""


def test_the_ambition_follows_and_keeps_what_was_said_of_the_present(room: Hall) -> None:
    room.ask()
    room.reveal()
    room.step(WHY, Record(), TakeUp("B5", "ambition"), OpenVote())
    room.reveal()
    room.step(Agree("5", "decision", rationale="By 2030"), Record())
    item = waves.items(room.store, room.wave_id)[1]
    assert (item.current, item.ambition, item.rationale) == ("3", "5", "The matrix is there\nBy 2030")


def test_nobody_sees_a_vote_before_it_is_shown(room: Hall) -> None:
    phones = room.join(4, 0)
    room.ask()
    room.vote(phones, "2345")
    for _ in ("open", "closed"):
        seen = views.room_view(room.store, room.room.code)
        assert (seen.rounds, seen.presence.voted) == ((), 4)
        assert seen.room.state.outcome is None
        if seen.room.state.phase is Phase.VOTING:
            room.step(CloseVote())
    room.step(Undo())
    room.reveal()
    assert views.room_view(room.store, room.room.code).rounds[0].counts == {"2": 1, "3": 1, "4": 1, "5": 1}


def test_a_phone_sees_the_question_and_what_it_said_itself(room: Hall) -> None:
    early, late = room.join(1, 0)[0], ""
    room.step(TakeUp("B5"), EditQuestion("Who mends it?", None), OpenVote())
    room.vote([early], "4")
    late = room.join(1, 1)[0]
    first, then = (views.ballot_view(room.store, room.room.code, token) for token in (early, late))
    assert (first.answer, then.answer, then.phase) == ("4", "", Phase.VOTING)
    assert (then.question_en, then.question_zh, then.title_zh) == (
        "Who mends it?",
        None,
        "描绘城市交互性需求",
    )
    assert [level for level, _, _ in then.levels] == [1, 2, 3, 4, 5]
    assert then.group_id == room.groups[1]


def test_phones_that_joined_stand_beside_heads_that_were_counted(room: Hall) -> None:
    room.join(3, 0)
    room.join(2, 1)
    room.step(CountHeads(9))
    found = views.room_view(room.store, room.room.code).presence
    assert (found.tokens, found.heads) == (5, 9)
    assert found.groups == {room.groups[0]: 3, room.groups[1]: 2}


def test_papers_count_until_they_are_taken_back(room: Hall) -> None:
    room.ask()
    room.vote(room.join(2), "33")
    room.step(EnterTally(room.groups[0], (("3", 4), ("unknown", 1))))
    room.step(EnterTally("", (("1", 50),)), Undo())
    assert views.room_view(room.store, room.room.code).presence.on_paper == 5
    found = room.reveal().state.outcome
    assert found
    assert (found.votes, found.answer, found.triage) == (7, "3", "agreed")


def test_a_trial_leaves_nothing_in_the_wave(room: Hall) -> None:
    room.ask(TRIAL)
    room.vote(room.join(1), "5")
    room.reveal()
    whole = waves.whole(room.store, room.wave_id)
    assert whole
    assert (whole.tallies, whole.wave.state) == ((), "draft")


# --- a vote counts once -------------------------------------------------------


def _count(room: Hall) -> dict[str, int]:
    return room.reveal() and views.room_view(room.store, room.room.code).rounds[-1].counts


PRESSES: dict[str, tuple[list[tuple[str, int]], dict[str, int]]] = {
    "pressed again: the last one counts": ([("2", 1), ("4", 2)], {"4": 1}),
    "sent again: it counts once": ([("2", 1), ("2", 1), ("2", 1)], {"2": 1}),
    "an old one arrives late": ([("4", 2), ("2", 1)], {"4": 1}),
    "back to not known": ([("4", 1), ("?", 2)], {"unknown": 1}),
}


@pytest.mark.parametrize(("presses", "counts"), PRESSES.values(), ids=PRESSES)
def test_a_phone_has_one_vote(room: Hall, presses: list[tuple[str, int]], counts: dict[str, int]) -> None:
    phone = room.join(1)
    room.ask()
    for answer, key in presses:
        room.vote(phone, answer, key)
    assert _count(room) == counts


def test_a_repeated_press_is_told_what_counts(room: Hall) -> None:
    token, ballot = room.join(1)[0], room.ask()
    cast = partial(ballots.cast, room.store, room.room.code, token, ballot)
    assert [cast("4", 2), cast("4", 2), cast("2", 1)] == [
        Acknowledgement(ballot, "4", False),
        Acknowledgement(ballot, "4", True),
        Acknowledgement(ballot, "4", True),
    ]
    room.step(CloseVote())
    assert cast("4", 2).is_repeated  # its first answer was lost on the way; what it pressed counts


Bad = Callable[[Hall, str], object]


def _cast(room: Hall, token: str, **changes: object) -> object:
    state = room.room.state
    given = {
        "code": room.room.code,
        "token": token,
        "ballot": state.ballot,
        "answer": "3",
        "key": 7,
    } | changes
    return ballots.cast(room.store, **given)  # type: ignore[arg-type]


def _other_room(room: Hall, _token: str) -> object:
    other = hall_of(room)
    return _cast(room, ballots.join(room.store, other.room.code))


def hall_of(room: Hall) -> Hall:
    """A second room of the same wave."""
    return Hall(room.store, room.wave_id, rooms.open_room(room.store, ADA, room.wave_id), room.groups)


BAD: dict[str, tuple[Bad, str]] = {
    "an unknown code": (lambda room, token: _cast(room, token, code="ZZZZZZ"), "code"),
    "no token": (lambda room, _: _cast(room, ""), "token"),
    "a forged token": (lambda room, _: _cast(room, codes.new_token()), "token"),
    "a token of another room": (_other_room, "other_room"),
    "level 0": (lambda room, token: _cast(room, token, answer="0"), "range"),
    "level 6": (lambda room, token: _cast(room, token, answer="6"), "range"),
    "not applicable": (lambda room, token: _cast(room, token, answer="not_applicable"), "range"),
    "a script": (lambda room, token: _cast(room, token, answer="<script>"), "range"),
    "a key below zero": (lambda room, token: _cast(room, token, key=-1), "range"),
    "a key that no column holds": (lambda room, token: _cast(room, token, key=2**63), "range"),
    "a vote of before": (lambda room, token: _cast(room, token, ballot=room.room.state.ballot - 1), "late"),
    "a vote to come": (lambda room, token: _cast(room, token, ballot=room.room.state.ballot + 1), "late"),
}


@pytest.mark.parametrize(("bad", "why"), BAD.values(), ids=BAD)
def test_what_is_no_vote_is_refused_and_counted_and_changes_nothing(room: Hall, bad: Bad, why: str) -> None:
    token = room.join(1)[0]
    room.ask()
    before = reads.votes(room.store, room.room.id)
    with pytest.raises(TurnedAwayError) as refused:
        bad(room, token)
    assert refused.value.why == why
    assert all(refused.value.sentence(language) for language in LANGUAGES)
    assert reads.votes(room.store, room.room.id) == before
    if why != "code":
        assert views.room_view(room.store, room.room.code).refused == {why: 1}


def test_after_the_close_nothing_counts(room: Hall) -> None:
    phones = room.join(2)
    room.ask()
    room.vote(phones[:1], "3")
    room.step(CloseVote())
    with pytest.raises(TurnedAwayError, match="closed"):
        room.vote(phones[1:], "5")
    with pytest.raises(TurnedAwayError, match="closed"):
        room.vote(phones[:1], "5", key=2)
    room.step(Undo())
    assert _count(room) == {"3": 1}


def test_a_vote_that_was_opened_by_mistake_counts_nowhere(room: Hall) -> None:
    phones = room.join(3)
    room.ask()
    room.vote(phones, "555")
    room.step(Undo(), OpenVote())
    room.vote(phones[:1], "2")
    assert _count(room) == {"2": 1}


def test_who_may_not_join_is_told(room: Hall) -> None:
    with pytest.raises(TurnedAwayError, match="no such group"):
        ballots.join(room.store, room.room.code, "none such")
    room.step(Lock())
    with pytest.raises(TurnedAwayError, match="Nobody can join"):
        ballots.join(room.store, room.room.code)
    assert reads.members(room.store, room.room.id) == {}


# --- many at once -------------------------------------------------------------


def test_two_hundred_at_once_lose_nothing_and_count_nothing_twice(room: Hall) -> None:
    phones, ballot = room.join(200), room.ask()
    before = room.store.version

    def some(mine: list[str]) -> list[Acknowledgement]:
        sent = [(token, str(1 + phones.index(token) % 5)) for token in mine]
        sent += sent[:2]  # twice, as a phone does that hears nothing
        code = room.room.code
        futures = [ballots.casting(room.store, code, token, ballot, answer, 1) for token, answer in sent]
        return [future.result(20) for future in futures]

    told = together([partial(some, phones[first::20]) for first in range(20)])
    assert Counter(one.is_repeated for answers in told for one in answers) == {False: 200, True: 40}
    assert room.store.version == before  # no page's cache is emptied by a phone
    assert _count(room) == {str(level): 40 for level in range(1, 6)}
    written = [row for row in content(room.store)["room_votes"] if row[0] == room.room.id]
    assert len(written) == len({row[2] for row in written}) == 200


def test_many_votes_share_a_commit(room: Hall) -> None:
    phones = room.join(60)
    room.ask()
    before = _last_change(room.store)
    code, ballot = room.room.code, room.room.state.ballot
    with _held(room.store):
        futures = [ballots.casting(room.store, code, one, ballot, "3", 1) for one in phones]
        assert not any(future.done() for future in futures)  # nothing is acknowledged before its commit
    assert all(future.result(10).answer == "3" for future in futures)
    assert _last_change(room.store) - before <= 4


@contextmanager
def _held(store: Store) -> Iterator[None]:
    """Let somebody else write meanwhile."""
    holding, done = Signal(), Signal()

    def work(_tx: object) -> None:
        holding.set()
        done.wait(10)

    hold = partial(store.write, work, person="Ada", role="administrator", action="test")
    holder = Thread(target=hold)
    holder.start()
    holding.wait(10)
    try:
        yield
    finally:
        done.set()
        holder.join()


def _last_change(store: Store) -> int:
    return max(row[0] for row in content(store)["changes"])


def test_what_waits_is_bounded(room: Hall) -> None:
    small = Writer(room.store, most=5)
    vote = Vote(1, "x", 1, "", "3")
    with _held(room.store):
        # One request is on its way to the store at most, and as many as fit wait behind it.
        first = [small.put(Casting(room.room.id, vote=vote)) for _ in range(5)]
        with pytest.raises(TurnedAwayError, match="Very many"):
            _fill(small, Casting(room.room.id, vote=vote))
    small.drain()
    assert all(isinstance(one.exception(0), TurnedAwayError) for one in first)  # no vote is open


def _fill(writer: Writer, request: Casting) -> None:
    for _ in range(2000):
        writer.put(replace(request, answer=Future()))


def test_who_gives_up_while_waiting_takes_no_answer_from_others(room: Hall) -> None:
    phones = room.join(20)
    code, ballot = room.room.code, room.ask()
    with _held(room.store):
        sent = [ballots.casting(room.store, code, one, ballot, "3", 1) for one in phones]
        gave_up = [one for one in sent[::2] if one.cancel()]
    told = [one.result(10).answer for one in sent if one not in gave_up]
    assert _count(room) == {"3": len(told)}
    assert len(told) >= 10


def test_what_was_acknowledged_before_the_close_is_in_the_count(room: Hall) -> None:
    """Votes and the close at the same moment: acknowledged and counted are the same."""
    phones = room.join(40)
    room.ask()

    def vote(token: str) -> str:
        try:
            _cast(room, token)
        except TurnedAwayError as error:
            return error.why
        return "acknowledged"

    def close() -> str:
        return rooms.step(room.store, ADA, room.room.id, room.room.version, CloseVote()).state.phase.value

    said = Counter(together([*(partial(vote, token) for token in phones), close]))
    assert said.keys() <= {"acknowledged", "late", "closed"}
    assert len(reads.votes(room.store, room.room.id)) == said["acknowledged"]


def test_of_two_facilitators_one_is_refused_and_both_are_told(room: Hall) -> None:
    room.ask()
    version = room.room.version
    room.step(CloseVote())
    with pytest.raises(StaleError, match="Another facilitator") as stale:
        rooms.step(room.store, ADA, room.room.id, version, CloseVote())
    assert stale.value.theirs["step"] == "close_vote"
    assert views.room_view(room.store, room.room.code).clash == "close_vote"
    room.step(Undo())
    assert views.room_view(room.store, room.room.code).clash == ""


def test_both_press_at_once_and_one_step_is_done(room: Hall) -> None:
    room.ask()
    press = partial(rooms.step, room.store, ADA, room.room.id, room.room.version, CloseVote())

    def tried() -> bool:
        try:
            return bool(press())
        except StaleError:
            return False

    assert sorted(together([tried, tried])) == [False, True]


# --- undo, reopen, the sheet beside the room ----------------------------------


def test_a_recording_is_taken_back_from_the_wave(room: Hall) -> None:
    room.ask()
    room.reveal()
    room.step(WHY, Record())
    version = waves.items(room.store, room.wave_id)[1].version
    sheet.answer(room.store, ADA, room.wave_id, "A1", 1, {"current": "2"})
    room.step(Undo())
    item = waves.items(room.store, room.wave_id)[1]
    assert (item.current, item.rationale, item.version) == ("", "", version + 1)
    assert room.room.state.phase is Phase.AGREED


def test_a_recording_on_which_somebody_wrote_is_not_taken_back(room: Hall) -> None:
    room.ask()
    room.reveal()
    room.step(WHY, Record())
    version = waves.items(room.store, room.wave_id)[1].version
    sheet.answer(room.store, ADA, room.wave_id, "B5", version, {"owner": "Head of IT"})
    with pytest.raises(RefusedError, match="written into this element"):
        room.step(Undo())
    room.step(Reopen("B5", "new evidence"))
    assert waves.items(room.store, room.wave_id)[1].current == "3"  # until another answer is recorded


def test_the_question_as_it_was_put_is_the_one_that_was_answered(room: Hall) -> None:
    room.step(TakeUp("B5"), EditQuestion("Who mends it?", "谁来解决？"), OpenVote())
    room.reveal()
    item = waves.items(room.store, room.wave_id)[1]
    assert (item.question_en, item.question_zh) == ("Who mends it?", "谁来解决？")


def test_the_rule_is_declared_in_the_wave_and_stands_after_the_first_vote(room: Hall) -> None:
    strict = rules.AgreementRule(share=0.9, within=0)
    version = preparing.set_rule(room.store, ADA, room.wave_id, 1, strict)
    wave, room.room = waves.wave(room.store, room.wave_id), room.again()
    assert wave
    assert (wave.rule, room.room.state.rule) == (strict, strict)  # the room is open already
    room.ask()
    with pytest.raises(RefusedError, match="since the first vote"):
        preparing.set_rule(room.store, ADA, room.wave_id, version + 1, rules.AgreementRule(share=0.6))


def test_an_open_room_follows_what_is_chosen_on_the_page_of_the_wave(room: Hall) -> None:
    preparing.choose_elements(room.store, ADA, room.wave_id, ["A1", "B5", "C1"])
    preparing.move_element(room.store, ADA, room.wave_id, "C1", 1)
    room.room = room.again()
    assert room.room.state.items == ("C1", "A1", "B5")
    room.step(TakeUp("B5"), TakeUp("C1"))
    with pytest.raises(RefusedError, match="at one of those that would go"):
        preparing.choose_elements(room.store, ADA, room.wave_id, ["A1", "B5"])
    preparing.choose_elements(room.store, ADA, room.wave_id, ["A1", "C1"])
    room.room = room.again()
    with pytest.raises(RefusedError, match="no step to take back"):
        room.step(Undo())  # it would lead to a question that is not asked any more


def test_a_closed_wave_takes_no_step_but_the_end(room: Hall) -> None:
    room.ask()
    room.reveal()
    wave = waves.wave(room.store, room.wave_id)
    assert wave
    writes.set_state(room.store, ADA, wave.id, wave.version, "closed")
    with pytest.raises(RefusedError, match="closed"):
        room.step(WHY)
    with pytest.raises(RefusedError, match="closed"):
        rooms.open_room(room.store, ADA, room.wave_id)


def test_what_the_wave_knows_already_is_recorded_in_a_new_room(room: Hall) -> None:
    sheet.answer(room.store, ADA, room.wave_id, "A1", 1, {"current": "unknown"})
    assert rooms.open_room(room.store, ADA, room.wave_id).state.recorded == (("A1", "current"),)


# --- blind stays blind --------------------------------------------------------


def test_no_history_tells_who_voted_what(alone: Hall) -> None:
    phones = alone.join(5, 0)
    alone.ask()
    alone.vote(phones, "12345")
    everything = content(alone.store)
    text = repr(everything)
    assert not any(token in text for token in phones)
    acts = [row for row in everything["changes"] if "take_votes" in row]
    assert acts
    assert {row[5] for row in acts} == {""}
    people = dict(everything["people"])
    assert {people[row[2]] for row in acts} == {"set-up"}
    voters = {vote.voter for vote in reads.votes(alone.store, alone.room.id)}
    assert not any(
        voter in repr(rows) for name, rows in everything.items() if name != "room_votes" for voter in voters
    )


def test_the_salt_is_destroyed_at_the_end_and_the_code_answers_no_more(room: Hall) -> None:
    token = room.join(1)[0]
    room.ask()
    room.vote([token], "3")
    room.reveal()
    room.step(WHY, Record())
    salt = reads.salt(room.store, room.room.id)
    assert salt
    room.step(End())
    assert salt not in repr(content(room.store))
    for answer in (lambda: views.ballot_view(room.store, room.room.code, token), lambda: _cast(room, token)):
        with pytest.raises(TurnedAwayError) as refused:
            answer()
        assert refused.value.why == "code"
    assert len(reads.votes(room.store, room.room.id)) == 1  # nothing is lost, nobody can be found


def test_a_phone_is_another_one_for_each_question(room: Hall) -> None:
    token = room.join(1)
    room.ask("A1")
    room.vote(token, "3")
    room.reveal()
    room.step(WHY, Record())
    room.ask("B5")
    room.vote(token, "3")
    assert len({vote.voter for vote in reads.votes(room.store, room.room.id)}) == 2


# --- the program ends in the middle -------------------------------------------


def _played(room: Hall, seed: int, phones: int, restarts: int) -> None:
    """Play rounds at random, start the program again in between, and compare with what was acknowledged."""
    chance, path = random.Random(seed), room.store.address
    tokens, key = room.join(phones), 0
    for item in ("A1", "B5", "B13"):
        room.ask(item)
        said: dict[str, str] = {}
        for _ in range(restarts):
            pressed, key = chance.sample(tokens, phones // 2), key + 1
            answers = [chance.choice("12345") for _ in pressed]
            room.vote(pressed, "".join(answers), key)
            said |= dict(zip(pressed, answers, strict=True))
            room.store.close()
            room.store = open_store(path)
            room.room = room.again()
            assert room.room.state.phase is Phase.VOTING
        assert _count(room) == {level: n for level in "12345" if (n := list(said.values()).count(level))}
        room.step(Agree("3", "decision", rationale="x"), Record())
    assert [one.current for one in waves.items(room.store, room.wave_id)] == ["3", "3", "3"]


def test_a_room_goes_on_after_a_restart(alone: Hall) -> None:
    _played(alone, seed=5, phones=12, restarts=1)


@pytest.mark.soak
def test_a_hall_of_two_hundred_goes_on_after_many_restarts(alone: Hall) -> None:
    _played(alone, seed=37106, phones=200, restarts=7)


def _killed(path: str, phones: list[str], chance: random.Random) -> list[Any]:
    """Let a process run a room, kill it at some moment, and return what it acknowledged."""
    with children.start("keep_voting", path, json.dumps(phones)) as child:
        assert child.stdout
        said = [child.stdout.readline() for _ in range(chance.randint(2, 60))]
        with pytest.raises(subprocess.TimeoutExpired):
            child.wait(chance.uniform(0.0, 0.2))
        child.kill()
        said += child.stdout.read().splitlines()
    lines = [line for line in said if line.endswith(("}", "}\n"))]  # the last one may be cut off
    return [json.loads(line) for line in lines]


def _standing_after(room: Hall, acknowledged: list[Any]) -> None:
    """Every acknowledged vote and step is there, and what was shown is what was counted."""
    state, salt = room.room.state, reads.salt(room.store, room.room.id)
    kept = {(vote.ballot, vote.voter): vote for vote in reads.votes(room.store, room.room.id)}
    for one in acknowledged:
        if "version" in one:
            assert room.room.version >= one["version"]
            continue
        voters = [codes.voter(salt, one["token"], item, "current") for item in state.items]
        vote = next(kept[one["ballot"], voter] for voter in voters if (one["ballot"], voter) in kept)
        assert vote.key >= one["key"]
        assert vote.key > one["key"] or vote.answer == one["answer"]
    whole = waves.whole(room.store, room.wave_id)
    assert whole
    for tally in whole.tallies:
        counted = Counter(vote.answer for (ballot, _), vote in kept.items() if ballot == tally.ballot)
        assert rules.counts_of(tally) == {"": dict(sorted(counted.items()))}
    assert {one.item_id for one in whole.items if one.current} >= {item for item, _ in state.recorded}


def _kill_often(room: Hall, phones: int, times: int) -> None:
    chance, tokens, path = random.Random(37106), room.join(phones), room.store.address
    acknowledged: list[Any] = []
    for _ in range(times):
        room.store.close()
        acknowledged += _killed(path, tokens, chance)
        room.store = open_store(path)
        room.room = room.again()
        _standing_after(room, acknowledged)
    assert sum("token" in one for one in acknowledged) >= phones


def test_nothing_that_was_acknowledged_is_lost_by_kill_9(alone: Hall) -> None:
    _kill_often(alone, phones=20, times=1)


@pytest.mark.soak
def test_nothing_that_was_acknowledged_is_lost_by_twenty_kills(alone: Hall) -> None:
    _kill_often(alone, phones=200, times=20)


def test_only_a_wave_with_an_answer_says_where_the_city_stands(alone: Hall) -> None:
    assert waves.standing(alone.store, "T0") is None
    sheet.answer(alone.store, ADA, alone.wave_id, "A1", 1, {"current": "2"})
    found = waves.standing(alone.store, "T0")
    assert found
    assert {key: one.current for key, one in found.items.items()} == {"A1": "2", "B5": "", "B13": ""}
