"""A reverse proxy as a city's IT department would set one up: it passes everything on and says for whom."""

import socket
import socketserver
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress

_SPACE = 65_536


@contextmanager
def forwarding(port: int, header: str) -> Iterator[str]:
    """Pass connections on to a port of this machine, each request with one header more; yield the address."""

    class Handler(socketserver.BaseRequestHandler):
        def handle(self) -> None:
            with socket.create_connection(("127.0.0.1", port)) as app:
                answering = threading.Thread(target=_answer, args=(app, self.request))
                answering.start()
                _ask(self.request, app, header.encode())
                answering.join()

    with socketserver.ThreadingTCPServer(("127.0.0.1", 0), Handler) as server:
        server.daemon_threads = True
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_address[1]}"
        server.shutdown()


def _ask(browser: socket.socket, app: socket.socket, header: bytes) -> None:
    """Pass a request on; only one comes on each connection, so that each has the header."""
    line, rest = _first_line(browser)
    with suppress(OSError):  # a browser leaves when it likes
        app.sendall(line + header + b"\r\n" + rest)
        _pass(browser, app)


def _answer(app: socket.socket, browser: socket.socket) -> None:
    line, rest = _first_line(app)
    closing = b"" if b" 101 " in line else b"Connection: close\r\n"
    with suppress(OSError):
        browser.sendall(line + closing + rest)
        _pass(app, browser)


def _first_line(source: socket.socket) -> tuple[bytes, bytes]:
    said = b""
    with suppress(OSError):
        while b"\r\n" not in said and (part := source.recv(_SPACE)):
            said += part
    line, gap, rest = said.partition(b"\r\n")
    return line + gap, rest


def _pass(source: socket.socket, sink: socket.socket) -> None:
    while part := source.recv(_SPACE):
        sink.sendall(part)
    sink.shutdown(socket.SHUT_WR)
