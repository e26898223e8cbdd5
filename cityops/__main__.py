"""The command line: `python -m cityops COMMAND`. Thin; every command is a function of `cityops.commands`."""

import argparse
import getpass
import sys
from dataclasses import replace
from pathlib import Path
from typing import Any

from cityops import commands, journal, serving, terminal
from cityops.access import Actor, Role
from cityops.access.model import SIGNED_IN
from cityops.access.rules import EMAIL
from cityops.briefing.formats import FORMATS
from cityops.config import Config, is_file
from cityops.errors import CityOpsError, UsageError
from cityops.ingest.orders import MODES
from cityops.operating_model import command as model
from cityops.operating_model.model import FACETS
from cityops.progress.methods import METHODS
from cityops.web import door, runtime
from cityops.words.refusals import refused

DONE, REFUSED, WRONG_USAGE = 0, 1, 2
_CREATING = {"demo", "init", "restore"}
"""Commands that may begin with a store that is not there. Any other would leave an empty one behind."""

_ABOUT = {"wave": "assessment waves: where the city stands with each element"}
"""Words that are no command by themselves."""

_WITH_BAR = {"demo", "init"}
"""Commands that tell how far they are."""


def parser() -> argparse.ArgumentParser:
    """Return the parser of the command line."""
    top = argparse.ArgumentParser(prog="python -m cityops", description="Run a city's operating model.")
    shared, again = _shared(), _shared(argparse.SUPPRESS)
    top.set_defaults(part=None)
    sub = top.add_subparsers(dest="command", required=True, metavar="COMMAND")

    def add(name: str, about: str) -> argparse.ArgumentParser:
        return sub.add_parser(name, help=about, description=about, parents=[shared])

    serve = add("serve", "create the store if there is none, and start the app")
    serve.add_argument("--host", help="address to listen on; 127.0.0.1 unless told otherwise")
    serve.add_argument("--port", type=int, help="8501 unless told otherwise")
    serve.add_argument("--base-path", metavar="PATH", help="path under which a reverse proxy shows the app")
    rate = add("rate", "rate series of a file, without a store")
    rate.add_argument("file")
    rate.add_argument("--method", choices=tuple(METHODS))
    known: dict[str, argparse.ArgumentParser] = {}
    parts: dict[str, Any] = {}
    for name, command in commands.COMMANDS.items():
        first, _, second = name.partition(" ")
        if second and first not in parts:  # `wave` by itself is none, `model` is one
            above = known.get(first) or add(first, _ABOUT[first])
            parts[first] = above.add_subparsers(dest="part", metavar="PART", required=first not in known)
        known[name] = (
            parts[first].add_parser(second, help=command.about, description=command.about, parents=[again])
            if second
            else add(name, command.about)
        )
    _add_arguments(known)
    return top


def _shared(default: str | None = None) -> argparse.ArgumentParser:
    """Return what every command takes; suppressed after its second word, where it would undo the first."""
    made = argparse.ArgumentParser(add_help=False, argument_default=default)
    made.add_argument(
        "--db", metavar="PATH_OR_URL", help="the store; else CITYOPS_DB, else data/cityops.duckdb"
    )
    made.add_argument("--json", action="store_true", help="print one JSON value and nothing else")
    made.add_argument(
        "--lang", choices=("en", "zh"), default=default or "en", help="language of what is printed"
    )
    return made


def _add_arguments(known: dict[str, argparse.ArgumentParser]) -> None:
    _add_ingest_arguments(known)
    for name in ("import", "undo", "redo", "correct", "derive", "lineage", "progress", "compare", "briefing"):
        known[name].add_argument("--on", metavar="DATE", help="reporting date, 2020-12-31")
    known["import"].add_argument("file")
    known["import"].add_argument("--mapping", metavar="TOML", help="what its columns mean: docs/import.md")
    known["import"].add_argument("--dump", metavar="CSV", help="write what was understood, cell by cell")
    known["import"].add_argument(
        "--mode", choices=MODES, default="upsert", help="append changes nothing; replace also takes back"
    )
    known["import"].add_argument("--encoding", metavar="NAME", help="of the file, for example gb18030")
    known["import"].add_argument("--delimiter", metavar="SIGN", help="between the cells: , ; | or tab")
    known["import"].add_argument(
        "--header-line",
        type=int,
        metavar="N",
        help="line of the header, as a spreadsheet shows it; 0 for none",
    )
    known["import"].add_argument("--sheet", metavar="NAME", help="of a workbook, or a file in an archive")
    known["import"].add_argument(
        "--errors", metavar="CSV", help="write the file with what is wrong with each line"
    )
    known["import"].add_argument("--fixes", metavar="CSV", help="corrections: line, column, old, new")
    known["import"].add_argument(
        "--good-rows", action="store_true", help="leave lines with a fault out; needs --reason"
    )
    known["import"].add_argument(
        "--no-memory", action="store_true", help="set aside what was said of this header before"
    )
    for name in ("progress", "compare", "briefing"):
        known[name].add_argument("--known", metavar="MOMENT", help="what had been recorded by then, UTC")
    known["progress"].add_argument("--method", choices=tuple(METHODS))
    known["progress"].add_argument(
        "--area", metavar="CODE", help="a district; the city unless told otherwise"
    )
    known["compare"].add_argument("--area", metavar="CODE", required=True, help="a district, or a city")
    known["compare"].add_argument("--indicator", metavar="ID", help="only this one, with every area's value")
    known["compare"].add_argument(
        "--by", metavar="ID,ID", help="by what areas are alike; else the city's choice"
    )
    known["compare"].add_argument("--nearest", metavar="N", type=int, help="how many are called alike; 5")
    known["briefing"].add_argument("--format", choices=tuple(FORMATS), required=True)
    known["briefing"].add_argument("--out", metavar="F", required=True, help="the file to write")
    known["init"].add_argument("folder", help="city.toml, areas.csv, ...: docs/your-city.md")
    known["init"].add_argument(
        "--template", action="store_true", help="write a folder to start from, and nothing else"
    )
    known["release"].add_argument("name", help="of the release, for example 'Council of 15 December'")
    _add_access_arguments(known)
    _add_model_arguments(known)
    _add_wave_arguments(known)
    known["backup"].add_argument("destination", nargs="?", help="a new file; else beside the store")
    known["backup"].add_argument("--list", action="store_true", help="name the copies that are there")
    known["restore"].add_argument("source", help="a file, or a name that `backup --list` prints")
    known["log"].add_argument("-n", dest="most", type=int, default=50, help="how many lines; 50")
    known["log"].add_argument("--reference", default="", help="only what a page showed under this number")


def _add_ingest_arguments(known: dict[str, argparse.ArgumentParser]) -> None:
    for name in ("import", "undo", "redo", "correct", "derive"):
        known[name].add_argument("--dry-run", action="store_true", help="say what it would do, write nothing")
        known[name].add_argument("--reason", default="", help="why, kept with it")
    for name in ("import", "correct"):
        known[name].add_argument(
            "--confirm", action="store_true", help="write it though something gets worse"
        )
        known[name].add_argument("--key", default="", help="the same for every try of one upload")
    for name in ("import", "lineage"):
        known[name].add_argument("--kind", help="rows of the difference to list: new,changed,unchanged,...")
        known[name].add_argument("--rows", type=int, metavar="N", help="how many of each kind; 200")
        known[name].add_argument("--skip", type=int, metavar="N", default=0, help="how many before them")
    for name in ("undo", "redo"):
        known[name].add_argument("upload", help="id of the upload")
    known["lineage"].add_argument("upload", nargs="?", help="id of the upload; else a point")
    for name in ("correct", "lineage"):
        for place in ("indicator", "area", "period"):
            known[name].add_argument(f"--{place}", required=name == "correct")
    known["correct"].add_argument("--value", required=True, help="what it should be")
    known["correct"].add_argument("--flag", default="", help="provisional, estimated, ...")
    known["derive"].add_argument("indicator", nargs="?", help="id; without a formula all are listed")
    known["derive"].add_argument("--formula", help="'own_a / own_b * 100000'")
    for name in ("name-en", "name-zh", "unit-en", "unit-zh"):
        known["derive"].add_argument(f"--{name}")
    known["derive"].add_argument("--direction", type=int, choices=(-1, 0, 1), help="1: higher is better")
    known["derive"].add_argument("--decimals", type=int, choices=range(7))
    known["derive"].add_argument("--city-value", choices=("given", "sum", "weighted_mean", "none"))
    known["derive"].add_argument("--weight", dest="weight_indicator_id", metavar="ID")


def _add_access_arguments(known: dict[str, argparse.ArgumentParser]) -> None:
    roles = [role.value for role in SIGNED_IN]
    known["grant"].add_argument("role", choices=roles)
    for name in ("grant", "withdraw"):
        known[name].add_argument("value", help="an e-mail address, or @city.example for a whole domain")
        known[name].add_argument("--claim", default=EMAIL, help="another claim of the provider: groups, ...")
    known["unknown-people"].add_argument("become", choices=("viewer", "refused"))
    known["public-link"].add_argument("state", choices=("on", "off"))
    known["passphrase"].add_argument("role", choices=roles)
    known["erase-person"].add_argument("name", help="as the history shows it")
    known["erase-person"].add_argument("--reason", default="", help="why; without the name")


def _add_model_arguments(known: dict[str, argparse.ArgumentParser]) -> None:
    known["model"].add_argument("--element", metavar="ID", help="only this one, whole: B5")
    known["model edit"].add_argument("id", help="B5, B5.1, B5/3, B5/e1, scale/3, or purposes for that module")
    known["model edit"].add_argument("--field", choices=model.FIELDS, help="its text; else the first it has")
    known["model edit"].add_argument("--on", dest="state", action="store_const", const="on", help="use it")
    known["model edit"].add_argument(
        "--off", dest="state", action="store_const", const="off", help="leave it out; nothing is lost"
    )
    known["model add"].add_argument("kind", choices=model.KINDS)
    known["model add"].add_argument("element", nargs="?", help="to which a statement or an example belongs")
    for name in ("model edit", "model add"):
        known[name].add_argument("--en", metavar="TEXT", help="in English")
        known[name].add_argument("--zh", metavar="TEXT", help="in Chinese")
        known[name].add_argument("--facet", choices=FACETS, help="where it belongs")
        known[name].add_argument("--reason", default="", help="why, kept with the change")


def _add_wave_arguments(known: dict[str, argparse.ArgumentParser]) -> None:
    for name in ("wave show", "wave export"):
        known[name].add_argument("id", help="of the wave, as `wave list` prints it")
    known["wave export"].add_argument("out", metavar="F", help="the file to write")
    known["wave import"].add_argument("file", metavar="F", help="that `wave export` wrote")
    known["wave import"].add_argument(
        "--replace", action="store_true", help="take the file's answers where others stand here"
    )
    known["wave import"].add_argument(
        "--dry-run", action="store_true", help="write nothing, say what it does"
    )


def main(argv: list[str] | None = None) -> int:
    """Run one command; return its exit code: 0 done, 1 refused with a reason, 2 wrong usage."""
    terminal.write_utf8()
    options = vars(parser().parse_args(argv))
    name = " ".join(filter(None, (options.pop("command"), options.pop("part"))))
    as_json, language = options.pop("json"), options.pop("lang")
    if name in ("briefing", "import"):
        options["language"] = language
    try:
        result, code = _run(name, options, _config(options.pop("db")))
    except UsageError as error:
        return terminal.complain(error.sentence(language), as_json, WRONG_USAGE)
    except CityOpsError as error:
        return terminal.complain(error.sentence(language), as_json, REFUSED)
    if "error" in result:
        return terminal.complain(result["error"][language], as_json, code)
    terminal.show(name, result, as_json, language)
    return REFUSED if _is_refused(result) else code


def _config(database: str | None) -> Config:
    """Return the settings; the path of a store file is made whole, since the app runs in another folder."""
    try:
        config = Config.from_env()
    except ValueError as error:
        raise UsageError(f"CITYOPS_PORT and CITYOPS_THREADS are whole numbers: {error}.") from None
    named = database or config.database
    return replace(config, database=str(Path(named).absolute()) if is_file(named) else named)


def _is_refused(result: Any) -> bool:
    return isinstance(result, dict) and bool(result.get("errors") or result.get("questions"))


def _run(name: str, options: dict[str, Any], config: Config) -> tuple[Any, int]:
    if name == "serve":
        return serving.serve(config, options["host"], options["port"], options["base_path"])
    actor = Actor(_user(), Role.ADMINISTRATOR)
    if name == "rate":
        return commands.rate(None, actor, options), DONE
    if name == "init" and options["template"]:
        return commands.init(None, actor, options), DONE
    for path in ("file", "folder", "destination", "source", "out", "mapping", "dump", "errors", "fixes"):
        if options.get(path):
            options[path] = str(Path(options[path]).absolute())
    return door.ask(config.database, name, actor.name, options) or _alone(name, actor, options, config)


def _user() -> str:
    try:
        return getpass.getuser()
    except (KeyError, OSError):  # a container's user may have no name
        return "command line"


def _alone(name: str, actor: Actor, options: dict[str, Any], config: Config) -> tuple[Any, int]:
    """Open the store here: no app is running."""
    if name not in _CREATING and runtime.is_missing(config.database):
        raise refused("refused.no_store", path=config.database)
    store = runtime.open_with(config)
    if name in _WITH_BAR:
        options["step"] = terminal.bar
    try:
        return commands.COMMANDS[name].run(store, actor, options), DONE
    finally:
        store.close()
        journal.end()


if __name__ == "__main__":
    sys.exit(main())
