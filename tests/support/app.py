"""The real app as a process of its own, on a store that is thrown away."""

import os
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

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
        return str(urlsplit(self.url).port)

    @property
    def cpu_seconds(self) -> float:
        """Time that it has had on a processor so far; Linux only."""
        # clock_getcpuclockid(3), which Python does not offer: finer than the ticks in /proc.
        return time.clock_gettime(~self.process.pid << 3 | 2)

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


def start(database: Path, port: str = "", **settings: str) -> App:
    """Start the app on a store file; return once it answers.

    Args:
        database: Created and filled with London if it is not there.
        port: That it listens on; any that is free unless one is named.
        settings: Further variables of its environment.
    """
    return _begin(database, ["cityops", "serve", "--db", str(database), "--port"], settings, port)


def start_script(script: Path, database: Path) -> App:
    """Start another Streamlit app with the product's settings, on a store of its own."""
    command = ["streamlit", "run", str(script), "--server.port"]
    return _begin(database, command, {"CITYOPS_DB": str(database)})


def _begin(database: Path, module: list[str], settings: dict[str, str], port: str = "") -> App:
    port, log = port or free_port(), database.with_suffix(".log")
    with log.open("wb") as sink:
        process = subprocess.Popen(
            [sys.executable, "-m", *module, port],
            cwd=ROOT,
            env=_environment() | settings,
            stdout=sink,
            stderr=subprocess.STDOUT,
        )
    host, base = settings.get("CITYOPS_HOST", "127.0.0.1"), settings.get("CITYOPS_BASE_PATH", "")
    app = App(f"http://{f'[{host}]' if ':' in host else host}:{port}{base}", database, log, process)
    try:
        wait(app)
    except BaseException:
        app.stop()
        raise
    return app


def _environment() -> dict[str, str]:
    """Return this environment without what would change the app's settings."""
    return {key: value for key, value in os.environ.items() if not key.startswith(("CITYOPS_", "STREAMLIT_"))}


def free_port() -> str:
    """Return a port on which nobody listens now."""
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return str(found.getsockname()[1])


def wait(app: App, path: str = "/health") -> None:
    """Wait until a path of an app answers; fail with what it printed if it ended."""
    for _ in range(_PATIENCE):
        if _answers(app.url + path):
            return
        try:  # one that ended is told from one that is slow
            app.process.wait(timeout=0.1)
        except subprocess.TimeoutExpired:
            continue
        break
    raise AssertionError(f"The app did not start. It printed: {app.log.read_text('utf-8')}")


def listens(port: str, process: "subprocess.Popen[bytes]") -> None:
    """Wait until somebody listens on a port of this machine; fail if the process that should has ended."""
    for _ in range(_PATIENCE):
        with socket.socket() as asked:
            if asked.connect_ex(("127.0.0.1", int(port))) == 0:
                return
        try:
            process.wait(timeout=0.1)
        except subprocess.TimeoutExpired:
            continue
        break
    raise AssertionError(f"{process.args!r} does not listen on {port}.")


def is_there(url: str) -> None:
    """Wait until another server answers; one that never does fails."""
    for _ in range(_PATIENCE):
        if _answers(url):
            return
        time.sleep(0.1)
    raise AssertionError(f"{url} never answered.")


def _answers(url: str) -> bool:
    direct = urllib.request.build_opener(urllib.request.ProxyHandler({}))
    try:
        with direct.open(url, timeout=10) as answer:
            return bool(answer.status == 200)
    except OSError:
        return False
