"""Who comes in from the hall's network: which room, which phone, and how often."""

import time
from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from cityops.errors import CityOpsError
from cityops.store import Store
from cityops.web import runtime
from cityops.web.fresh import Fresh
from cityops.web.limits import Limit, Rate, address_of
from cityops.words.catalogue import in_every_language
from cityops.workshop import ballots, codes
from cityops.workshop.live import registry
from cityops.workshop.refusals import TurnedAwayError

COOKIE = "cityops_ballot"
HEADERS = {
    "cache-control": "no-store",
    "x-content-type-options": "nosniff",
    "referrer-policy": "no-referrer",
    "x-frame-options": "SAMEORIGIN",
}
"""Of every answer to a phone or a projector."""
STATUS = {"code": 404, "range": 422, "late": 409, "busy": 503, "often": 429, "large": 413}
"""Of HTTP, for a reason to turn somebody away; 403 for every other."""
_LONGEST_TOKEN = 100

Handler = Callable[[Request], Awaitable[Response]]


@dataclass(frozen=True, slots=True)
class Guest:
    """Who was let in.

    Attributes:
        token: Of the phone, '' where it has not joined this room.
    """

    store: Store
    code: str
    room_id: str
    token: str

    def refuse(self, why: str) -> TurnedAwayError:
        """Count a refusal that the room does not count itself, and return it."""
        registry(self.store).refuse(self.room_id, why)
        return TurnedAwayError(why)


class Hall:
    """What every request from the hall passes. A hall is often one address: two hundred phones must pass it.

    Args:
        clock: Seconds that only rise.

    Attributes:
        fresh: What was read for those in the hall.
    """

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self.fresh = Fresh()
        self._phones = Limit(Rate(at_once=30, a_second=5), clock)
        self._joined = Limit(Rate(at_once=2_000, a_second=500), clock)
        self._newcomers = Limit(Rate(at_once=600, a_second=40), clock)

    async def admit(self, request: Request) -> Guest:
        """Let somebody in by the code in the path.

        What one phone asks for too often is taken from nobody else at its address.

        Raises:
            TurnedAwayError: 'code', or 'often', which is counted.
        """
        store, code = runtime.store(), codes.tidy(request.path_params["code"])
        if not await self.fresh.of(store, ("room", code), lambda: registry(store).find(code) is not None):
            self._newcomers.take(address_of(request))
            raise TurnedAwayError("code")
        live = ballots.find(store, code)
        sent = request.cookies.get(COOKIE, "")[:_LONGEST_TOKEN]
        token = sent if codes.member(live.salt, sent) in live.members else ""
        guest = Guest(store, code, live.room.id, token)
        if not self._is_within(address_of(request), token):
            raise guest.refuse("often")
        return guest

    def _is_within(self, address: str, token: str) -> bool:
        if token:
            return self._phones.take(token) and self._joined.take(address)
        return self._newcomers.take(address)


def answering(handler: Handler) -> Handler:
    """Answer in every language where a phone is turned away, or where the store cannot write now."""

    async def answer(request: Request) -> Response:
        try:
            return await handler(request)
        except CityOpsError as error:
            why = error.why if isinstance(error, TurnedAwayError) else "busy"
            status = STATUS.get(why, 403)
            said = in_every_language(error.sentence)
            headers = HEADERS | ({"retry-after": "1"} if status in (429, 503) else {})
            told = {"why": why, "said": [said["en"], said["zh"]]}
            return JSONResponse(told, status, headers)

    return answer
