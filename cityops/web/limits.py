"""How much one asks for: a bound on each body, and on how often one phone or one address comes."""

import asyncio
import ipaddress
import time
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache

from starlette.requests import ClientDisconnect, Request

_MOST_KNOWN = 20_000
_PATIENCE = 10.0
"""Seconds in which a body must have arrived."""


@dataclass(frozen=True, slots=True)
class Rate:
    """How often somebody may come: so many at once, and so many a second from then on."""

    at_once: float
    a_second: float


class Limit:
    """Counts who comes how often; what it forgets first is who was not here for longest.

    Args:
        rate: What each may.
        clock: Seconds that only rise.
    """

    def __init__(self, rate: Rate, clock: Callable[[], float] = time.monotonic) -> None:
        self._rate, self._clock = rate, clock
        self._left: OrderedDict[str, tuple[float, float]] = OrderedDict()

    def take(self, who: str) -> bool:
        """Count one visit; tell whether it is within the rate.

        >>> limit = Limit(Rate(2, 1), iter([0.0, 0.0, 0.0, 1.0]).__next__)
        >>> [limit.take("x") for _ in range(4)]
        [True, True, False, True]
        """
        now = self._clock()
        left, last = self._left.pop(who, (self._rate.at_once, now))
        left = min(self._rate.at_once, left + (now - last) * self._rate.a_second)
        passes = left >= 1.0
        self._left[who] = (left - 1.0 if passes else left, now)
        if len(self._left) > _MOST_KNOWN:
            self._left.popitem(last=False)
        return passes


def address_of(request: Request) -> str:
    """Return from where a request comes; of IPv6 the network, in which anybody has as many as they like."""
    return _network(request.client.host if request.client else "")


@lru_cache(maxsize=4_096)
def _network(host: str) -> str:
    try:
        address = ipaddress.ip_address(host)
    except ValueError:
        return host
    return str(address) if address.version == 4 else str(ipaddress.ip_network((address, 64), strict=False))


async def body_of(request: Request, most: int) -> bytes | None:
    """Return a body; None of one that is too large, of which nothing more is read than what tells so.

    None also where it took too long to arrive, or broke off.
    """
    said = request.headers.get("content-length", "0")
    if not said.isdecimal() or int(said[:18]) > most:
        return None
    body = b""
    try:
        async with asyncio.timeout(_PATIENCE):
            async for chunk in request.stream():
                body += chunk
                if len(body) > most:
                    return None
    except (TimeoutError, ClientDisconnect):
        return None
    return body
