"""The plain HTTP routes: health, and the command line's door; and what every request passes."""

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
from cityops.web.beside import Beside
from cityops.web.first_page import FirstPage
from cityops.web.gate import Gate, is_from_here
from cityops.words.catalogue import in_every_language


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
    return is_from_here(request) and runtime.is_token(request.headers.get("x-cityops-token", ""))


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
    return [Route(f"{before}/health", health), Route(f"{before}/door", door, methods=["POST"])]


def middleware(base: str = "") -> list[Middleware]:
    """Return what every request passes.

    Streamlit sends its scripts as they are; compressed, a first visit is a third of the size.
    """
    return [
        Middleware(Beside, base=base),
        Middleware(Gate, base=base),
        Middleware(GZipMiddleware, minimum_size=1000),
        Middleware(FirstPage, base=base),
    ]
