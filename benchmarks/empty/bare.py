"""The least that a server can do with a vote: take it, and answer. `uvicorn benchmarks.empty.bare:app`."""

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route


async def nothing(_request: Request) -> Response:
    """Answer."""
    return JSONResponse({})


app = Starlette(routes=[Route("/vote", nothing, methods=["POST"]), Route("/health", nothing)])
