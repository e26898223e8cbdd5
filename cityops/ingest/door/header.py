"""Where the header stands, how many rows it takes, and what the columns are called."""

import re
from dataclasses import dataclass

from cityops.ingest.door.cells import filled, is_datum, is_number, is_year
from cityops.ingest.door.opened import Guess

Row = list[str]
_CODE = re.compile(r"[A-Z][A-Z0-9_.]*")


@dataclass(frozen=True, slots=True)
class Header:
    """The rows of a header.

    Attributes:
        first: Index of its first record.
        end: Index of the first record below; the same where there is no header.
        is_sure: Whether nothing else could be one.
    """

    first: int
    end: int
    is_sure: bool = True

    @property
    def guess(self) -> Guess:
        """What was taken, as the line that a spreadsheet shows."""
        return Guess("header_line", str(self.end if self.end > self.first else 0), self.is_sure)


def find(rows: list[Row], width: int) -> Header | None:
    """Return the header of the first records of a file, or None where none has the width of the table.

    It is the first full row of words. Rows below it belong to it while names are missing or double and words
    stand over columns of numbers; rows above, while they name groups of its columns.
    """
    if width == 2 and (first := _below_titles(rows)):
        return Header(first, first, is_sure=False)
    main = _main(rows, width)
    if main is None:
        return None
    if _is_headed(rows, main):
        return Header(main - 1, main, is_sure=False)
    if _looks_like_data(rows, main, width):
        return Header(main, main, is_sure=False)
    return around(rows, main, width)


def around(rows: list[Row], main: int, width: int) -> Header:
    """Return the header that a row belongs to."""
    first, end = main, main + 1
    while first > 0 and _names_groups(rows[first - 1], rows[first], width):
        first -= 1
    while end < len(rows) and _goes_on(rows, first, end, width):
        end += 1
    return Header(first, end, is_sure=end == first + 1)


def told(rows: list[Row], line: int, width: int) -> Header:
    """Return the header that stands on a line, from 1; 0 says that there is none."""
    if line:
        return around(rows, line - 1, width)
    first = next((i for i, row in enumerate(rows) if filled(row)), 0)
    return Header(first, first)


def width_of(header: list[Row], below: list[Row], width: int) -> int:
    """Return how many columns the table has: as many as the header names.

    An empty cell at the end of the header is none, and where all rows have one it needs no name.
    """
    named = max((len(row) for row in header), default=width)
    if named == width + 1 and not any(row[width:] != [""] for row in header if len(row) > width):
        return width
    if named == width - 1 and not any(row[-1].strip() for row in below if len(row) == width):
        return width
    return named


def _below_titles(rows: list[Row]) -> int:
    """Return where a series begins below titles with what they say, as the ONS has it; else 0."""
    first = next(
        (i for i, row in enumerate(rows) if len(row) == 2 and is_year(row[0]) and is_number(row[1])), 0
    )
    above = [row for row in rows[:first] if filled(row)]
    titles = [row for row in above if len(row) == 2 and not is_number(row[1])]
    return first if len(titles) >= 4 and len(titles) == len(above) else 0


def _main(rows: list[Row], width: int) -> int | None:
    fitting = [i for i, row in enumerate(rows) if _fits(row, width)]
    full = [i for i in fitting if filled(rows[i]) >= max(2, width / 2)]
    if not full:
        return fitting[0] if fitting else None
    data = next((i for i in full if any(is_datum(cell) for cell in rows[i])), None)
    if data is None:
        return full[0]
    blank = max((i for i in range(full[0], data) if not filled(rows[i])), default=-1)
    return next(i for i in full if i > blank) if blank >= 0 and blank + 1 < data else full[0]


def _is_headed(rows: list[Row], main: int) -> bool:
    """Tell whether numbers stand below names that are fewer or more than the rows have cells."""
    above = rows[main - 1] if main else []
    if filled(above) < 2 or abs(len(above) - len(rows[main])) > 2 or len(above) == len(rows[main]):
        return False
    return any(is_number(cell) for cell in rows[main]) and not any(is_number(cell) for cell in above)


def _fits(row: Row, width: int) -> bool:
    """A header may have one empty cell more than the rows, or lack the last one."""
    return len(row) == width or (len(row) == width + 1 and not row[-1].strip())


def _looks_like_data(rows: list[Row], main: int, width: int) -> bool:
    """Tell whether a row holds numbers where the rows below hold them: then there is no header."""
    below = next((row for row in rows[main + 1 :] if len(row) == width and filled(row)), None)
    numbers = [cell.strip() for cell in rows[main] if is_number(cell)]
    if not numbers or below is None or _counts_up(numbers):
        return False
    return len(numbers) >= 0.8 * sum(is_number(cell) for cell in below)


def _counts_up(cells: list[str]) -> bool:
    """Tell whether cells are names that count: months, days, age groups."""
    first = int(cells[0]) if cells[0].isdecimal() else -1
    return len(cells) > 2 and first in (0, 1) and cells == [str(first + i) for i in range(len(cells))]


def _goes_on(rows: list[Row], first: int, i: int, width: int) -> bool:
    """Tell whether a row goes on with the header above it."""
    row = rows[i]
    columns = [j for j, cell in enumerate(row[:width]) if j and cell.strip()]
    if len(row) != width or not columns or any(is_datum(cell) for cell in row):
        return False
    is_of_units = not row[0].strip() and len(columns) >= width / 2
    names = [name.casefold() for name in join(rows[first:i], width)]
    is_needed = len(set(names)) < len(names) or any(not names[j] for j in columns)
    if not is_of_units and not is_needed and not _explains(rows[first:i], row, len(columns)):
        return False
    if not is_of_units and not is_needed:
        columns = [j for j in columns if _is_of_numbers(rows[i + 1 :], j, width)]
    below = [other[j] for other in rows[i + 1 :] if len(other) == width for j in columns if other[j].strip()]
    return bool(below) and sum(is_datum(cell) or is_year(cell) for cell in below) >= 0.6 * len(below)


def _explains(above: list[Row], row: Row, filled_cells: int) -> bool:
    """Tell whether a row says in words what the codes above it mean, as the census has it: DP05_0001E."""
    codes = [cell for cell in above[-1] if cell.strip()] if above else []
    coded = [cell for cell in codes if _CODE.fullmatch(cell.strip())]
    words = [cell.strip() for cell in row if " " in cell.strip()]
    return (
        len(coded) >= 0.6 * len(codes) > 0 and len(words) > filled_cells / 2 and len(set(words)) == len(words)
    )


def _is_of_numbers(rows: list[Row], j: int, width: int) -> bool:
    cells = [row[j] for row in rows if len(row) == width and row[j].strip()]
    return sum(is_datum(cell) for cell in cells) > len(cells) / 2


def _names_groups(above: Row, main: Row, width: int) -> bool:
    """Tell whether a row names groups of the columns that the row below names."""
    if len(above) != width or any(is_number(cell) for cell in above) or not filled(above[1:]):
        return False
    names = [cell.strip().casefold() for cell in main if cell.strip()]
    if len(set(names)) < len(names) or not above[0].strip():
        return True
    is_of_years = not main[0].strip() and all(is_year(cell) for cell in main[1:] if cell.strip())
    return is_of_years or any(above[j].strip() and not main[j].strip() for j in range(1, width))


def join(rows: list[Row], width: int) -> list[str]:
    """Join the rows of a header to one name a column; the name of a group goes for the columns to its right.

    >>> join([["", "People", "", "Area"], ["Ward", "2019", "2020", ""]], 4)
    ['Ward', 'People / 2019', 'People / 2020', 'Area']
    """
    levels = [_spread(row) for row in rows[:-1]] + rows[-1:]
    names = []
    for j in range(width):
        parts: list[str] = []
        # A column that is named in no row parts two groups; the name of the first does not go for it.
        is_named = any(j < len(row) and row[j].strip() for row in rows)
        for row in levels if is_named else []:
            part = " ".join(row[j].split()) if j < len(row) else ""
            if part and part not in parts[-1:]:
                parts.append(part)
        names.append(" / ".join(parts))
    return names


def _spread(row: Row) -> Row:
    spread = list(row)
    for j in range(2, len(spread)):
        if not spread[j].strip():
            spread[j] = spread[j - 1]
    return spread


@dataclass(frozen=True, slots=True)
class Names:
    """Names of the columns, each another one. See `Opened`."""

    header: tuple[str, ...]
    unnamed: tuple[int, ...]
    doubled: tuple[tuple[int, int], ...]


def tell_apart(names: list[str]) -> Names:
    """Name what has no name, and number what stands there twice.

    >>> tell_apart(["", "Value", "value"]).header
    ('column 1', 'Value', 'value (2)')
    """
    header: list[str] = []
    seen: dict[str, list[int]] = {}
    for j, name in enumerate(names):
        places = seen.setdefault(name.casefold() or f"column {j + 1}", [])
        places.append(j)
        own = name or f"column {j + 1}"
        taken = {one.casefold() for one in header}
        n = len(places)
        unique = own if n == 1 else f"{own} ({n})"
        while unique.casefold() in taken:
            n += 1
            unique = f"{own} ({n})"
        header.append(unique)
    doubled = sorted((later, places[0]) for places in seen.values() for later in places[1:])
    return Names(tuple(header), tuple(j for j, name in enumerate(names) if not name), tuple(doubled))
