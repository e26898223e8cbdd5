"""A whole workshop over HTTP: phones whose network flaps, two facilitators, and a server that is killed."""

import asyncio
import random
import shutil
import signal
import subprocess
import sys
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from benchmarks.phones import Phone
from cityops.assessment import reads as waves
from cityops.assessment import writes as assessment
from cityops.assessment.model import NewWave
from cityops.operating_model import reads as operating_model
from cityops.operating_model import writes as model_writes
from cityops.store import open_store
from cityops.workshop import reads, writes
from tests.support import city
from tests.support.app import ROOT, free_port
from tests.support.rooms import ADA


@dataclass(slots=True)
class Workshop:
    """One workshop and the server that it runs on.

    Attributes:
        items: What is voted on.
        rounds: Votes on each.
        phones: Those in the hall.
        voted: Ballots in which all have voted, each vote acknowledged.
        is_over: Whether everything is recorded.
    """

    path: Path
    port: str
    items: list[str]
    rounds: int
    dice: random.Random
    phones: list[Phone] = field(default_factory=list)
    voted: set[int] = field(default_factory=set)
    is_over: bool = False
    process: "subprocess.Popen[bytes] | None" = None

    def start(self) -> None:
        """Start the server; whoever asks it before it listens tries again."""
        command = [sys.executable, "-m", "tests.support.hall_server", str(self.path), self.port]
        self.process = subprocess.Popen(command, cwd=ROOT)

    def kill(self) -> None:
        """Kill the server as a power cut would."""
        assert self.process is not None
        self.process.send_signal(signal.SIGKILL)
        self.process.wait()


def prepared(small_file: Path, folder: Path, items: int) -> tuple[Path, list[str], str]:
    """Make a store with a wave and its room; return it, what is asked, and the code."""
    path = Path(shutil.copy(small_file, folder / "city.duckdb"))
    store = open_store(str(path))
    model_writes.load(store, city.ADMINISTRATOR)
    model = operating_model.read(store)
    assert model is not None
    elements = tuple(one.id for one in model.elements)[:items]
    wave = assessment.create_wave(
        store, ADA, NewWave(city.CITY, date(2025, 6, 30), name_en="A", elements=elements)
    )
    code = writes.open_room(store, ADA, wave).code
    store.close()
    return path, list(elements), code


def next_step(hall: Workshop, room: dict[str, Any]) -> tuple[str, list[Any]] | None:
    """Return what a facilitator presses now; None where there is nothing to press yet."""
    phase, is_last = room["phase"], room["round"] >= hall.rounds
    left = [item for item in hall.items if item not in room["recorded"]]
    steps: dict[str, tuple[str, list[Any]] | None] = {
        "lobby": ("TakeUp", left[:1]),
        "recorded": ("TakeUp", left[:1]) if left else None,
        "question": ("OpenVote", []),
        "voting": ("CloseVote", []) if room["ballot"] in hall.voted else None,
        "closed": ("Reveal", []),
        "revealed": ("Agree", [room["outcome"], "median", "As voted"]) if is_last else ("Discuss", []),
        "discussing": ("OpenVote", []),
        "agreed": ("Record", []),
    }
    return steps[phase]


async def facilitate(hall: Workshop, who: str) -> None:
    """Press the next step, again and again; another facilitator does the same."""
    wire = Phone(f"http://127.0.0.1:{hall.port}", "", flaps=0.05)
    while not hall.is_over:
        _, room = await wire.ask("GET", "/room")
        wanted = next_step(hall, room)
        if wanted is None:
            hall.is_over |= room["phase"] == "recorded" and set(room["recorded"]) == set(hall.items)
            if room["phase"] == "voting" and who == "Ada":
                await vote(hall, room["ballot"])
            await asyncio.sleep(0.1)
            continue
        said = {"room": room["id"], "version": room["version"], "who": who}
        await wire.ask("POST", "/step", said | {"event": wanted[0], "with": wanted[1]})
    wire.leave()


async def vote(hall: Workshop, ballot: int) -> None:
    """Let every phone vote, some of them twice: the last press counts."""

    async def one(phone: Phone) -> None:
        for key in range(1, hall.dice.choice((2, 2, 3))):
            answer = hall.dice.choice(("1", "2", "3", "4", "5", "unknown"))
            assert await phone.vote(ballot, answer, key) == 200
            assert phone.acknowledged[ballot] == answer

    await asyncio.gather(*(one(phone) for phone in hall.phones))
    hall.voted.add(ballot)


async def cut_power(hall: Workshop, times: int) -> None:
    """Kill the server at random moments and start it again."""
    wire = Phone(f"http://127.0.0.1:{hall.port}", "")
    for _ in range(times):
        await wire.ask("GET", "/room")  # it is up again
        await asyncio.sleep(hall.dice.uniform(0.0, 1.0))
        hall.kill()
        hall.start()
    wire.leave()


async def held(hall: Workshop, code: str, phones: int, kills: int) -> None:
    """Hold the workshop from the first phone to the last record."""
    address = f"http://127.0.0.1:{hall.port}"
    hall.phones = [Phone(address, f"/ballot/{code}", flaps=0.1) for _ in range(phones)]
    assert set(await asyncio.gather(*(phone.join() for phone in hall.phones))) == {200}
    await asyncio.gather(facilitate(hall, "Ada"), facilitate(hall, "Ben"), cut_power(hall, kills))
    for phone in hall.phones:
        phone.leave()


SIZES = [
    pytest.param(8, 2, 2, 1, id="short"),
    pytest.param(200, 12, 3, 20, marks=pytest.mark.soak, id="two-hundred-phones-and-twenty-kills"),
]


@pytest.mark.parametrize(("phones", "items", "rounds", "kills"), SIZES)
def test_every_acknowledged_vote_outlives_the_server(
    phones: int, items: int, rounds: int, kills: int, small_file: Path, tmp_path: Path
) -> None:
    path, asked, code = prepared(small_file, tmp_path, items)
    hall = Workshop(path, free_port(), asked, rounds, random.Random(5))
    hall.start()
    try:
        with ThreadPoolExecutor(1) as thread:  # the browser tests keep a loop running in this one
            thread.submit(lambda: asyncio.run(held(hall, code, phones, kills))).result()
    finally:
        hall.kill()
    store = open_store(str(path))
    room = reads.rooms(store)[0]
    kept: dict[int, Counter[str]] = {}
    for one in reads.votes(store, room.id):
        kept.setdefault(one.ballot, Counter())[one.answer] += 1
    told = {ballot: Counter(phone.acknowledged[ballot] for phone in hall.phones) for ballot in hall.voted}
    assert kept == told
    assert len(told) == items * rounds == room.state.ballots
    whole = waves.whole(store, room.wave_id)
    assert whole is not None
    assert {one.item_id: one.current_how for one in whole.items} == dict.fromkeys(asked, "median")
    assert {len(whole.tallies_of(item, "current")) for item in asked} == {rounds}
    store.close()
