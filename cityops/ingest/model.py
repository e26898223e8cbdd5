"""What comes out of reading a file. Pure data."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from typing import Any, Self

from cityops.errors import RefusedError
from cityops.words import faults
from cityops.words.worse import is_lower


@dataclass(frozen=True, slots=True, order=True)
class Fault:
    """One thing in a file that keeps it from being taken.

    Attributes:
        line: As a spreadsheet shows it, the header being 1; 0 for the file as a whole.
        column: Header of the column as found; '' for the line as a whole.
        found: What stands there.
        expected: What would be right, or the nearest that is known.
        code: Stable code; the words are `import.fault.<code>` in the catalogues.
    """

    line: int
    column: str
    found: str
    expected: str
    code: str

    def sentence(self, file: str, language: str) -> str:
        """Return where it is, what was found and what to do."""
        return faults.sentence(language, file=file, **asdict(self))


class NoTableError(RefusedError):
    """A file is no table that can be read at all.

    Attributes:
        fault: What keeps it from being read.
    """

    def __init__(self, file: str, fault: Fault) -> None:
        super().__init__(fault.sentence(file, "en"))
        self.fault = fault


_RANK = {"off_track": 0, "at_risk": 1, "on_track": 2, "achieved": 3}


def is_worse(before: str, after: str) -> bool:
    """Whether a status is worse than the one before. To lose an assessment is worse; to gain one is not.

    >>> is_worse("on_track", "at_risk"), is_worse("at_risk", "not_assessed")
    (True, True)
    >>> is_worse("at_risk", "on_track"), is_worse("not_assessed", "off_track")
    (False, False)
    """
    return before in _RANK and _RANK.get(after, -1) < _RANK[before]


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

    def as_json(self) -> dict[str, Any]:
        """Return the form that the command line prints."""
        said = {"indicator": self.indicator, "area": self.area, "from": self.before, "to": self.after}
        return said | {"worsens": self.worsens}

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


@dataclass(frozen=True, slots=True)
class Receipt:
    """What an import did, or would do.

    Attributes:
        file: Its name.
        sha256: Of its bytes.
        encoding: As it was read.
        delimiter: Between its cells.
        layout: 'long', 'wide_by_period', 'wide_by_indicator' or 'snapshot'.
        observations: Rows understood.
        new: Values for which nothing was known.
        changed: Values that replace another.
        unchanged: Values that were known already.
        withdrawn: Values that are taken back, because `replace` found them no longer in the file.
        not_in_file: Values that are held within the scope of the file and are not in it.
        rejected: Faults found; more than `errors` lists when there are many.
        errors: The first faults, in order of line.
        headline_before: Progress of the city before, or None below the coverage gate.
        headline_after: The same afterwards.
        upload_id: Of what was written; '' when nothing was.
        dry_run: Whether nothing was to be written.
        questions: What only a person can say; while there are any nothing is written.
        header_line: Line of the header, as a spreadsheet shows it.
        sheet: Name of the sheet, or of the file inside an archive.
        nulls_removed: NUL characters that were left out.
        preamble: Lines above the header.
        footer: Lines below the last row that are no rows.
        guesses: What of this was taken without being told: `subject`, `taken`, `is_sure`, `others`.
        family: Kind of file that it was recognised as; ''.
        columns: Header, role, confidence and samples of each column; empty for a clean long table.
        mapping: What was proposed or said, in the tables of a mapping file.
        left_out: What stands for a missing value, and how often.
        proposed_areas: Names that are no area of this city yet, with what is near.
        proposed_indicators: Names that are not in the catalogue yet, with what is near.
        mode: 'append', 'upsert' or 'replace'.
        scope: What the file speaks of; see `queries/ingest/scope.sql`.
        difference: One page of rows of each kind; see `cityops.ingest.difference`.
        outcome_changes: Outcomes of the city that stand otherwise afterwards.
        worsens: Whether anything is worse afterwards; then it is written only if that is confirmed.
        identical_to: Upload of the same bytes that holds: `upload_id`, `file`, `uploaded_at`; or empty.
        derived: Derived indicators that follow; see `deriving.Followed`.
    """

    file: str
    sha256: str
    encoding: str
    delimiter: str
    layout: str = "long"
    observations: int = 0
    new: int = 0
    changed: int = 0
    unchanged: int = 0
    withdrawn: int = 0
    rejected: int = 0
    errors: tuple[Fault, ...] = ()
    status_changes: tuple[StatusChange, ...] = ()
    headline_before: float | None = None
    headline_after: float | None = None
    upload_id: str = ""
    dry_run: bool = False
    questions: tuple[dict[str, Any], ...] = field(default=())
    header_line: int = 0
    sheet: str = ""
    nulls_removed: int = 0
    preamble: tuple[str, ...] = ()
    footer: tuple[str, ...] = ()
    guesses: tuple[dict[str, Any], ...] = ()
    family: str = ""
    columns: tuple[dict[str, Any], ...] = ()
    mapping: dict[str, Any] = field(default_factory=dict)
    left_out: dict[str, int] = field(default_factory=dict)
    proposed_areas: tuple[dict[str, Any], ...] = ()
    proposed_indicators: tuple[dict[str, Any], ...] = ()
    mode: str = "upsert"
    not_in_file: int = 0
    scope: tuple[dict[str, Any], ...] = ()
    difference: dict[str, Any] = field(default_factory=dict)
    outcome_changes: tuple[OutcomeChange, ...] = ()
    worsens: bool = False
    identical_to: dict[str, str] = field(default_factory=dict)
    derived: tuple[dict[str, Any], ...] = ()

    @property
    def consequences(self) -> Consequences:
        """What it does to statuses, outcomes and the city's number."""
        return Consequences(
            self.status_changes, self.outcome_changes, self.headline_before, self.headline_after
        )

    def as_json(self) -> dict[str, Any]:
        """Return the form that the command line prints."""
        return asdict(self) | {
            "errors": [asdict(fault) for fault in self.errors],
            **self.consequences.as_json(),
        }
