"""The app's start: the store, the port, the first passphrases, then Streamlit in place of this process."""

import os
import re
import socket
import subprocess
import sys
from dataclasses import replace
from pathlib import Path
from typing import NoReturn

from cityops import commands, journal, terminal
from cityops.access import SET_UP, make_passphrases
from cityops.config import ROOT, Config, is_file
from cityops.errors import UsageError
from cityops.operations.rules import Keep
from cityops.store import Store
from cityops.web import reach, runtime
from cityops.words.refusals import refused


def serve(config: Config, host: str | None, port: int | None, base_path: str | None = None) -> NoReturn:
    """Create and fill the store where there is none, then become the app.

    Args:
        config: Settings of the environment.
        host: Address to listen on, if it is not that of the settings.
        port: Likewise.
        base_path: Likewise.

    Raises:
        UsageError: A setting that cannot be read.
        StoreError: Another program has the store.
        RefusedError: Another program has the port, or the address is none of this machine.
    """
    base_path = config.base_path if base_path is None else base_path.strip("/")
    config = replace(config, host=host or config.host, port=port or config.port, base_path=base_path)
    _check_settings(config)
    is_new = runtime.is_missing(config.database)
    store = runtime.open_with(config)
    if store.upgraded.is_one:
        terminal.say(store.upgraded.sentence)
    try:
        _check_port(config)
        _first_start(store, with_demo=config.demo and _is_untouched(store, config.database))
    except BaseException:  # a store that is half filled would never be filled again
        store.close()
        if is_new:
            Path(config.database).unlink()
        raise
    store.close()
    journal.end()
    os.chdir(ROOT)
    _become(config)


def _is_untouched(store: Store, database: str) -> bool:
    """Whether nobody ever wrote into a store file; on a server of PostgreSQL nothing is loaded unasked."""
    return is_file(database) and store.version == 0


def _check_settings(config: Config) -> None:
    Keep.parse(config.backups)
    if not re.fullmatch(r"(?a)([\w.~-]+(/[\w.~-]+)*)?", config.base_path):
        raise UsageError(
            f"The base path {config.base_path!r} is none. "
            "Write letters, digits and - _ . between slashes, as /city."
        )


def _check_port(config: Config) -> None:
    try:
        socket.create_server((config.host, config.port), family=_family(config.host)).close()
    except (OSError, OverflowError) as error:
        problem = str(error).rstrip(".")
        raise refused("refused.port", host=config.host, port=config.port, problem=problem) from error


def _family(host: str) -> socket.AddressFamily:
    return socket.AF_INET6 if ":" in host else socket.AF_INET


def _become(config: Config) -> NoReturn:
    where = {"address": config.host, "port": str(config.port)}
    command = [sys.executable, "-m", "streamlit", "run", str(ROOT / "app.py")]
    command += [word for name, value in where.items() for word in (f"--server.{name}", value)]
    command += [
        "--browser.serverAddress",
        reach.lan_address() if config.host in reach.EVERYWHERE else config.host,
    ]
    command += ["--server.baseUrlPath", config.base_path] if config.base_path else []
    env = os.environ | config.as_env()
    if os.name == "nt":  # there exec ends this process at once, and the terminal believes that all is over
        sys.exit(subprocess.run(command, env=env, check=False).returncode)
    os.execve(sys.executable, command, env)


def _first_start(store: Store, *, with_demo: bool) -> None:
    if with_demo:
        terminal.say("London is loaded into a new store.")
        commands.load_demo(store, SET_UP, {"step": terminal.bar})
    phrases = make_passphrases(store)
    if phrases:
        terminal.say(
            "Passphrases, shown once. None is needed on this machine itself; each reader elsewhere needs one."
        )
    for role, phrase in phrases.items():
        terminal.say(f"  {role.value:<14} {phrase}")
