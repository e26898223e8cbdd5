"""The state of a room as the store keeps it, JSON; it holds no vote. Pure."""

import json
from dataclasses import asdict
from datetime import datetime
from typing import Any

from cityops.assessment.model import AgreementRule
from cityops.workshop.model import Agreed, Outcome, Phase, RoomState, Wording


def dumps(state: RoomState) -> str:
    """Return a state as text."""
    return json.dumps(asdict(state), ensure_ascii=False, default=_plain)


def _plain(value: object) -> str:
    return value.isoformat() if isinstance(value, datetime) else str(getattr(value, "value", value))


def loads(text: str) -> RoomState:
    """Return the state of a text.

    >>> state = RoomState(("B5",), AgreementRule())
    >>> loads(dumps(state)) == state
    True
    """
    return _state(json.loads(text))


def _state(said: dict[str, Any]) -> RoomState:
    outcome, agreed, before, ends_at = (said[name] for name in ("outcome", "agreed", "before", "ends_at"))
    return RoomState(
        **{
            **said,
            "items": tuple(said["items"]),
            "rule": AgreementRule(**said["rule"]),
            "phase": Phase(said["phase"]),
            "rounds": tuple(said["rounds"]),
            "sheets": tuple(said["sheets"]),
            "recorded": tuple((item, aspect) for item, aspect in said["recorded"]),
            "parked": tuple(said["parked"]),
            "wordings": tuple(Wording(**one) for one in said["wordings"]),
            "outcome": Outcome(**outcome) if outcome else None,
            "agreed": Agreed(**agreed) if agreed else None,
            "ends_at": datetime.fromisoformat(ends_at) if ends_at else None,
            "before": _state(before) if before else None,
        }
    )
