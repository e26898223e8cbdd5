"""How a file is to be read, and what it is once it is read. Pure data."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Reading:
    """What the analyst says about a file; what is left out is guessed, and the guess is shown.

    Attributes:
        encoding: Name that Python knows, for example 'gb18030'.
        delimiter: One character.
        header_line: Line of the header, as a spreadsheet shows it; 0 says that there is none.
        sheet: Name of the sheet of a workbook, or of the file in an archive; 'a.xlsx/Data' for both.
    """

    encoding: str = ""
    delimiter: str = ""
    header_line: int | None = None
    sheet: str = ""


@dataclass(frozen=True, slots=True)
class Guess:
    """One thing that was taken without being told.

    Attributes:
        subject: 'encoding', 'delimiter' or 'header_line'.
        taken: What was taken.
        is_sure: Whether nothing else fits as well.
        others: What else fits.
    """

    subject: str
    taken: str
    is_sure: bool = True
    others: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Opened:
    """A file as text.

    Attributes:
        name: Of the file.
        sha256: Of its bytes as they came.
        encoding: As it was read; 'xlsx' for a workbook.
        delimiter: Between its cells.
        header: Names of the columns, each another one.
        raw: `body` in UTF-8.
        header_line: Line of the header as a spreadsheet shows it, the last one where it takes more: the first
            row of `body` stands below. Where there is no header, the line above the first row.
        header_rows: The header as it stands, row by row, where it takes more than one; `header` joins them.
        preamble: Lines above the header.
        footer: Lines below the last row that are no rows: notes, sources, dates.
        sheet: Name of the sheet, or of the file inside an archive; '' for a plain file.
        unnamed: Positions, from 0, of the columns that have no name; `header` calls them 'column 1'.
        doubled: Positions of the columns whose name stands further left already, and where:
            (later, earlier). `header` calls the later one 'name (2)'.
        nulls: How many NUL characters were left out.
        guesses: What was taken without being told.
    """

    name: str
    sha256: str
    encoding: str
    delimiter: str
    header: tuple[str, ...]
    raw: bytes
    header_line: int = 1
    header_rows: tuple[tuple[str, ...], ...] = ()
    preamble: tuple[str, ...] = ()
    footer: tuple[str, ...] = ()
    sheet: str = ""
    unnamed: tuple[int, ...] = ()
    doubled: tuple[tuple[int, int], ...] = ()
    nulls: int = 0
    guesses: tuple[Guess, ...] = ()

    @property
    def body(self) -> str:
        """Everything below the header; lines end in a line feed, blank ones are rows of empty cells."""
        return self.raw.decode("utf-8")
