"""A wave as one file: JSON with a checksum, the same ids wherever it goes. See docs/waves.md. Pure."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import asdict, fields
from datetime import date
from typing import Any, TypeVar

from cityops.assessment import rules
from cityops.assessment.model import (
    ANSWERS,
    ASPECTS,
    CONFIDENCES,
    HOWS,
    QUESTION_SETS,
    STATES,
    Evidence,
    Group,
    Review,
    Tally,
    Wave,
    WaveItem,
    WholeWave,
)

FORMAT, VERSION = "cityops-wave", 1
LARGEST = 10_000_000
"""Bytes. A wave of 28 elements and 158 statements with ten rounds each has less than one million."""

NAMES: dict[type, str] = {WaveItem: "owner", Review: "reviewer"}
"""Where a person's name stands. It is left out of the file unless the city says that names travel."""

_PARTS = {
    "items": WaveItem,
    "groups": Group,
    "evidence": Evidence,
    "reviews": Review,
    "tallies": Tally,
}
_PLAIN = {"str": str, "int": int, "bool": bool, "float": float}
_SMALL = 32_000
"""No number in a wave is larger; most columns could not hold it."""

Row = TypeVar("Row", Wave, WaveItem, Group, Evidence, Review, Tally)


class NoWaveError(Exception):
    """A file that is no wave: the last part of a key of `assessment.file`, and what stands there."""


def dumps(whole: WholeWave) -> bytes:
    """Return the file of a wave; the same wave gives the same bytes."""
    content: dict[str, Any] = {"wave": _told(whole.wave)}
    for name, kind in _PARTS.items():
        rows = [_told(one) for one in getattr(whole, name)]
        if not whole.wave.is_named and kind in NAMES:
            rows = [{key: value for key, value in row.items() if key != NAMES[kind]} for row in rows]
        content[name] = rows
    head = {"format": FORMAT, "version": VERSION, "sha256": checksum(content)}
    return (json.dumps(head | {"content": content}, ensure_ascii=False, indent=1) + "\n").encode()


def _told(row: Any) -> dict[str, Any]:
    told = asdict(row)
    del told["version"]  # of the row here; it means nothing elsewhere
    return {key: value.isoformat() if isinstance(value, date) else value for key, value in told.items()}


def checksum(content: Mapping[str, Any]) -> str:
    """Return SHA-256 of the content, written without spaces and with its keys in order."""
    text = json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


def loads(data: bytes) -> WholeWave:
    """Return the wave of a file, every cell checked. Names that did not travel are ''.

    Raises:
        NoWaveError: It is no such file, from a newer program, was altered, or holds what no wave can hold.
    """
    content = _content(data)
    wave = _row(Wave, content.get("wave"), "wave")
    whole = WholeWave(wave=wave, **{name: _rows(name, kind, content) for name, kind in _PARTS.items()})
    _check(whole)
    return whole


def _content(data: bytes) -> dict[str, Any]:
    if len(data) > LARGEST:
        raise NoWaveError("large", "")
    try:
        return _unwrapped(json.loads(data))
    except (ValueError, RecursionError):  # no JSON, half a letter, a number of a mile, a thousand brackets
        raise NoWaveError("no_json", "") from None


def _unwrapped(said: object) -> dict[str, Any]:
    if not isinstance(said, dict) or said.get("format") != FORMAT:
        raise NoWaveError("format", "")
    if said.get("version") != VERSION:
        raise NoWaveError("version", str(said.get("version"))[:20])
    content = said.get("content")
    if not isinstance(content, dict) or checksum(content) != said.get("sha256"):
        raise NoWaveError("altered", "")
    return content


def _rows(name: str, kind: type[Any], content: dict[str, Any]) -> tuple[Any, ...]:
    rows = content.get(name)
    if not isinstance(rows, list):
        raise NoWaveError("cell", name)
    return tuple(_row(kind, row, f"{name} {place}") for place, row in enumerate(rows, 1))


def _row(kind: type[Row], said: object, place: str) -> Row:
    if not isinstance(said, dict):
        raise NoWaveError("cell", place)
    values: dict[str, Any] = {"version": 1}
    for field in fields(kind):
        if field.name == "version":
            continue
        value = said.get(field.name, "" if NAMES.get(kind) == field.name else None)
        values[field.name] = _cell(value, str(field.type), f"{place}: {field.name}")
    return kind(**values)


def _cell(value: object, kind: str, place: str) -> object:
    plain, _, optional = kind.removeprefix("<class '").removesuffix("'>").partition(" | ")
    if value is None and optional:
        return None
    if plain.endswith("date"):
        return _day(value, place)
    wanted = (int, float) if plain == "float" else _PLAIN[plain]
    if not isinstance(value, wanted) or (isinstance(value, bool) and plain != "bool"):
        raise NoWaveError("cell", place)
    is_too_much = isinstance(value, int | float) and not -_SMALL < value < _SMALL
    if is_too_much or (isinstance(value, str) and "\0" in value):
        raise NoWaveError("cell", place)
    return float(value) if plain == "float" and isinstance(value, int | float) else value


def _day(value: object, place: str) -> date:
    try:
        return date.fromisoformat(str(value))
    except ValueError:
        raise NoWaveError("cell", place) from None


# --- what a wave can hold -----------------------------------------------------


def _check(whole: WholeWave) -> None:
    wave = whole.wave
    if rules.wrong_wave(wave) or wave.question_set not in QUESTION_SETS or wave.state not in STATES:
        raise NoWaveError("cell", "wave")
    for name in _PARTS:
        rows = getattr(whole, name)
        if len({one.id for one in rows}) < len(rows) or any(one.wave_id != wave.id for one in rows):
            raise NoWaveError("cell", name)
    known = {one.item_id for one in whole.items}
    named: tuple[Evidence | Tally, ...] = (*whole.evidence, *whole.tallies)
    for one in named:
        if one.item_id not in known:
            raise NoWaveError("cell", one.id)
    for wrong in _wrong(whole):
        raise NoWaveError("cell", wrong)


def _wrong(whole: WholeWave) -> list[str]:
    return [
        *(one.id for one in whole.items if _wrong_item(one)),
        *(one.id for one in whole.evidence if rules.wrong_evidence(one)),
        *(one.id for one in whole.tallies if one.aspect not in ASPECTS or _wrong_tally(one)),
        *(one.id for one in whole.groups if not (one.name_en or one.name_zh)),
    ]


def _wrong_item(item: WaveItem) -> bool:
    answers, hows = ("", *ANSWERS), ("", *HOWS)
    texts = (item.rationale, item.dissent, item.owner)
    return (
        item.id != f"{item.wave_id}/{item.item_id}"
        or item.current not in answers
        or item.ambition not in answers
        or item.current_how not in hows
        or item.ambition_how not in hows
        or item.confidence not in CONFIDENCES
        or any(len(text) > 2 * rules.MOST for text in texts)
    )


def _wrong_tally(tally: Tally) -> bool:
    try:
        counts, moved = json.loads(tally.counts), json.loads(tally.moved)
        heads = [n for group in counts.values() for n in group.values()]
        answers = {answer for group in counts.values() for answer in group}
        return not (answers <= set(ANSWERS) and all(isinstance(n, int) for n in (*heads, *moved.values())))
    except (ValueError, AttributeError):
        return True
