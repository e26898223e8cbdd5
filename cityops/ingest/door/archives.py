"""What is inside a gz or zip file, up to a limit: a small archive may hold very much."""

import io
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import PurePosixPath

from cityops.ingest.door import kinds
from cityops.ingest.door.limits import FREE, MAX_BYTES, MAX_MEMBERS, MAX_RATIO, refused
from cityops.ingest.model import NoTableError

_CHUNK = 2**20
_TABLES = {".csv", ".tsv", ".tab", ".txt", ".xlsx", ".xlsm", ".psv", ".dat"}
_SHOWN = 12
_BROKEN = (zipfile.BadZipFile, zlib.error, EOFError, OSError, NotImplementedError, ValueError)


@dataclass(frozen=True, slots=True)
class Unpacked:
    """The bytes of a table.

    Attributes:
        data: Its bytes.
        kind: 'xlsx' for a workbook, '' for what may be text.
        member: Its name in the archive; '' where there is none.
        sheet: What is left of the name that was asked for, once the member is taken off.
    """

    data: bytes
    kind: str
    member: str
    sheet: str


def unpack(name: str, data: bytes, wanted: str) -> Unpacked:
    """Return the one table that a file is or holds.

    Args:
        name: Of the file.
        data: Its bytes.
        wanted: Name of the member, of the sheet, or 'member/sheet'; '' takes the only one.

    Raises:
        NoTableError: It is of another kind, damaged, too large, locked, or holds several and none is named.
    """
    found = _kind(name, data)
    if found == "gzip":
        return _inner(name, _gunzip(name, data), "", wanted)
    if found == "zip":
        member, rest = _choose(name, data, wanted)
        return _inner(name, _read(name, data, member), member, rest)
    return Unpacked(data, found, "", wanted)


def _kind(name: str, data: bytes) -> str:
    """Return 'gzip', 'zip', 'xlsx' or '' for text; refuse every other kind."""
    found = kinds.kind(data)
    if found == "zip":
        found = kinds.kind_inside([one.filename for one in _members(name, data)]) or "zip"
    if found not in ("gzip", "zip", kinds.WORKBOOK, ""):
        raise refused(name, "wrong_kind", found=found)
    return found


def _inner(name: str, data: bytes, member: str, sheet: str) -> Unpacked:
    found = _kind(name, data)
    if found in ("gzip", "zip"):
        raise refused(name, "nested_archive", found=member or name)
    return Unpacked(data, found, member, sheet)


def _bounded(name: str, parts: Iterator[bytes], size: int) -> bytes:
    """Join what is unpacked; stop where it is more than a table of this size can be."""
    whole = bytearray()
    for part in parts:
        whole += part
        if len(whole) > MAX_BYTES or len(whole) > max(FREE, MAX_RATIO * size):
            most = min(MAX_BYTES, max(FREE, MAX_RATIO * size))
            raise refused(name, "expands", expected=f"{most >> 20} MB")
    return bytes(whole)


def _damaged(name: str, error: Exception) -> NoTableError:
    return refused(name, "damaged_archive", found=str(error)[:80])


def _gunzip(name: str, data: bytes) -> bytes:
    try:
        return _bounded(name, _inflate(data), len(data))
    except (zlib.error, EOFError) as error:
        raise _damaged(name, error) from None


def _inflate(data: bytes) -> Iterator[bytes]:
    while data.startswith(b"\x1f\x8b"):
        member = zlib.decompressobj(wbits=31)
        yield member.decompress(data, _CHUNK)
        while not member.eof:
            part = member.decompress(member.unconsumed_tail, _CHUNK)
            if not part and not member.eof:
                raise EOFError("it ends too early")
            yield part
        data = member.unused_data


def _members(name: str, data: bytes) -> list[zipfile.ZipInfo]:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            found = archive.infolist()
    except _BROKEN as error:
        raise _damaged(name, error) from None
    if len(found) > MAX_MEMBERS:
        raise refused(name, "expands", expected=f"{MAX_MEMBERS}")
    return found


def _choose(name: str, data: bytes, wanted: str) -> tuple[str, str]:
    """Return the member that is meant, and what of the name is left for a sheet in it."""
    members = [one.filename for one in _members(name, data) if _is_content(one.filename)]
    tables = [one for one in members if PurePosixPath(one).suffix.casefold() in _TABLES]
    for member in sorted(members, key=len, reverse=True):
        if wanted == member or wanted.startswith(f"{member}/"):
            return member, wanted[len(member) + 1 :]
    candidates = tables or members
    if len(candidates) == 1:
        return candidates[0], wanted
    if not candidates:
        raise refused(name, "empty_file")
    code = "no_such_sheet" if wanted else "several_tables"
    listed = ", ".join(candidates[:_SHOWN]) + (" …" if len(candidates) > _SHOWN else "")
    raise refused(name, code, found=wanted or str(len(candidates)), expected=listed)


def _is_content(member: str) -> bool:
    parts = PurePosixPath(member).parts
    return not member.endswith("/") and "__MACOSX" not in parts and not parts[-1:][0].startswith(".")


def _read(name: str, data: bytes, member: str) -> bytes:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive, archive.open(member) as packed:
            return _bounded(name, iter(lambda: packed.read(_CHUNK), b""), len(data))
    except RuntimeError as error:
        if isinstance(error, NotImplementedError):
            raise _damaged(name, error) from None
        raise refused(name, "locked", found=member) from None
    except _BROKEN as error:
        raise _damaged(name, error) from None
