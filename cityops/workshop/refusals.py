"""What is turned away at the door of a room, with a reason that can be counted."""

from cityops.errors import RefusedError
from cityops.words.catalogue import in_every_language, words

REASONS = (
    "code",
    "locked",
    "group",
    "full",
    "token",
    "other_room",
    "range",
    "late",
    "busy",
    "often",
    "large",
)
"""Unknown code; nobody may join any more; no such group; too many phones; missing or forged token; a token of
another room; no answer of a ballot; the vote is not open; too much at once.
Of one phone or address: too often; more than a vote needs."""


class TurnedAwayError(RefusedError):
    """A phone's request that was refused.

    Attributes:
        why: One of `REASONS`.
    """

    def __init__(self, why: str) -> None:
        """Word the reason in every language."""
        said = in_every_language(lambda language: words(language)(f"workshop.away.{why}"))
        super().__init__(said["en"], said)
        self.why = why
