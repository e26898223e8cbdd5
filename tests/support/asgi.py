"""Ask an ASGI app one thing, without a server and from any address."""

import asyncio
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

from starlette.types import ASGIApp, Message, Scope


@dataclass(frozen=True, slots=True)
class Answer:
    """What came back.

    Attributes:
        status: Of HTTP.
        headers: By lower-case name.
        body: Whole.
    """

    status: int
    headers: dict[str, str]
    body: bytes


def ask(
    app: ASGIApp,
    path: str,
    *,
    method: str = "GET",
    query: str = "",
    headers: Mapping[str, str] | None = None,
    body: bytes = b"",
    client: str = "127.0.0.1",
    root_path: str = "",
) -> Answer:
    """Ask, and wait for the whole answer."""
    scope: Scope = {
        "type": "http",
        "method": method,
        "path": path,
        "query_string": query.encode(),
        "headers": [(name.lower().encode(), value.encode()) for name, value in (headers or {}).items()],
        "client": (client, 50_000),
        "root_path": root_path,
    }
    # A loop of its own thread: the browser tests keep one running in this.
    with ThreadPoolExecutor(1) as thread:
        return thread.submit(asyncio.run, _ask(app, scope, body)).result()


async def _ask(app: ASGIApp, scope: Scope, body: bytes) -> Answer:
    said: list[Message] = []

    async def receive() -> Message:
        return {"type": "http.request", "body": body}

    async def send(message: Message) -> None:
        said.append(message)

    await app(scope, receive, send)
    start, *rest = said
    headers = {name.decode().lower(): value.decode() for name, value in start["headers"]}
    return Answer(start["status"], headers, b"".join(part.get("body", b"") for part in rest))
