"""One row of a table, or one section of a TOML file or a form, read by what its cells must be."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from difflib import get_close_matches
from math import isfinite
from typing import Any

from cityops.founding.faults import Fault, of_cell

_NUMBER = re.compile(r"[-+]?(\d+\.?\d*|\.\d+)([eE][-+]?\d+)?")
_TRUE, _FALSE = ("yes", "true", "1", "是"), ("no", "false", "0", "否")


@dataclass(frozen=True, slots=True)
class Entry:
    """Values by name, with where each stands. What is wrong is collected, and reading goes on.

    Attributes:
        file: '' for a form.
        line: Of the whole; 0 in a form.
        values: Text in a table and a form, what TOML knows in a TOML file. '' and absent are the same.
        faults: Collects what is wrong; shared by all entries of one reading.
        lines: Line of each name, where they differ.
    """

    file: str
    line: int
    values: Mapping[str, Any]
    faults: list[Fault]
    lines: Mapping[str, int] = field(default_factory=dict)

    def fault(self, name: str, code: str, *, found: str = "", expected: str = "") -> None:
        """Note that what stands under a name cannot be taken."""
        line = self.lines.get(name, self.line)
        self.faults.append(of_cell(self.file, line, name, code, found=found, expected=expected))

    def has(self, name: str) -> bool:
        """Whether anything stands there."""
        return self.values.get(name) not in (None, "")

    def text(self, name: str, default: str = "") -> str:
        """Return the text, without blanks around it."""
        value = self.values.get(name)
        if isinstance(value, bool | list | dict):
            self.fault(name, "not_text", found=str(value))
            return default
        text = "" if value is None else str(value).strip()
        return text or default

    def needed(self, name: str) -> str:
        """Return the text; a missing one is a fault."""
        text = self.text(name)
        if not text:
            self.fault(name, "empty")
        return text

    def number(self, name: str) -> float | None:
        """Return the number, or None where there is none."""
        value = self.values.get(name)
        if value in (None, ""):
            return None
        text = str(value).strip()
        if not isinstance(value, bool) and _NUMBER.fullmatch(text) and isfinite(float(text)):
            return float(text)
        self.fault(name, "not_a_number", found=text)
        return None

    def whole(self, name: str, default: int, low: int, high: int) -> int:
        """Return the whole number between two bounds, or `default` where there is none."""
        value = self.number(name)
        if value is None:
            return default
        if value != int(value) or not low <= value <= high:
            self.fault(name, "not_whole", found=self.text(name), expected=f"{low} … {high}")
            return default
        return int(value)

    def flag(self, name: str, default: bool = False) -> bool:
        """Return yes or no."""
        value = self.values.get(name)
        if isinstance(value, bool):
            return value
        text = self.text(name).casefold()
        if text and text not in _TRUE + _FALSE:
            self.fault(name, "not_yes_or_no", found=text)
        return text in _TRUE if text else default

    def one_of(self, name: str, allowed: Sequence[str], default: str = "") -> str:
        """Return one of some words; a missing one is `default`, and a fault where that is ''."""
        text = self.text(name, default)
        if text in allowed:
            return text
        self.fault(name, "unknown_word" if text else "empty", found=text, expected=", ".join(allowed))
        return default or allowed[0]

    def day(self, name: str) -> date | None:
        """Return the day, or None where there is none."""
        value = self.values.get(name)
        if isinstance(value, date):
            return value
        text = self.text(name)
        try:
            return date.fromisoformat(text) if text else None
        except ValueError:
            self.fault(name, "not_a_day", found=text)
            return None

    def names(self, name: str) -> list[str]:
        """Return a list of words: of TOML, or separated by blanks or commas."""
        value = self.values.get(name)
        if isinstance(value, list):
            return [str(one).strip() for one in value]
        return [word for word in re.split(r"[\s,，、]+", self.text(name)) if word]

    def refuse_strangers(self, known: Iterable[str]) -> None:
        """Note every name that means nothing: a slip of the pen would be lost in silence."""
        for name in self.values:
            if name not in set(known):
                near = get_close_matches(str(name), list(known), n=2)
                self.fault(str(name), "unknown_name", found=str(name), expected=", ".join(near))
