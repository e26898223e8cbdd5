"""The command line: `python -m cityops COMMAND`. Thin; every command is a function of `cityops.commands`."""

import argparse
import getpass
import json
import os
import sys
import urllib.error
import urllib.request
from dataclasses import replace
from pathlib import Path
from typing import Any

from cityops import commands, terminal
from cityops.access import SET_UP, Actor, Role, make_passphrases
from cityops.config import ROOT, Config
from cityops.errors import CityOpsError, UsageError
from cityops.progress.methods import METHODS
from cityops.store import Store
from cityops.web import runtime

DONE, REFUSED, WRONG_USAGE = 0, 1, 2


def parser() -> argparse.ArgumentParser:
    """Return the parser of the command line."""
    top = argparse.ArgumentParser(prog="python -m cityops", description="Run a city's operating model.")
    shared = argparse.ArgumentParser(add_help=False)
    shared.add_argument(
        "--db", metavar="PATH_OR_URL", help="the store; else CITYOPS_DB, else data/cityops.duckdb"
    )
    shared.add_argument("--json", action="store_true", help="print one JSON value and nothing else")
    shared.add_argument("--lang", choices=("en", "zh"), default="en", help="language of what is printed")
    sub = top.add_subparsers(dest="command", required=True, metavar="COMMAND")

    def add(name: str, about: str) -> argparse.ArgumentParser:
        return sub.add_parser(name, help=about, description=about, parents=[shared])

    serve = add("serve", "create the store if there is none, and start the app")
    serve.add_argument("--host", help="address to listen on; 127.0.0.1 unless told otherwise")
    serve.add_argument("--port", type=int, help="8501 unless told otherwise")
    rate = add("rate", "rate series of a file, without a store")
    rate.add_argument("file")
    rate.add_argument("--method", choices=tuple(METHODS))
    known = {name: add(name, command.about) for name, command in commands.COMMANDS.items()}
    _add_arguments(known)
    return top


def _add_arguments(known: dict[str, argparse.ArgumentParser]) -> None:
    for name in ("import", "undo", "redo", "progress"):
        known[name].add_argument("--on", metavar="DATE", help="reporting date, 2020-12-31")
    known["import"].add_argument("file")
    known["import"].add_argument("--dry-run", action="store_true", help="check and compare, write nothing")
    known["import"].add_argument("--mode", choices=("upsert",), default="upsert")
    known["import"].add_argument("--reason", default="", help="why, kept with the upload")
    for name in ("undo", "redo"):
        known[name].add_argument("upload", help="id of the upload")
    known["progress"].add_argument("--known", metavar="MOMENT", help="what had been recorded by then, UTC")
    known["progress"].add_argument("--method", choices=tuple(METHODS))
    known["progress"].add_argument(
        "--area", metavar="CODE", help="a district; the city unless told otherwise"
    )
    known["backup"].add_argument("destination")
    known["restore"].add_argument("source")


def main(argv: list[str] | None = None) -> int:
    """Run one command; return its exit code: 0 done, 1 refused with a reason, 2 wrong usage."""
    options = vars(parser().parse_args(argv))
    config = Config.from_env()
    config = replace(config, database=options.pop("db") or config.database)
    name, as_json, language = options.pop("command"), options.pop("json"), options.pop("lang")
    try:
        result, code = _run(name, options, config)
    except UsageError as error:
        return terminal.complain(str(error), as_json, WRONG_USAGE)
    except CityOpsError as error:
        return terminal.complain(str(error), as_json, REFUSED)
    if "error" in result:
        return terminal.complain(result["error"], as_json, code)
    terminal.show(name, result, as_json, language)
    return REFUSED if _has_errors(result) else code


def _has_errors(result: Any) -> bool:
    return isinstance(result, dict) and bool(result.get("errors"))


def _run(name: str, options: dict[str, Any], config: Config) -> tuple[Any, int]:
    actor = Actor(getpass.getuser(), Role.ADMINISTRATOR)
    if name == "serve":
        return serve(options, config)
    if name == "rate":
        return commands.rate(None, actor, options), DONE
    for path in ("file", "destination", "source"):
        if path in options:
            options[path] = str(Path(options[path]).resolve())
    return _through_the_door(name, actor, options, config) or _alone(name, actor, options, config)


def _alone(name: str, actor: Actor, options: dict[str, Any], config: Config) -> tuple[Any, int]:
    """Open the store here: no app is running."""
    store = runtime.open_with(config)
    if name == "demo":
        options["step"] = terminal.bar
    try:
        return commands.COMMANDS[name].run(store, actor, options), DONE
    finally:
        store.close()


def _through_the_door(
    name: str, actor: Actor, options: dict[str, Any], config: Config
) -> tuple[Any, int] | None:
    """Let the running app do it; None where no app runs."""
    path = runtime.door_file(config.database)
    if not path.exists():
        return None
    door = json.loads(path.read_text("utf-8"))
    body = json.dumps({"command": name, "actor": actor.name, "arguments": options}).encode()
    headers = {"x-cityops-token": door["token"], "content-type": "application/json"}
    request = urllib.request.Request(door["url"], body, headers)
    try:
        with urllib.request.build_opener(urllib.request.ProxyHandler({})).open(request) as answer:
            said = json.load(answer)
    except urllib.error.HTTPError as error:
        raise CityOpsError(f"The running app refused the command line: {error.read().decode()}") from None
    except urllib.error.URLError:
        return None  # the app ended without closing its door
    return said["result"], said["exit"]


def serve(options: dict[str, Any], config: Config) -> tuple[Any, int]:
    """Create and fill the store where there is none, then become the app."""
    config = replace(config, host=options["host"] or config.host, port=options["port"] or config.port)
    is_new = not config.database.startswith("postgres") and not Path(config.database).exists()
    store = runtime.open_with(config)
    if is_new:
        _first_start(store, config)
    store.close()
    os.chdir(ROOT)
    where = ["--server.address", config.host, "--server.port", str(config.port)]
    command = [sys.executable, "-m", "streamlit", "run", str(ROOT / "app.py"), *where]
    os.execve(sys.executable, command, os.environ | config.as_env())


def _first_start(store: Store, config: Config) -> None:
    if config.demo:
        terminal.say("London is loaded into a new store.")
        commands.load_demo(store, SET_UP, {"step": terminal.bar})
    terminal.say("Passphrases, shown once. None is needed on this machine itself.")
    for role, phrase in make_passphrases(store).items():
        terminal.say(f"  {role.value:<14} {phrase}")


if __name__ == "__main__":
    sys.exit(main())
