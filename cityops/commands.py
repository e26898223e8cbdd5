"""Every command as a function. The command line and the loopback door only call it, and so do the pages.

A command takes the store, an actor and its arguments, and returns what `--json` prints.
"""

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

from cityops import access, demo
from cityops.access import Actor, Duty
from cityops.errors import RefusedError, UsageError
from cityops.founding import command
from cityops.ingest import importing
from cityops.ingest.importing import Clocks
from cityops.ingest.meaning import mapping as mappings
from cityops.ingest.model import NoTableError, Receipt
from cityops.progress.assessment import AreaProgress, Assessment, Point, VisionProgress
from cityops.progress.methods import DEFAULT
from cityops.progress.reads import progress as read_progress
from cityops.progress.table import rate_table
from cityops.store import PRESENT, Store
from cityops.store.copies import checksum
from cityops.vision import releases, settings

Arguments = Mapping[str, Any]
Result = dict[str, Any] | list[dict[str, Any]]


@dataclass(frozen=True, slots=True)
class Command:
    """A command of the command line.

    Attributes:
        run: Does it.
        about: One line of help.
    """

    run: Callable[[Store, Actor, Arguments], Result]
    about: str


def clocks(store: Store, arguments: Arguments) -> Clocks:
    """Return the reporting date asked for, or the city's, and what day it is there now."""
    now = datetime.now(UTC)
    setting = settings.read(store)
    on = _date(arguments["on"]) if arguments.get("on") else setting.reporting_day(now)
    return Clocks(on, now.date())


def load_demo(store: Store, actor: Actor, arguments: Arguments) -> Result:
    """Load London into an empty store."""
    step = arguments.get("step", lambda _name, _share: None)
    return dict(demo.load(store, actor, datetime.now(UTC).date(), step))


def remove_demo(store: Store, actor: Actor, _arguments: Arguments) -> Result:
    """Take London out; `demo` puts it back."""
    return dict(demo.take_out(store, actor, datetime.now(UTC).date()))


def init(store: Store | None, actor: Actor, arguments: Arguments) -> Result:
    """Set a city up from a folder of files, or write such a folder to start from."""
    folder = Path(arguments["folder"])
    step = arguments.get("step", lambda _name, _share: None)
    with _on_disk(folder):
        if arguments.get("template"):
            return command.write_template(folder)
        return command.init(store, actor, folder, datetime.now(UTC).date(), step)


def import_file(store: Store, actor: Actor, arguments: Arguments) -> Result:
    """Import a table, or say what is wrong with it or what it leaves open."""
    path = Path(arguments["file"])
    if arguments.get("mode", "upsert") != "upsert":
        raise UsageError(f"Mode {arguments['mode']!r} is not known. This version takes upsert.")
    mapping = _mapping(arguments.get("mapping"))
    with _on_disk(path):
        data = path.read_bytes()
    dump = Path(arguments["dump"]) if arguments.get("dump") else None
    try:
        receipt = importing.import_file(
            store,
            actor,
            path.name,
            data,
            clocks(store, arguments),
            dry_run=bool(arguments.get("dry_run")),
            reason=str(arguments.get("reason") or ""),
            mapping=mapping,
            dump=dump,
        )
    except NoTableError as error:
        receipt = Receipt(path.name, "", "", "", rejected=1, errors=(error.fault,))
    return receipt.as_json()


def _mapping(file: str | None) -> mappings.Mapping | None:
    if not file:
        return None
    with _on_disk(Path(file)):
        return mappings.read(Path(file))


def undo(store: Store, actor: Actor, arguments: Arguments) -> Result:
    """Take an upload back."""
    return importing.undo(store, actor, arguments["upload"], clocks(store, arguments).on)


def redo(store: Store, actor: Actor, arguments: Arguments) -> Result:
    """Bring an undone upload back."""
    return importing.redo(store, actor, arguments["upload"], clocks(store, arguments).on)


def rate(_store: Store | None, _actor: Actor, arguments: Arguments) -> Result:
    """Rate series of a file, without a store."""
    rated: list[dict[str, Any]] = rate_table(Path(arguments["file"]), str(arguments.get("method") or DEFAULT))
    return rated


def progress(store: Store, _actor: Actor, arguments: Arguments) -> Result:
    """The vision's number and what it rests on."""
    found = read_progress(
        store,
        on=clocks(store, arguments).on,
        known=known(store, arguments),
        method=str(arguments.get("method") or DEFAULT),
    )
    if found is None:
        raise RefusedError(
            "No vision is set for this city. Load the demo, or set a city and its vision first."
        )
    files = {row["upload_number"]: row for row in store.rows("ingest/uploads", known=PRESENT)}
    return progress_as_json(found, _area(found, arguments.get("area")), files)


def progress_as_json(found: VisionProgress, area: AreaProgress, uploads: Mapping[int, Any]) -> dict[str, Any]:
    """Return the progress of one area in the form that the command line prints.

    Args:
        found: The city's progress.
        area: The city or one of its districts.
        uploads: Rows of `ingest/uploads`, by number: every value names its file and line.
    """
    is_city = area is found.city
    return {
        "area": area.area.code,
        "on": found.on.isoformat(),
        "known": None if found.known == PRESENT else found.known.isoformat(),
        "headline": area.headline,
        "coverage": area.coverage,
        "expected": area.expected,
        "status": area.status.value,
        "method": found.method,
        "method_version": found.method_version,
        "interval": list(found.interval) if is_city and found.interval else None,
        "stability": found.stability if is_city else None,
        "illustrative": found.is_illustrative,
        "contributions": [_contribution(a) for a in area.assessments if a.contribution is not None],
        "statuses": [_status(a, uploads) for a in area.assessments],
    }


def _contribution(one: Assessment) -> dict[str, Any]:
    return {
        "outcome": one.target.outcome_id,
        "indicator": one.indicator.id,
        "contribution": one.contribution,
        "weight": one.weight,
    }


def _status(one: Assessment, uploads: Mapping[int, Any]) -> dict[str, Any]:
    latest = one.latest
    return {
        "indicator": one.indicator.id,
        "area": one.area_id,
        "status": one.status.value,
        "class": one.class_code.key,
        "reason": one.reason.key,
        "share": one.share,
        "expected": one.expected,
        "value": latest.value if latest else None,
        "period": latest.label if latest else None,
        "unit": one.indicator.unit_en,
        "age_years": one.age_years,
        "stale": one.is_stale,
        "target": one.target.id,
        "target_source": one.target.source_title,
        "illustrative": one.target.is_illustrative,
        "inherited": one.is_inherited,
        "lineage": _lineage(latest, uploads) if latest else None,
    }


def _lineage(point: Point, uploads: Mapping[int, Any]) -> dict[str, Any]:
    """Say on which line of which file a value stands; one that follows from the districts has none."""
    upload = uploads.get(point.upload_number)
    if upload is None:
        return {"upload_id": None, "file": None, "line": None}
    return {"upload_id": upload["id"], "file": upload["file_name"], "line": point.line}


def _area(found: VisionProgress, code: str | None) -> AreaProgress:
    if not code or code == found.city.area.code:
        return found.city
    for area in found.districts.values():
        if area.area.code == code:
            return area
    raise RefusedError(f"There is no district {code!r}. There are {', '.join(found.districts)}.")


def backup(store: Store, actor: Actor, arguments: Arguments) -> Result:
    """Write a consistent, checked copy of everything."""
    access.require(actor, Duty.OPERATIONS)
    destination = Path(arguments["destination"])
    with _on_disk(destination):
        store.backup(destination)
        return {"path": str(destination), "checksum": checksum(destination)}


def restore(store: Store, actor: Actor, arguments: Arguments) -> Result:
    """Put a copy in the place of what is there now."""
    access.require(actor, Duty.OPERATIONS)
    source = Path(arguments["source"])
    with _on_disk(source):
        store.restore(source)
        return {"path": str(source), "checksum": checksum(source)}


@contextmanager
def _on_disk(path: Path) -> Iterator[None]:
    """Say what the operating system has against a path."""
    try:
        yield
    except FileNotFoundError as error:
        raise RefusedError(f"There is no {error.filename or path}. Look at the path.") from error
    except OSError as error:
        raise RefusedError(f"{path}: {error.strerror}. Name a file that you may use.") from error


def _date(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise UsageError(f"{text!r} is no date. Write it as 2020-12-31.") from None


def known(store: Store, arguments: Arguments) -> datetime:
    """Return the moment asked for, else that of the last release, else the present."""
    asked = arguments.get("known")
    release = None if asked else releases.last(store)
    return release.known_at if release else _moment(asked)


def release(store: Store, actor: Actor, arguments: Arguments) -> Result:
    """Name the present as released."""
    moment = releases.release(store, actor, str(arguments["name"]))
    return {"name": str(arguments["name"]).strip(), "moment": moment.isoformat()}


def _moment(text: str | None) -> datetime:
    if not text or text == "now":
        return PRESENT
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        raise UsageError(f"{text!r} is no moment. Write it as 2026-11-22T09:30, in UTC.") from None
    return moment.astimezone(UTC).replace(tzinfo=None) if moment.tzinfo else moment


COMMANDS: dict[str, Command] = {
    "demo": Command(load_demo, "load London into a store without a city"),
    "remove-demo": Command(remove_demo, "take London out; demo puts it back"),
    "init": Command(init, "set a city up from a folder of files"),
    "import": Command(import_file, "import a table: long, wide by year, wide by indicator"),
    "undo": Command(undo, "take an upload back"),
    "redo": Command(redo, "bring an undone upload back"),
    "progress": Command(progress, "the vision's number and what it rests on"),
    "release": Command(release, "name the present as released"),
    "backup": Command(backup, "write a consistent copy, checked"),
    "restore": Command(restore, "put a copy back"),
}
"""Commands that need the store. `rate` needs none."""
