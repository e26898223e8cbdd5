"""The plain HTTP routes: health, the command line's door, and what a hall sees: ballot and projector."""

from typing import Any

from starlette.concurrency import run_in_threadpool
from starlette.middleware import Middleware
from starlette.middleware.gzip import GZipMiddleware
from starlette.requests import Request
from starlette.responses import JSONResponse
from starlette.routing import Route

from cityops.access import Actor, Role
from cityops.commands import COMMANDS
from cityops.errors import CityOpsError, UsageError
from cityops.web import runtime
from cityops.web.ballot import Ballot
from cityops.web.first_page import FirstPage
from cityops.web.hall import Hall
from cityops.web.projector import Projector
from cityops.words.catalogue import in_every_language

_LOOPBACK = {"127.0.0.1", "::1"}
"""From here a request comes from this machine; so it does where it comes from the address that it reached."""
_FORWARDED = ("forwarded", "x-forwarded-for", "x-forwarded-host", "x-real-ip")


async def health(_request: Request) -> JSONResponse:
    """Say that the store answers, and its data version."""
    version = await run_in_threadpool(lambda: runtime.store().version)
    return JSONResponse({"status": "ok", "data_version": version})


async def door(request: Request) -> JSONResponse:
    """Run a command for the command line of this machine, which holds the door file's token."""
    if not _is_command_line(request):
        return JSONResponse({"error": "This door is for the command line of this machine."}, status_code=403)
    asked = await request.json()
    result, code = await run_in_threadpool(_run, asked)
    return JSONResponse({"result": result, "exit": code})


def _is_command_line(request: Request) -> bool:
    token = request.headers.get("x-cityops-token", "")
    is_direct = _is_from_here(request) and not any(name in request.headers for name in _FORWARDED)
    return is_direct and runtime.is_token(token)


def _is_from_here(request: Request) -> bool:
    host = request.client.host if request.client else ""
    reached = (request.scope.get("server") or ("",))[0]
    return bool(host) and (host in _LOOPBACK or host == reached)


def _run(asked: dict[str, Any]) -> tuple[Any, int]:
    actor = Actor(str(asked["actor"]), Role.ADMINISTRATOR)
    try:
        return COMMANDS[asked["command"]].run(runtime.store(), actor, asked["arguments"]), 0
    except UsageError as error:
        return {"error": in_every_language(error.sentence)}, 2
    except CityOpsError as error:
        return {"error": in_every_language(error.sentence)}, 1


def routes(base: str = "") -> list[Route]:
    """Return the routes; Streamlit puts the base path before its own, and before these we do."""
    before = f"/{base}" if base else ""
    plain = [Route(f"{before}/health", health), Route(f"{before}/door", door, methods=["POST"])]
    hall = Hall()
    return plain + Ballot(before, hall).routes() + Projector(before, hall).routes()


def middleware(base: str = "") -> list[Middleware]:
    """Return what every request passes.

    Streamlit sends its scripts as they are; compressed, a first visit is a third of the size.
    """
    return [Middleware(GZipMiddleware, minimum_size=1000), Middleware(FirstPage, base=base)]
