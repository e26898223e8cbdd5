"""The commands `wave list`, `wave show`, `wave export` and `wave import`. See `cityops.commands`."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from cityops import access
from cityops.access import Actor, Duty
from cityops.assessment import as_json, carried, file, reads
from cityops.store import Store
from cityops.store.copies import checksum
from cityops.words.refusals import on_disk, refused

Arguments = Mapping[str, Any]
Result = dict[str, Any]


def listed(store: Store, actor: Actor, _arguments: Arguments) -> Result:
    """Every wave, the newest day first, and what it has found so far."""
    access.require(actor, Duty.DRAFT)
    with store.snapshot() as reader:
        found = reads.waves(reader)
        return {"waves": [as_json.of_wave(one, reads.items(reader, one.id)) for one in found]}


def show(store: Store, actor: Actor, arguments: Arguments) -> Result:
    """One wave, whole."""
    access.require(actor, Duty.DRAFT)
    wave_id = str(arguments["id"])
    with store.snapshot() as reader:
        whole, there = reads.whole(reader, wave_id), reads.waves(reader)
    if whole is None:
        near = ", ".join(one.id for one in there[:5])
        raise refused("assessment.refused.no_wave", id=wave_id, there=near or "-")
    return as_json.of_whole(whole)


def export(store: Store, actor: Actor, arguments: Arguments) -> Result:
    """Write a wave into a file that another CityOps takes in."""
    access.require(actor, Duty.WAVES)
    path = Path(arguments["out"])
    with store.snapshot() as reader:
        data = file.export(reader, str(arguments["id"]))
    with on_disk(path):
        path.write_bytes(data)
    whole = carried.loads(data)
    counts = {name: len(getattr(whole, name)) for name in ("items", "evidence", "reviews", "tallies")}
    return {"wave": whole.wave.id, "path": str(path), "checksum": checksum(path)} | counts


def import_file(store: Store, actor: Actor, arguments: Arguments) -> Result:
    """Take the wave of a file in, with the same ids, or say what that would do; twice changes nothing."""
    access.require(actor, Duty.WAVES)
    path = Path(arguments["file"])
    with on_disk(path):
        data = path.read_bytes() if path.stat().st_size <= carried.LARGEST else b" " * (carried.LARGEST + 1)
    do = file.foresee if arguments.get("dry_run") else file.import_wave
    return do(store, actor, data, replacing=bool(arguments.get("replace")))
