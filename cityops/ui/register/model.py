"""What a register is made of, and what somebody typed into one. Pure data."""

from collections.abc import Mapping
from dataclasses import dataclass, field

CHOICE, SHORT, LONG, LIST = "choice", "short", "long", "list"
"""Kinds of a column: one of some values, a few words, a text, or several pieces."""

SET, ADD, REMOVE = "set", "add", "remove"


@dataclass(frozen=True, slots=True)
class Choice:
    """A value of a column, and the keys that choose it."""

    value: str
    label: str
    keys: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Column:
    """A column.

    Attributes:
        kind: One of `CHOICE`, `SHORT`, `LONG`, `LIST`.
        about: Said on hover.
        choices: Of a `CHOICE`.
        add: What the field for another piece says, of a `LIST`.
        most: Letters that a text may have.
    """

    id: str
    label: str
    kind: str
    about: str = ""
    choices: tuple[Choice, ...] = ()
    add: str = ""
    most: int = 2000


@dataclass(frozen=True, slots=True)
class Piece:
    """One of several in a cell; `link` is '' for none."""

    id: str
    version: int
    text: str
    link: str = ""


@dataclass(frozen=True, slots=True)
class Row:
    """A row.

    Attributes:
        group: Heading under which it stands, with its neighbours of the same group.
        is_part: Whether it is a part of the row above.
        version: That a text is written upon; rises with each change of any cell.
        values: By column.
        pieces: By column of kind `LIST`.
    """

    id: str
    version: int
    code: str
    title: str
    group: str
    values: Mapping[str, str]
    pieces: Mapping[str, tuple[Piece, ...]] = field(default_factory=dict)
    is_part: bool = False


@dataclass(frozen=True, slots=True)
class Entry:
    """Something that was typed and waits to be written.

    Attributes:
        seq: Rises with each entry of a session.
        act: `SET` a cell, `ADD` a piece, or `REMOVE` one.
        value: The text; of `REMOVE` the piece's id.
        base: Version whose value was seen when the first letter was typed: of the row, of `REMOVE` the piece.
    """

    seq: int
    row: str
    column: str
    act: str
    value: str
    base: int


@dataclass(frozen=True, slots=True)
class Objection:
    """Why an entry was not written.

    Attributes:
        sentence: For the reader.
        yours: What was typed; None where nothing clashes.
        theirs: What stood there instead.
    """

    seq: int
    row: str
    column: str
    sentence: str
    yours: str | None = None
    theirs: str | None = None

    @property
    def is_clash(self) -> bool:
        """Whether somebody else was faster."""
        return self.yours is not None
