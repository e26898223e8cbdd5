"""The command `import`: a file, how to read it, and what it means. See `cityops.commands`."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from cityops.access import Actor
from cityops.errors import UsageError
from cityops.ingest import importing
from cityops.ingest.frontdoor import Reading
from cityops.ingest.importing import Clocks, Then
from cityops.ingest.meaning import mapping
from cityops.ingest.model import NoTableError, Receipt
from cityops.store import Store

Arguments = Mapping[str, Any]
Result = dict[str, Any]


def import_file(store: Store, actor: Actor, arguments: Arguments, clocks: Clocks, then: Then) -> Result:
    """Import a file, or say what is wrong with it or what it leaves open.

    Raises:
        OSError: The file or its mapping cannot be read.
        UsageError: An argument is none that is known.
    """
    path = Path(arguments["file"])
    if arguments.get("mode", "upsert") != "upsert":
        raise UsageError(f"Mode {arguments['mode']!r} is not known. This version takes upsert.")
    meant = mapping.read(Path(arguments["mapping"])) if arguments.get("mapping") else None
    data = path.read_bytes()
    try:
        receipt = importing.import_file(
            store,
            actor,
            path.name,
            data,
            clocks,
            dry_run=bool(arguments.get("dry_run")),
            reason=str(arguments.get("reason") or ""),
            then=then,
            reading=_reading(arguments),
            mapping=meant,
            dump=Path(arguments["dump"]) if arguments.get("dump") else None,
        )
    except NoTableError as error:
        receipt = Receipt(path.name, "", "", "", rejected=1, errors=(error.fault,))
    return receipt.as_json()


def _reading(arguments: Arguments) -> Reading:
    """Return what is said of how a file is to be read."""
    line = arguments.get("header_line")
    encoding, delimiter, sheet = (
        str(arguments.get(name) or "") for name in ("encoding", "delimiter", "sheet")
    )
    return Reading(encoding, delimiter, None if line is None else int(line), sheet)
