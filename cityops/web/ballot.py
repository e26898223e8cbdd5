"""The phone's ballot: a plain page, and the three things that it asks for. No account, no framework.

A token in a cookie says which phone it is. Nothing here reads the database while nothing has changed, and a
vote is answered after its commit, without a thread that waits for it.
"""

import json
from collections import OrderedDict
from concurrent.futures import Future
from typing import Any

from starlette.requests import Request
from starlette.responses import JSONResponse, RedirectResponse, Response
from starlette.routing import Route

from cityops.web import ballot_page as pages
from cityops.web.answers import Answers
from cityops.web.hall import COOKIE, HEADERS, Guest, Hall, answering
from cityops.web.limits import body_of
from cityops.workshop import ballots, codes, views
from cityops.workshop.refusals import TurnedAwayError

_LASTS = 3 * 24 * 3600
"""Seconds that a phone keeps its token; the room's end makes it worthless before."""
_MOST_BYTES = 2_048
_MOST_ATTEMPTS = 500
"""To join, that are remembered: an answer that was lost is asked for again within seconds."""
_SHORTEST_ATTEMPT = 20


class Ballot:
    """The routes of one app.

    Args:
        base: The path of the app, as '/city'; '' for none.
        hall: Lets its phones in.
    """

    def __init__(self, base: str, hall: Hall) -> None:
        self._base, self._hall, self._answers = base, hall, Answers()
        self._attempts: OrderedDict[tuple[str, str], tuple[str, Future[None]]] = OrderedDict()

    def routes(self) -> list[Route]:
        """Return them; first what two hundred phones ask for at once."""
        room = f"{self._base}/ballot/{{code}}"
        return [
            Route(f"{room}/vote", answering(self.vote), methods=["POST"]),
            Route(f"{room}/state", answering(self.state)),
            Route(f"{room}/join", answering(self.join), methods=["POST"]),
            Route(room, self.page),
            Route(f"{self._base}/ballot", self.enter),
        ]

    async def enter(self, request: Request) -> Response:
        """Ask for the code, or lead to the page of the code that was typed in."""
        typed = request.query_params.get("code", "")
        if code := codes.tidy(typed):
            return RedirectResponse(f"{self._base}/ballot/{code}", 303, HEADERS)
        return pages.entrance(request, self._base, TurnedAwayError("code") if typed else None)

    async def page(self, request: Request) -> Response:
        """Answer with the ballot of a room."""
        try:
            guest = await self._hall.admit(request)
        except TurnedAwayError as error:
            return pages.entrance(request, self._base, error)
        if request.path_params["code"] != guest.code:
            return RedirectResponse(f"{self._base}/ballot/{guest.code}", 307, HEADERS)
        store, code = guest.store, guest.code
        lobby = await self._hall.fresh.of(store, ("lobby", code), lambda: views.lobby(store, code))
        return pages.ballot(request, f"{self._base}/ballot/{code}", lobby, guest)

    async def state(self, request: Request) -> Response:
        """Say what a phone that has joined may see; 304 where it has seen it."""
        guest = await self._hall.admit(request)
        store, code, token = guest.store, guest.code, guest.token
        if not token:
            raise TurnedAwayError("token")
        await self._hall.fresh.of(store, ("asked", code), lambda: bool(views.ballot_view(store, code, token)))
        version = store.version  # before the look: a tag may be older than what it stands for, never newer
        view = views.ballot_view(store, code, token)
        headers = HEADERS | {"etag": f'"{version}.{view.ballot}.{view.answer}"'}
        if request.headers.get("if-none-match") == headers["etag"]:
            return Response(status_code=304, headers=headers)
        return JSONResponse(pages.shown(view), headers=headers)

    async def join(self, request: Request) -> Response:
        """Let a phone into the room; one whose answer was lost is given the same token again."""
        guest = await self._hall.admit(request)
        if guest.token:
            return JSONResponse({}, headers=HEADERS)
        said = await _said(request, guest)
        token, committed = self._asked(guest, said)
        await self._answers.of(committed)
        return self._joined(request, guest, token)

    def _asked(self, guest: Guest, said: dict[str, Any]) -> "tuple[str, Future[None]]":
        """Return the token of a try to join, and when it counts; the same for the same try."""
        attempt = (guest.code, str(said.get("attempt", "")))
        known = self._attempts.get(attempt)
        if known and not (known[1].done() and known[1].exception()):
            return known
        group, language = str(said.get("group", "")), str(said.get("language", ""))
        asked = ballots.joining(guest.store, guest.code, group, language)
        if len(attempt[1]) >= _SHORTEST_ATTEMPT:  # what others could guess would give them the token
            self._attempts[attempt] = asked
        if len(self._attempts) > _MOST_ATTEMPTS:
            self._attempts.popitem(last=False)
        return asked

    def _joined(self, request: Request, guest: Guest, token: str) -> Response:
        answer = JSONResponse({}, headers=HEADERS)
        answer.set_cookie(
            COOKIE,
            token,
            max_age=_LASTS,
            path=f"{self._base}/ballot/{guest.code}",
            secure=request.headers.get("x-forwarded-proto") == "https",
            httponly=True,
            samesite="strict",
        )
        return answer

    async def vote(self, request: Request) -> Response:
        """Take a vote; it is acknowledged once it is committed."""
        guest = await self._hall.admit(request)
        said = await _said(request, guest)
        ballot, answer, key = said.get("ballot"), said.get("answer"), said.get("key")
        if type(ballot) is not int or type(key) is not int or not isinstance(answer, str):
            raise guest.refuse("range")
        token = request.cookies.get(COOKIE, "")
        committed = ballots.casting(guest.store, guest.code, token, ballot, answer, key)
        done = await self._answers.of(committed)
        return JSONResponse(
            {"ballot": done.ballot, "answer": done.answer, "is_repeated": done.is_repeated}, headers=HEADERS
        )


async def _said(request: Request, guest: Guest) -> dict[str, Any]:
    """Return what a phone sent. JSON only: no page elsewhere can send that without being asked."""
    body = await body_of(request, _MOST_BYTES)
    if body is None:
        raise guest.refuse("large")
    try:
        said = json.loads(body)
    except (ValueError, RecursionError):
        raise guest.refuse("range") from None
    is_json = request.headers.get("content-type", "").startswith("application/json")
    if not (is_json and isinstance(said, dict)):
        raise guest.refuse("range")
    return said
