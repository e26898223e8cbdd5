"""What an administrator reads of what happened: done, refused, or gone wrong."""

from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

ACT = "act"
"""Event of what was done to the data, as the store's journal has it; other events come from the log file."""


@dataclass(frozen=True, slots=True)
class Happening:
    """Something that happened.

    Attributes:
        at: UTC, aware.
        level: 'info', 'warning' or 'error'.
        event: 'act', or what the log file says: 'refused', 'backup', 'failed', ...
        action: What was done or was to be done: 'import', 'save_settings', ...
        person: Who; None once the person asked to be forgotten, '' where it was nobody.
        role: In which role.
        says: The reason that was given, or the sentence of the log.
        reference: Of an unexpected error, as the page showed it.
    """

    at: datetime
    level: str
    event: str
    action: str
    person: str | None
    role: str
    says: str
    reference: str

    def as_json(self) -> dict[str, Any]:
        """Return it as the command line prints it."""
        return asdict(self) | {"at": self.at.isoformat(timespec="milliseconds")}
