"""A proposal in the making: what is taken so far, what is open, what is asked."""

from dataclasses import dataclass

from cityops.ingest.meaning import headers
from cityops.ingest.meaning.mapping import Mapping
from cityops.ingest.meaning.questions import Question, answer
from cityops.ingest.meaning.seen import Profile, Seen

SURE, LIKELY, PERHAPS = 1.0, 0.8, 0.5


@dataclass(frozen=True, slots=True)
class Guess:
    """What a column is taken for.

    Attributes:
        role: One of `mapping.ROLES`; '' while it is asked.
        confidence: From 0 to 1; 1 where the reader or the name says it.
    """

    role: str
    confidence: float


@dataclass(frozen=True, slots=True)
class Proposal:
    """What every column is taken for.

    Attributes:
        guesses: By position.
        questions: Of the columns that may be two things.
    """

    guesses: dict[int, Guess]
    questions: tuple[Question, ...]

    def of(self, role: str) -> list[int]:
        """Return the positions of a role."""
        return [position for position, guess in self.guesses.items() if guess.role == role]

    def one(self, role: str) -> int | None:
        """Return the position of a role that one column has at most."""
        return next(iter(self.of(role)), None)


class Draft:
    """A proposal in the making."""

    def __init__(self, seen: Seen, given: Mapping) -> None:
        self.seen = seen
        self.given = given
        self.guesses: dict[int, Guess] = {}
        self.questions: list[Question] = []

    def open(self) -> list[Profile]:
        """Return the columns that nothing is said of yet."""
        return [one for one in self.seen.profiles if one.position not in self.guesses]

    def has(self, role: str) -> bool:
        """Whether a column has a role."""
        return any(guess.role == role for guess in self.guesses.values())

    def position(self, role: str) -> int:
        """Return the column that has a role."""
        return next(position for position, guess in self.guesses.items() if guess.role == role)

    def take(self, one: Profile, role: str, confidence: float) -> None:
        """Give a column a role."""
        self.guesses[one.position] = Guess(role, confidence)

    def named(self, role: str) -> list[Profile]:
        """Return the open columns of which the name alone says the role."""
        return [one for one in self.open() if headers.role(one.header) == role]

    def ask(self, one: Profile) -> None:
        """Ask what a column of numbers is."""
        choices = ("value", "dimension", "ignored")
        question = Question(f"column_{one.position + 1}", "column", one.header, one.samples[:5], choices)
        said = answer(question, self.given.answers)
        self.take(one, said, SURE if said else 0.0)
        if not said:
            self.questions.append(question)
