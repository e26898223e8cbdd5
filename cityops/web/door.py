"""The command line's side of the door: ask the app that runs on this machine to do a command.

The app owns the store file, so nobody else can open it meanwhile.
"""

import json
import urllib.error
import urllib.request
from http.client import HTTPException
from typing import Any

from cityops.errors import CityOpsError, StoreError
from cityops.web import runtime

_NOT_OURS = {403, 404, 405}
"""What another program, or the app of another store, answers on the port that an app left behind."""


def ask(database: str, name: str, actor: str, arguments: dict[str, Any]) -> tuple[Any, int] | None:
    """Let the running app do a command.

    Args:
        database: The store, as the settings name it.
        name: Of the command.
        actor: Who asks.
        arguments: Of the command.

    Returns:
        The result and the exit code, or None where no app has this store open.

    Raises:
        StoreError: The app ended in the middle.
        CityOpsError: The app failed.
    """
    found = _read(database)
    if found is None:
        return None
    body = json.dumps({"command": name, "actor": actor, "arguments": arguments}).encode()
    headers = {"x-cityops-token": found["token"], "content-type": "application/json"}
    said = _send(urllib.request.Request(found["url"], body, headers))
    return (said["result"], said["exit"]) if said else None


def _read(database: str) -> dict[str, str] | None:
    try:
        said: dict[str, str] = json.loads(runtime.door_file(database).read_text("utf-8"))
    except (FileNotFoundError, json.JSONDecodeError):  # no app, or one that is about to leave its address
        return None
    return said


def _send(request: urllib.request.Request) -> dict[str, Any] | None:
    direct = urllib.request.build_opener(urllib.request.ProxyHandler({}))
    try:
        with direct.open(request) as answer:
            said: dict[str, Any] = json.load(answer)
            return said
    except urllib.error.HTTPError as error:
        if error.code in _NOT_OURS:
            return None
        raise CityOpsError(
            f"The running app could not do this (HTTP {error.code}). Its own output says why."
        ) from error
    except urllib.error.URLError:
        return None  # the app ended without closing its door
    except (ConnectionError, HTTPException) as error:
        raise StoreError(
            "The app ended while it was at this. Look whether it was done, then do it again."
        ) from error
