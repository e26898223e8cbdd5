"""What a write does to statuses, outcomes and the city's number. Pure data."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Self

from cityops.words.worse import is_lower, is_worse


@dataclass(frozen=True, slots=True)
class StatusChange:
    """A status that is another one after a write. Words are codes of `status.*`."""

    indicator: str
    area: str
    before: str
    after: str

    @property
    def worsens(self) -> bool:
        """Whether it is a change for the worse."""
        return is_worse(self.before, self.after)

    def as_json(self) -> dict[str, str]:
        """Return the form that the command line prints."""
        return {"indicator": self.indicator, "area": self.area, "from": self.before, "to": self.after}

    @classmethod
    def of_json(cls, said: Mapping[str, Any]) -> Self:
        """Return what `as_json` said."""
        return cls(said["indicator"], said["area"], said["from"], said["to"])


@dataclass(frozen=True, slots=True)
class OutcomeChange:
    """An outcome of the city that stands otherwise after a write.

    Attributes:
        outcome: Its id.
        before: Status.
        after: Status.
        share_before: 0 to 1; None below the coverage gate.
        share_after: The same afterwards.
    """

    outcome: str
    before: str
    after: str
    share_before: float | None
    share_after: float | None

    @property
    def worsens(self) -> bool:
        """Whether it is a change for the worse."""
        return is_worse(self.before, self.after) or is_lower(self.share_before, self.share_after)

    def as_json(self) -> dict[str, Any]:
        """Return the form that the command line prints."""
        said = {"outcome": self.outcome, "from": self.before, "to": self.after}
        shares = {"share_from": self.share_before, "share_to": self.share_after}
        return said | shares | {"worsens": self.worsens}

    @classmethod
    def of_json(cls, said: Mapping[str, Any]) -> Self:
        """Return what `as_json` said."""
        return cls(*(said[key] for key in ("outcome", "from", "to", "share_from", "share_to")))


@dataclass(frozen=True, slots=True)
class Consequences:
    """What a write does to the statuses, the city's outcomes and its number."""

    status_changes: tuple[StatusChange, ...] = ()
    outcome_changes: tuple[OutcomeChange, ...] = ()
    headline_before: float | None = None
    headline_after: float | None = None

    @property
    def worsens(self) -> bool:
        """Whether anything is worse afterwards, so that somebody has to confirm it."""
        found = [one.worsens for one in self.status_changes] + [one.worsens for one in self.outcome_changes]
        return any(found) or is_lower(self.headline_before, self.headline_after)

    def as_json(self) -> dict[str, Any]:
        """Return the form that the command line prints."""
        return {
            "status_changes": [one.as_json() for one in self.status_changes],
            "outcome_changes": [one.as_json() for one in self.outcome_changes],
            "headline_before": self.headline_before,
            "headline_after": self.headline_after,
            "worsens": self.worsens,
        }
