"""Every command as a function. The command line and the loopback door only call it, and so do the pages.

A command takes the store, an actor and its arguments, and returns what `--json` prints.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

from cityops import access, demo, journal
from cityops.access import Actor, Duty
from cityops.access import command as doors
from cityops.assessment import command as waves
from cityops.briefing.formats import render
from cityops.briefing.reads import briefing as read_briefing
from cityops.comparison import command as comparison
from cityops.errors import UsageError
from cityops.founding import command as founding
from cityops.founding.baselines import freezing
from cityops.ingest import command as incoming
from cityops.ingest.importing import Clocks
from cityops.operating_model import command as operating_model
from cityops.operating_model import reads as model_reads
from cityops.operating_model import writes as model_writes
from cityops.operations import backups, reads
from cityops.progress.as_json import of_area
from cityops.progress.assessment import AreaProgress, VisionProgress
from cityops.progress.methods import DEFAULT
from cityops.progress.reads import progress as read_progress
from cityops.progress.table import rate_table
from cityops.store import PRESENT, Store
from cityops.store.copies import checksum
from cityops.vision import releases, settings
from cityops.words.catalogue import FALLBACK
from cityops.words.refusals import on_disk, refused

Arguments = Mapping[str, Any]
Result = dict[str, Any] | list[dict[str, Any]]


@dataclass(frozen=True, slots=True)
class Command:
    """A command of the command line.

    Attributes:
        run: Does it.
        about: One line of help.
        duty: What the actor's role has to cover, as `run` checks; None for what everybody reads.
    """

    run: Callable[[Store, Actor, Arguments], Result]
    about: str
    duty: Duty | None = None


def clocks(store: Store, arguments: Arguments) -> Clocks:
    """Return the reporting date asked for, or the city's, and what day it is there now."""
    now = datetime.now(UTC)
    setting = settings.read(store)
    on = _date(arguments["on"]) if arguments.get("on") else setting.reporting_day(now)
    return Clocks(on, now.date())


def load_demo(store: Store, actor: Actor, arguments: Arguments) -> Result:
    """Load London into an empty store."""
    access.require(actor, Duty.SETTINGS)  # it is many writes: nobody may stop half-way for want of a role
    step = arguments.get("step", lambda _name, _share: None)
    return dict(demo.load(store, actor, datetime.now(UTC).date(), step))


def remove_demo(store: Store, actor: Actor, _arguments: Arguments) -> Result:
    """Take London out; `demo` puts it back."""
    access.require(actor, Duty.SETTINGS)
    return dict(demo.take_out(store, actor, datetime.now(UTC).date()))


def init(store: Store | None, actor: Actor, arguments: Arguments) -> Result:
    """Set a city up from a folder of files, or write such a folder to start from."""
    access.require(actor, Duty.SETTINGS)
    folder = Path(arguments["folder"])
    step = arguments.get("step", lambda _name, _share: None)
    with on_disk(folder):
        if arguments.get("template"):
            return founding.write_template(folder)
        return founding.init(store, actor, folder, datetime.now(UTC).date(), step)


def import_file(store: Store, actor: Actor, arguments: Arguments) -> Result:
    """Import a table, or say what is wrong with it or what it leaves open."""
    times = clocks(store, arguments)
    with on_disk(Path(arguments["file"])):
        return incoming.import_file(store, actor, arguments, times, freezing(times.today))


def undo(store: Store, actor: Actor, arguments: Arguments) -> Result:
    """Take an upload back."""
    return incoming.turn(store, actor, arguments, clocks(store, arguments), live=False)


def redo(store: Store, actor: Actor, arguments: Arguments) -> Result:
    """Bring an undone upload back."""
    return incoming.turn(store, actor, arguments, clocks(store, arguments), live=True)


def correct(store: Store, actor: Actor, arguments: Arguments) -> Result:
    """Put another value in the place of one."""
    times = clocks(store, arguments)
    return incoming.correct(store, actor, arguments, times, freezing(times.today))


def derive(store: Store, actor: Actor, arguments: Arguments) -> Result:
    """Let an indicator follow from others."""
    return incoming.derive(store, actor, arguments, clocks(store, arguments).on)


def lineage(store: Store, actor: Actor, arguments: Arguments) -> Result:
    """What rests on an upload, or what a value comes from."""
    access.require(actor, Duty.NAMES)
    return incoming.lineage(store, arguments, clocks(store, arguments).on)


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
        raise refused("refused.no_vision")
    files = {row["upload_number"]: row for row in store.rows("ingest/uploads", known=PRESENT)}
    return of_area(found, _area(found, arguments.get("area")), files)


def compare(store: Store, _actor: Actor, arguments: Arguments) -> Result:
    """One area beside the city, all of its kind, and those that are like it."""
    return comparison.compare(store, arguments, clocks(store, arguments).on, known(store, arguments))


def briefing(store: Store, _actor: Actor, arguments: Arguments) -> Result:
    """Write the city's briefing into a file."""
    language, moment = str(arguments.get("language") or FALLBACK), known(store, arguments)
    found = read_briefing(store, on=clocks(store, arguments).on, known=moment, language=language)
    if found is None:
        raise refused("refused.no_vision")
    path = Path(arguments["out"])
    made = render(found, str(arguments["format"]))
    with on_disk(path):
        path.write_bytes(made.data)
    return {
        "path": str(path),
        "format": arguments["format"],
        "language": language,
        "pages": made.pages,
        "on": found.on.isoformat(),
        "known": found.known.isoformat() if found.known else None,
        "release": found.release or None,
        "data_version": found.data_version,
        "method": found.method,
        "method_version": found.method_version,
        "illustrative": found.is_illustrative,
    }


def _area(found: VisionProgress, code: str | None) -> AreaProgress:
    if not code or code == found.city.area.code:
        return found.city
    for area in found.districts.values():
        if area.area.code == code:
            return area
    raise refused("refused.no_district", code=code, there=", ".join(found.districts))


def backup(store: Store, actor: Actor, arguments: Arguments) -> Result:
    """Write a consistent, checked copy of everything, or name the copies beside the store."""
    access.require(actor, Duty.OPERATIONS)
    if arguments.get("list"):
        return {"backups": [copy.as_json() for copy in backups.listed(store)]}
    asked = arguments.get("destination")
    with on_disk(Path(asked or store.place or "")):
        path = backups.make(store, actor, datetime.now(UTC), destination=Path(asked) if asked else None)
        return {"path": str(path), "checksum": checksum(path)}


def restore(store: Store, actor: Actor, arguments: Arguments) -> Result:
    """Put a copy in the place of what is there now."""
    access.require(actor, Duty.OPERATIONS)
    source = backups.find(store, arguments["source"])
    with on_disk(source):
        store.restore(source)
        if model_reads.is_missing(store):  # a copy from before there was one
            model_writes.load(store, actor)
        said = f"{source} was put in the place of the store."
        journal.note("restore", said, person=actor.name, role=actor.role.value)
        return {"path": str(source), "checksum": checksum(source)}


def log(store: Store, actor: Actor, arguments: Arguments) -> Result:
    """What was done, refused, or went wrong, newest first."""
    most, reference = int(arguments.get("most") or 50), str(arguments.get("reference") or "")
    return {"happened": [one.as_json() for one in reads.history(store, actor, most, reference)]}


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
    "demo": Command(load_demo, "load London into a store without a city", Duty.SETTINGS),
    "remove-demo": Command(remove_demo, "take London out; demo puts it back", Duty.SETTINGS),
    "init": Command(init, "set a city up from a folder of files", Duty.SETTINGS),
    "import": Command(import_file, "import a table of any layout: CSV or xlsx, also in gz or zip", Duty.DATA),
    "undo": Command(undo, "take an upload back", Duty.DATA),
    "redo": Command(redo, "bring an undone upload back", Duty.DATA),
    "correct": Command(correct, "put another value in the place of one, with a reason", Duty.DATA),
    "derive": Command(derive, "let an indicator follow from others by a formula", Duty.CATALOGUE),
    "lineage": Command(lineage, "what rests on an upload, or what a value comes from", Duty.NAMES),
    "progress": Command(progress, "the vision's number and what it rests on"),
    "compare": Command(compare, "one area beside the city, all others, and those that are like it"),
    "briefing": Command(briefing, "the briefing as a file, PowerPoint or PDF"),
    "model": Command(operating_model.show, "the operating model: its elements, levels and statements"),
    "model edit": Command(
        operating_model.edit, "word it as the city does, or switch something off", Duty.MODEL
    ),
    "model add": Command(operating_model.add, "add a principle, a statement, an example", Duty.MODEL),
    "wave list": Command(waves.listed, "every wave, and what it has found so far", Duty.DRAFT),
    "wave show": Command(waves.show, "one wave: questions, answers, evidence, votes as shown", Duty.DRAFT),
    "wave export": Command(waves.export, "write a wave as one file for another CityOps", Duty.WAVES),
    "wave import": Command(waves.import_file, "take the wave of a file in, with the same ids", Duty.WAVES),
    "release": Command(release, "name the present as released", Duty.RELEASE),
    "access": Command(doors.show, "who may do what, and who was given which role", Duty.ACCESS),
    "grant": Command(doors.grant, "give a role to whoever signs in at the provider", Duty.ACCESS),
    "withdraw": Command(doors.withdraw, "take such a role back", Duty.ACCESS),
    "unknown-people": Command(
        doors.unknown_people, "what they are who sign in at the provider without a role", Duty.ACCESS
    ),
    "public-link": Command(doors.public_link, "a link to what is released", Duty.ACCESS),
    "passphrase": Command(doors.passphrase, "a new passphrase for a role", Duty.ACCESS),
    "erase-person": Command(doors.erase, "put a pseudonym in the place of a name", Duty.OPERATIONS),
    "backup": Command(backup, "write a consistent copy, checked", Duty.OPERATIONS),
    "restore": Command(restore, "put a copy back", Duty.OPERATIONS),
    "log": Command(log, "what was done, refused, or went wrong", Duty.OPERATIONS),
}
"""Commands that need the store. `rate` needs none."""
