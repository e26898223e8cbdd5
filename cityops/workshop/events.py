"""What can happen in a room. Pure data; `machine` says when it may, and what it leads to."""

from dataclasses import dataclass
from datetime import datetime

from cityops.assessment.model import AgreementRule
from cityops.workshop.model import Outcome


@dataclass(frozen=True, slots=True)
class SetRule:
    """Declare when the room agrees; refused after the first vote. `preparing` writes it, with the wave."""

    rule: AgreementRule


@dataclass(frozen=True, slots=True)
class SetItems:
    """Ask for these items, in this order; refused where one that goes is up. `preparing` writes it."""

    items: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Lock:
    """Let nobody join any more."""


@dataclass(frozen=True, slots=True)
class Unlock:
    """Let people join again."""


@dataclass(frozen=True, slots=True)
class CountHeads:
    """Say how many people are in the hall; it stands beside the phones that joined."""

    heads: int


@dataclass(frozen=True, slots=True)
class SetTimer:
    """Show until when, or show no timer."""

    ends_at: datetime | None


@dataclass(frozen=True, slots=True)
class TakeUp:
    """Put a question to the room: `TRIAL`, or an item that has no answer in this aspect yet."""

    item_id: str
    aspect: str = "current"


@dataclass(frozen=True, slots=True)
class EditQuestion:
    """Put the question in other words, before a vote or between two."""

    en: str | None
    zh: str | None


@dataclass(frozen=True, slots=True)
class OpenVote:
    """Open the blind vote, or the next round of it."""

    ends_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class EnterTally:
    """Add votes of people without a phone, before they are revealed: papers that were counted, or a proxy.

    Attributes:
        group_id: Of the group, '' for none.
        counts: Answer and heads.
    """

    group_id: str
    counts: tuple[tuple[str, int], ...]


@dataclass(frozen=True, slots=True)
class CloseVote:
    """Take no vote any more."""


@dataclass(frozen=True, slots=True)
class Reveal:
    """Show the votes. `outcome` is what they come to; `writes.step` counts them and fills it in."""

    outcome: Outcome | None = None


@dataclass(frozen=True, slots=True)
class Discuss:
    """Talk where it is mixed."""

    ends_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Agree:
    """Settle on an answer.

    Attributes:
        answer: One of `assessment.model.ANSWERS`.
        how: 'rule' only where the votes agree by it; 'median' only for the median; 'consensus', 'decision'.
        rationale: Why; needed unless the rule decided.
    """

    answer: str
    how: str
    rationale: str = ""
    dissent: str = ""
    confidence: str = ""
    owner: str = ""


@dataclass(frozen=True, slots=True)
class Record:
    """Write what was agreed into the wave."""


@dataclass(frozen=True, slots=True)
class Park:
    """Put the question off; its votes so far are set aside."""

    reason: str = ""


@dataclass(frozen=True, slots=True)
class Reopen:
    """Ask again what was recorded; the recorded answer stands until another one is."""

    item_id: str
    reason: str
    aspect: str = "current"


@dataclass(frozen=True, slots=True)
class Undo:
    """Take the last step back; one step, once. Votes of an undone opening count nowhere."""


@dataclass(frozen=True, slots=True)
class End:
    """Close the room for good: its code answers no more and its salt is destroyed."""


Event = (
    SetRule
    | SetItems
    | Lock
    | Unlock
    | CountHeads
    | SetTimer
    | TakeUp
    | EditQuestion
    | OpenVote
    | EnterTally
    | CloseVote
    | Reveal
    | Discuss
    | Agree
    | Record
    | Park
    | Reopen
    | Undo
    | End
)
