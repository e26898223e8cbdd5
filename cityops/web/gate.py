"""What Streamlit answers to whoever asks, and what of it is not for strangers on the network.

Its pages ask each reader for a role themselves. Beside them it takes files from every session, that of the
sign-in page too, tells how much it is used, and describes an interface for programs that drive it.
"""

from collections import OrderedDict

from starlette.requests import Request
from starlette.responses import JSONResponse
from starlette.types import ASGIApp, Receive, Scope, Send

_LOOPBACK = {"127.0.0.1", "::1"}
"""From here a request comes from this machine; so it does where it comes from the address that it reached."""
_FORWARDED = ("forwarded", "x-forwarded-for", "x-forwarded-host", "x-real-ip")
_MOST_SESSIONS = 10_000
_signed_in: OrderedDict[str, None] = OrderedDict()


def is_from_here(request: Request) -> bool:
    """Whether a request comes from this machine, and by no other server."""
    host = request.client.host if request.client else ""
    reached = (request.scope.get("server") or ("",))[0]
    is_here = bool(host) and (host in _LOOPBACK or host == reached)
    return is_here and not any(name in request.headers for name in _FORWARDED)


def note(session_id: str, *, is_signed_in: bool) -> None:
    """Keep whether a session is that of somebody who has signed in, or sits at the machine."""
    _signed_in.pop(session_id, None)
    if is_signed_in:
        _signed_in[session_id] = None
    if len(_signed_in) > _MOST_SESSIONS:
        _signed_in.popitem(last=False)


class Gate:
    """ASGI middleware.

    Args:
        app: What answers.
        base: Path under which the app puts its pages, without slashes at its ends; '' for none.
    """

    def __init__(self, app: ASGIApp, base: str = "") -> None:
        before = f"/{base}" if base else ""
        self.app = app
        self._agents = f"{before}/_stcore/agent/"
        self._figures = f"{before}/_stcore/metrics"
        self._uploads = f"{before}/_stcore/upload_file/"

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Let one request pass, or refuse it before anything of its body is read."""
        if scope["type"] == "http" and self._is_closed(Request(scope)):
            said = {"error": "This is for those who have signed in."}
            await JSONResponse(said, status_code=403)(scope, receive, send)
            return
        await self.app(scope, receive, send)

    def _is_closed(self, request: Request) -> bool:
        path = request.scope["path"]
        if path.startswith(self._uploads):
            session_id = path[len(self._uploads) :].partition("/")[0]
            return session_id not in _signed_in
        if path.startswith(self._agents):  # programs that drive the pages; nothing here needs them
            return True
        return path.startswith(self._figures) and not is_from_here(request)
