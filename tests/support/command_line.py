"""`python -m cityops` as a process of its own, and what it said."""

import json
import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent.parent


@dataclass(frozen=True, slots=True)
class Said:
    """What a command left behind.

    Attributes:
        code: Exit code.
        out: Output stream: results.
        err: Error stream: everything else.
    """

    code: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        """The one JSON value that the output stream holds; NaN and infinity are none."""
        return json.loads(self.out, parse_constant=_refuse)


def run(*words: str, **settings: str) -> Said:
    """Run a command with the given variables of its environment; none of the caller's settings reaches it."""
    kept = {key: value for key, value in os.environ.items() if not key.startswith("CITYOPS_")}
    command = [sys.executable, "-m", "cityops", *words]
    done = subprocess.run(command, cwd=ROOT, env=kept | settings, capture_output=True, check=False)
    return Said(done.returncode, done.stdout.decode("utf-8"), done.stderr.decode("utf-8"))


def done(*words: str, database: Path) -> Any:
    """Run a command that succeeds; return the JSON that it printed."""
    said = run(*words, "--json", "--db", str(database))
    assert said.code == 0, said
    return said.json


def _refuse(word: str) -> None:
    raise AssertionError(f"{word} is no JSON")
