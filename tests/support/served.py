"""The plain routes alone, served by a real uvicorn in this process, on a store that the test holds too."""

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager

import uvicorn
from starlette.applications import Starlette

from cityops.web.routes import middleware, routes
from tests.support.app import free_port


@contextmanager
def plain_routes() -> Iterator[str]:
    """Serve them on the store that the environment names; return the address."""
    app = Starlette(routes=routes(), middleware=middleware())
    port = int(free_port())
    server = uvicorn.Server(uvicorn.Config(app, port=port, log_level="warning"))
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    while not server.started:
        time.sleep(0.01)
    yield f"http://127.0.0.1:{port}"
    server.should_exit = True
    thread.join()
