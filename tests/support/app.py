"""The real app as a process of its own, on a store that is thrown away."""

import json
import os
import shutil
import socket
import subprocess
import sys
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).resolve().parent.parent.parent
_PATIENCE = 600
"""Looks at an app that is starting, a tenth of a second each."""


@dataclass(frozen=True, slots=True)
class App:
    """An app that runs.

    Attributes:
        url: Its address, without a slash at the end.
        database: Its store file.
        log: What it printed, both streams.
        process: It.
    """

    url: str
    database: Path
    log: Path
    process: "subprocess.Popen[bytes]"

    @property
    def port(self) -> str:
        """Port that it listens on."""
        return self.url.rpartition(":")[2]

    def command(self, *words: str) -> Any:
        """Run the command line on the app's store while the app has it; return the JSON that it prints."""
        command = [sys.executable, "-m", "cityops", *words, "--json", "--db", str(self.database)]
        done = subprocess.run(command, cwd=ROOT, env=_environment(), capture_output=True, text=True)
        assert done.returncode == 0, done.stdout + done.stderr
        return json.loads(done.stdout)

    def passphrase(self, role: str) -> str:
        """Return the passphrase of a role, which the first start prints once."""
        lines = [line.split() for line in self.log.read_text("utf-8").splitlines()]
        return next(words[1] for words in lines if len(words) == 2 and words[0] == role)

    def stop(self) -> None:
        """End it and wait until it is gone."""
        self.process.terminate()
        try:
            self.process.wait(timeout=5)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()


def start(database: Path, **settings: str) -> App:
    """Start the app on a store file; return once it answers.

    Args:
        database: Created and filled with London if it is not there.
        settings: Further variables of its environment.
    """
    port, log = _free_port(), database.with_suffix(".log")
    command = [sys.executable, "-m", "cityops", "serve", "--port", port, "--db", str(database)]
    with log.open("wb") as sink:
        process = subprocess.Popen(
            command, cwd=ROOT, env=_environment() | settings, stdout=sink, stderr=subprocess.STDOUT
        )
    app = App(f"http://127.0.0.1:{port}", database, log, process)
    try:
        _wait(app)
    except BaseException:
        app.stop()
        raise
    return app


def _environment() -> dict[str, str]:
    """Return this environment without what would change the app's settings."""
    return {key: value for key, value in os.environ.items() if not key.startswith(("CITYOPS_", "STREAMLIT_"))}


def _free_port() -> str:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return str(found.getsockname()[1])


def _wait(app: App) -> None:
    for _ in range(_PATIENCE):
        if _is_healthy(app):
            return
        try:  # one that ended is told from one that is slow
            app.process.wait(timeout=0.1)
        except subprocess.TimeoutExpired:
            continue
        break
    raise AssertionError(f"The app did not start. It printed: {app.log.read_text('utf-8')}")


def _is_healthy(app: App) -> bool:
    direct = urllib.request.build_opener(urllib.request.ProxyHandler({}))
    try:
        with direct.open(app.url + "/health", timeout=10) as answer:
            return bool(json.load(answer)["status"] == "ok")
    except OSError:
        return False


@pytest.fixture(scope="session")
def app(london_file: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[App]:
    """The app with London, for tests that leave its store as they find it."""
    running = start(Path(shutil.copy(london_file, tmp_path_factory.mktemp("app") / "london.duckdb")))
    yield running
    running.stop()


@pytest.fixture
def start_app(tmp_path: Path, london_file: Path) -> Iterator[Callable[..., App]]:
    """A function that starts an app that nobody has visited: with London, or on a store of its own making."""
    running: list[App] = []

    def begin(*, london: bool = True, **settings: str) -> App:
        database = tmp_path / f"city{len(running)}.duckdb"
        if london:
            shutil.copy(london_file, database)
        running.append(start(database, **settings))
        return running[-1]

    yield begin
    for one in running:
        one.stop()
