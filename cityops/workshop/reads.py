"""Reads of rooms. What a room shows of its votes is in `views`."""

from cityops.store import PRESENT, Reader
from cityops.workshop import as_text
from cityops.workshop.model import Room, Vote


def rooms(reader: Reader) -> list[Room]:
    """Return every room, closed ones included."""
    return [_room(row) for row in reader.rows("workshop/rooms", known=PRESENT)]


def room(reader: Reader, room_id: str) -> Room | None:
    """Return one room, None where there is none of that id."""
    rows = reader.rows("workshop/room", room=room_id, code="", known=PRESENT)
    return next((_room(row) for row in rows), None)


def open_codes(reader: Reader) -> dict[str, str]:
    """Return the ids of the open rooms by their codes."""
    return {row["code"]: row["id"] for row in reader.rows("workshop/codes", known=PRESENT)}


def rooms_of(reader: Reader, wave_id: str) -> list[Room]:
    """Return the rooms of a wave, open ones first."""
    found = [one for one in rooms(reader) if one.wave_id == wave_id]
    return sorted(found, key=lambda one: (not one.is_open, one.id))


def _room(row: dict[str, object]) -> Room:
    return Room(
        id=str(row["id"]),
        version=int(str(row["version"])),
        wave_id=str(row["wave_id"]),
        code=str(row["code"]),
        is_open=bool(row["is_open"]),
        state=as_text.loads(str(row["content"])),
    )


def salt(reader: Reader, room_id: str) -> str:
    """Return the salt of an open room, '' once it was destroyed."""
    return next((str(row["salt"]) for row in reader.rows("workshop/salt", room=room_id)), "")


def members(reader: Reader, room_id: str) -> dict[str, tuple[str, str]]:
    """Return group and language of each phone that joined, by its salted hash."""
    rows = reader.rows("workshop/members", room=room_id)
    return {row["member"]: (row["group_id"], row["language"]) for row in rows}


def votes(reader: Reader, room_id: str, first: int = 0) -> list[Vote]:
    """Return what each phone said last in each ballot, from a ballot on."""
    rows = reader.rows("workshop/votes", room=room_id, first=first)
    return [
        Vote(row["ballot"], row["voter"], row["vote_key"], row["group_id"], row["answer"]) for row in rows
    ]


def papers(reader: Reader, room: Room, ballot: int) -> list[tuple[str, str, int]]:
    """Return group, answer and heads of what was entered by hand in a ballot and counts."""
    rows = reader.rows("workshop/papers", room=room.id)
    return [
        (row["group_id"], row["answer"], row["heads"])
        for row in rows
        if row["ballot"] == ballot and row["sheet"] in room.state.sheets
    ]
