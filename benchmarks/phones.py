"""Phones without a browser: each votes, and tries again with the same key where its connection is lost."""

import asyncio
import json
import random
import time
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlsplit

PATIENCE = 20.0
"""Seconds that a phone waits for one answer."""


@dataclass(slots=True)
class Phone:
    """One phone.

    Attributes:
        flaps: Share of its requests whose answer it loses.
        cookie: What it was given when it joined.
        acknowledged: Answer by ballot, as the server said.
        retries: How often a connection was lost.
    """

    url: str
    path: str
    flaps: float = 0.0
    cookie: str = ""
    acknowledged: dict[int, str] = field(default_factory=dict)
    retries: int = 0
    _wire: tuple[asyncio.StreamReader, asyncio.StreamWriter] | None = None

    async def ask(self, method: str, path: str, said: object = None) -> tuple[int, dict[str, Any]]:
        """Ask until there is an answer, also where the connection is closed or nobody listens meanwhile."""
        while True:
            patience = random.uniform(0.0, 0.02) if random.random() < self.flaps else PATIENCE
            try:
                return await asyncio.wait_for(self._once(method, path, said), patience)
            except (OSError, EOFError, TimeoutError):
                self.leave()
                self.retries += 1
                await asyncio.sleep(random.uniform(0.05, 0.2))

    async def _once(self, method: str, path: str, said: object) -> tuple[int, dict[str, Any]]:
        if self._wire is None:
            parts = urlsplit(self.url)
            self._wire = await asyncio.open_connection(parts.hostname, parts.port)
        reader, writer = self._wire
        body = b"" if said is None else json.dumps(said).encode()
        writer.write(
            f"{method} {self.path}{path} HTTP/1.1\r\nHost: hall\r\nContent-Type: application/json\r\n"
            f"Cookie: cityops_ballot={self.cookie}\r\nContent-Length: {len(body)}\r\n\r\n".encode()
            + body
        )
        head = (await reader.readuntil(b"\r\n\r\n")).decode().split("\r\n")
        fields = dict(line.lower().split(": ", 1) for line in head[1:] if line)
        text = await reader.readexactly(int(fields.get("content-length", "0")))
        given = next((line for line in head if line.lower().startswith("set-cookie: cityops_ballot=")), "")
        self.cookie = given.partition("=")[2].partition(";")[0] or self.cookie
        if fields.get("connection") == "close":
            self.leave()
        return int(head[0].split()[1]), json.loads(text) if text else {}

    def leave(self) -> None:
        """Drop the connection, as a network that flaps does."""
        if self._wire is not None:
            self._wire[1].transport.abort()
        self._wire = None

    async def join(self, group: str = "", language: str = "en") -> int:
        """Join the room."""
        attempt = f"{random.getrandbits(128):032x}"
        status, _ = await self.ask(
            "POST", "/join", {"group": group, "language": language, "attempt": attempt}
        )
        return status

    async def vote(self, ballot: int, answer: str, key: int) -> int:
        """Vote; note what was acknowledged."""
        status, told = await self.ask("POST", "/vote", {"ballot": ballot, "answer": answer, "key": key})
        while status in (429, 503):
            await asyncio.sleep(0.2)
            status, told = await self.ask("POST", "/vote", {"ballot": ballot, "answer": answer, "key": key})
        if status == 200:
            self.acknowledged[ballot] = str(told.get("answer", answer))
        return status


async def burst(phones: list[Phone], ballot: int, key: int, within: float = 0.1) -> list[float]:
    """Let all vote within some seconds; return the seconds that each waited."""

    async def one(phone: Phone, delay: float) -> float:
        await asyncio.sleep(delay)
        start = time.perf_counter()
        status = await phone.vote(ballot, random.choice("12345"), key)
        if status != 200:
            raise AssertionError(f"A vote was answered with {status}.")
        return time.perf_counter() - start

    return await asyncio.gather(*(one(phone, random.uniform(0, within)) for phone in phones))
