"""Run every benchmark in turn and write docs/benchmarks.md; exit with 1 where one is over its limit."""

import ast
import subprocess
import sys
from pathlib import Path

RUNS = (
    ("Overview against an empty page", "overview"),
    ("Every page, and a large city", "pages"),
    ("A change of a filter", "filters"),
    ("A hundred viewers", "viewers"),
    ("From bytes to clean text", "door"),
    ("From the front door to the commit", "importing"),
    ("Ten million rows", "importing", "10000000"),
    ("A dry run", "dry_run"),
    ("Rating", "rating"),
    ("What was known before", "known"),
    ("Votes: the writer", "ballots"),
    ("Votes: from the phone and back", "voting"),
    ("A room in which nothing happens", "idle_room"),
    ("The score sheet", "score_sheet"),
)
"""Heading, module and its arguments. `messy` is not among them: it needs a folder of files."""
_PREFACE = """\
# Benchmarks

Ratios of two ways measured side by side in one run, on a machine with two cores that does nothing else;
absolute times mean nothing elsewhere. Written by `make -s bench > docs/benchmarks.md`, which takes half an
hour; each module says here what it measures, and ends with 1 where a ratio is over its limit.
"""


def main() -> int:
    """Print the text, a section as soon as it is measured."""
    print(_PREFACE)
    return max([_section(*run) for run in RUNS])


def _section(title: str, module: str, *arguments: str) -> int:
    command = [sys.executable, "-m", f"benchmarks.{module}", *arguments]
    done = subprocess.run(command, stdout=subprocess.PIPE, text=True, check=False)
    print(f"## {title}\n\n{'' if arguments else _said_of(module)}{done.stdout.strip()}\n", flush=True)
    return done.returncode


def _said_of(module: str) -> str:
    """Return what a benchmark says of itself."""
    text = Path(__file__).with_name(f"{module}.py").read_text("utf-8")
    return f"{ast.get_docstring(ast.parse(text))}\n\n"


if __name__ == "__main__":
    sys.exit(main())
