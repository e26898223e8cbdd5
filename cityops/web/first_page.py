"""The one HTML page that Streamlit serves, told where its server is and which language it speaks.

Without that, a deep link makes the browser ask for the server below its own page first: two failed requests,
an error in the console and a second lost. `window.__streamlit` is what its client reads before it guesses.
"""

from urllib.parse import parse_qs

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from cityops.words.catalogue import LANGUAGES

_HEAD, _HTML = b"<head>", b'<html lang="en">'


class FirstPage:
    """ASGI middleware; everything that is not a whole HTML page passes untouched.

    Args:
        app: What answers.
        base: Path under which the app itself puts its pages, without slashes at its ends; '' for none.
    """

    def __init__(self, app: ASGIApp, base: str = "") -> None:
        self.app, self._base = app, base

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        if scope["type"] != "http" or scope["method"] != "GET":
            await self.app(scope, receive, send)
            return
        await self.app(_uncompressed(scope), receive, _Rewriter(scope, send, self._base))


def _uncompressed(scope: Scope) -> Scope:
    """Ask for a page as it is; what goes to the browser is compressed outside of here."""
    asked = dict(scope["headers"])
    if b"text/html" not in asked.get(b"accept", b""):
        return scope
    return {**scope, "headers": [pair for pair in scope["headers"] if pair[0] != b"accept-encoding"]}


class _Rewriter:
    """Holds back the head of an HTML answer until its body is known."""

    def __init__(self, scope: Scope, send: Send, base: str) -> None:
        # What answers may write into the scope: a mounted part adds its own path to that of the whole.
        self._scope, self._send, self._base = dict(scope), send, base
        self._start: Message | None = None
        self._body = b""

    async def __call__(self, message: Message) -> None:
        if message["type"] == "http.response.start" and _is_html(message):
            self._start = message
            return
        if self._start is None:
            await self._send(message)
            return
        self._body += message.get("body", b"")
        if not message.get("more_body"):
            await self._finish(self._start)

    async def _finish(self, start: Message) -> None:
        body = rewrite(self._body, self._scope, self._base)
        headers = [pair for pair in start["headers"] if pair[0].lower() not in (b"content-length", b"etag")]
        headers.append((b"content-length", str(len(body)).encode()))
        await self._send({**start, "headers": headers})
        await self._send({"type": "http.response.body", "body": body})


def _is_html(message: Message) -> bool:
    kinds = [value for name, value in message["headers"] if name.lower() == b"content-type"]
    return bool(message["status"] == 200 and kinds and kinds[0].startswith(b"text/html"))


def rewrite(body: bytes, scope: Scope, base: str = "") -> bytes:
    """Tell the page its server's base address, and its language to screen readers."""
    parts = (scope.get("root_path", "").strip("/"), base)
    base = "".join(f"{part}/" for part in parts if part)
    script = (
        f'<head><script>window.__streamlit={{BACKEND_BASE_URL:location.origin+"/{base}",'
        f'MAIN_PAGE_BASE_URL:location.origin+"/{base}"}}</script>'
    )
    asked = parse_qs(scope.get("query_string", b"").decode("latin-1")).get("lang", [""])[0]
    language = asked if asked in LANGUAGES else "en"
    told = body.replace(_HEAD, script.encode(), 1)
    return told.replace(_HTML, f'<html lang="{language}">'.encode(), 1)
