"""A hall's server as a process of its own, to be killed: its routes, and a facilitator's step over HTTP.

`python -m tests.support.hall_server PATH PORT`
"""

import os
import sys
from typing import Any

import uvicorn
from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import JSONResponse
from starlette.routing import Route

from cityops.access import Actor, Role
from cityops.errors import CityOpsError
from cityops.web import runtime
from cityops.web.beside import Beside
from cityops.workshop import events, reads, writes
from cityops.workshop.model import Room


def _told(room: Room) -> dict[str, Any]:
    state = room.state
    return {
        "id": room.id,
        "version": room.version,
        "phase": state.phase.value,
        "item": state.item_id,
        "ballot": state.ballot,
        "round": state.round,
        "recorded": [item for item, _ in state.recorded],
        "outcome": state.outcome.answer if state.outcome else "",
    }


async def room(_request: Request) -> JSONResponse:
    """Say where the only room of the store is."""
    return JSONResponse(_told(await run_in_threadpool(lambda: reads.rooms(runtime.store())[0])))


async def step(request: Request) -> JSONResponse:
    """Do a step; 409 where it is refused or somebody else was faster."""
    said = await request.json()
    event = getattr(events, said["event"])(*said["with"])
    facilitator = Actor(said["who"], Role.FACILITATOR)
    try:
        done = await run_in_threadpool(
            writes.step, runtime.store(), facilitator, said["room"], said["version"], event
        )
    except CityOpsError as error:
        return JSONResponse({"error": str(error)}, 409)
    return JSONResponse(_told(done))


if __name__ == "__main__":
    os.environ["CITYOPS_DB"] = sys.argv[1]
    runtime.store()
    ours = [Route("/room", room), Route("/step", step, methods=["POST"])]
    app = Starlette(routes=ours, middleware=[Middleware(Beside)])
    uvicorn.run(app, port=int(sys.argv[2]), log_level="warning")
