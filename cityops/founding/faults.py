"""What keeps a city from being founded, wherever it stands: in a table, a TOML file, boundaries or data."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from cityops.errors import RefusedError
from cityops.indicators.boundaries import BoundaryFault
from cityops.ingest.model import Fault as CellFault
from cityops.vision.rules import RefusedTargetError
from cityops.words import refusals
from cityops.words.catalogue import LANGUAGES, words


@dataclass(frozen=True, slots=True, order=True)
class Fault:
    """One thing that has to be corrected.

    Attributes:
        file: Where it stands; '' for a form.
        line: As a spreadsheet or an editor shows it; 0 for the file as a whole. Of boundaries: the feature.
        column: Header of the column or key of the TOML file; '' for the line as a whole.
        found: What stands there.
        expected: What would be right, or the nearest that is known.
        code: Stable code.
        advice: What was found and what to do, by language, for a reader who sees the place beside it.
        said: The same with the place before it, by language.
    """

    file: str
    line: int
    column: str
    found: str
    expected: str
    code: str
    advice: Mapping[str, str] = field(compare=False, hash=False)
    said: Mapping[str, str] = field(compare=False, hash=False)

    def as_json(self) -> dict[str, Any]:
        """Return the form that the command line prints; `said` holds the whole sentence by language."""
        names = ("file", "line", "column", "found", "expected", "code")
        return {name: getattr(self, name) for name in names} | {"said": dict(self.said)}


class FoundingError(RefusedError):
    """A city cannot be founded; nothing was written.

    Attributes:
        faults: Everything that was found, in order of file and line.
    """

    def __init__(self, faults: Iterable[Fault]) -> None:
        self.faults = sorted(faults)
        first, n = self.faults[0], len(self.faults)
        super().__init__(f"{first.said['en']} {words('en')('import.refused', n=n)}")


def of_cell(file: str, line: int, column: str, code: str, *, found: str = "", expected: str = "") -> Fault:
    """Return a fault of a table, a TOML file or, without a file, a form."""
    advice = _each(lambda lang: refusals.said(lang, f"founding.fault.{code}", found=found, expected=expected))
    return Fault(file, line, column, found, expected, code, advice, _placed(file, line, column, advice))


def of_rule(file: str, line: int, column: str, error: RefusedTargetError) -> Fault:
    """Return the fault of a target that the rules refuse."""
    advice = _each(error.sentence)
    return Fault(file, line, column, "", "", error.code, advice, _placed(file, line, column, advice))


def of_boundary(file: str, fault: BoundaryFault) -> Fault:
    """Return a fault of a file of boundaries."""
    said = _each(lambda lang: fault.sentence(file, lang))
    return Fault(
        file, fault.feature, fault.name, fault.found, fault.expected, fault.code, _each(fault.said), said
    )


def of_data(file: str, fault: CellFault) -> Fault:
    """Return a fault of a file of data."""
    said = _each(lambda lang: fault.sentence(file, lang))
    return Fault(file, fault.line, fault.column, fault.found, fault.expected, fault.code, said, said)


def _each(speak: Callable[[str], str]) -> dict[str, str]:
    return {language: speak(language) for language in LANGUAGES}


def _placed(file: str, line: int, column: str, advice: Mapping[str, str]) -> dict[str, str]:
    if not file:
        return dict(advice)
    return {
        language: refusals.at_cell(language, file, line, column, text) for language, text in advice.items()
    }
