"""The hall's own routes, reached before anything that Streamlit's pages need."""

from starlette.middleware.gzip import GZipMiddleware
from starlette.routing import Router
from starlette.types import ASGIApp, Receive, Scope, Send

from cityops.web.ballot import Ballot
from cityops.web.hall import Hall
from cityops.web.projector import Projector


class Beside:
    """ASGI middleware that answers what phones and projectors ask; everything else passes untouched.

    Args:
        app: What answers everything else.
        base: Path under which the app puts its pages, without slashes at its ends; '' for none.
    """

    def __init__(self, app: ASGIApp, base: str = "") -> None:
        before, hall = f"/{base}" if base else "", Hall()
        self.app = app
        self._places = tuple(f"{before}/{place}" for place in ("ballot", "projector"))
        self._router = Router([*Ballot(before, hall).routes(), *Projector(before, hall).routes()])
        self._pages = GZipMiddleware(self._router, minimum_size=1000)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        if scope["type"] == "http" and self._is_ours(scope["path"]):
            inner = self._pages if scope["method"] == "GET" else self._router
            await inner(scope, receive, send)
        else:
            await self.app(scope, receive, send)

    def _is_ours(self, path: str) -> bool:
        return any(path == place or path.startswith(f"{place}/") for place in self._places)
