"""`python -m cityops` as a process of its own, and what it said."""

import contextlib
import io
import json
import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from cityops.__main__ import main

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


def here(capsys: pytest.CaptureFixture[str], *words: str) -> Said:
    """Run a command in this process: the same function, without the second that a new one takes."""
    try:
        code = main(list(words))
    except SystemExit as end:  # how argparse ends
        code = int(end.code or 0)
    return Said(code, *capsys.readouterr())


def done(*words: str | Path, database: Path) -> Any:
    """Run a command that succeeds, in this process; return the JSON that it printed."""
    with contextlib.redirect_stdout(io.StringIO()) as said:
        code = main([*map(str, words), "--json", "--db", str(database)])
    assert code == 0, said.getvalue()
    return Said(code, said.getvalue(), "").json


def _refuse(word: str) -> None:
    raise AssertionError(f"{word} is no JSON")
