"""What comes out of reading a file. Pure data."""

from dataclasses import asdict, dataclass, field
from typing import Any

from cityops.errors import RefusedError
from cityops.ingest.effects import Consequences, OutcomeChange, StatusChange
from cityops.words import faults


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


@dataclass(frozen=True, slots=True)
class Finding:
    """What one check finds.

    Attributes:
        code: Of the check: 'E-NUM'. See `cityops.ingest.rules`.
        severity: 'blocking', 'warning' or 'info'.
        count: How many cells or lines.
        first: The first of them, in order of line.
    """

    code: str
    severity: str
    count: int
    first: tuple[Fault, ...] = ()

    def text(self, language: str) -> str:
        """Return what it means and how often it is there, as a heading."""
        return faults.heading(language, self.code, self.count)

    def as_json(self) -> dict[str, Any]:
        """Return the form that the command line prints."""
        return {
            "code": self.code,
            "severity": self.severity,
            "count": self.count,
            "text": self.text("en"),
            "text_zh": self.text("zh"),
            "lines": list(dict.fromkeys(fault.line for fault in self.first)),
            "first": [asdict(fault) for fault in self.first],
        }


@dataclass(frozen=True, slots=True)
class Correction:
    """What a person put in the place of what stands in a file; the file stays as it is.

    Attributes:
        line: As a spreadsheet shows it.
        column: Header as found; '' for the line as a whole.
        old: What stands in the file.
        new: What holds instead; '' with an empty `column`: the line is left out.
        change: Number of the change in which it was made; 0 for the one that writes the upload.
    """

    line: int
    column: str
    old: str
    new: str = ""
    change: int = 0

    @property
    def leaves_out(self) -> bool:
        """Whether the line is left out."""
        return not self.column and not self.new


class NoTableError(RefusedError):
    """A file is no table that can be read at all.

    Attributes:
        fault: What keeps it from being read.
    """

    def __init__(self, file: str, fault: Fault) -> None:
        super().__init__(fault.sentence(file, "en"))
        self.fault = fault


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
        columns: Header, role, confidence and samples of each column.
        mapping: What was proposed or said, in the tables of a mapping file.
        left_out: What stands for a missing value, and how often.
        proposed_areas: Names that are no area of this city yet, with what is near.
        proposed_indicators: Names that are not in the catalogue yet, with what is near.
        findings: What the checks found, grouped by check, the gravest first; `errors` has blocking ones too.
        corrections: What holds instead of what stands in the file, lines that are left out among them.
        remembered: Whose mapping of this header was taken because none was given: `person`, `at`, `file`.
        fingerprint: Of the header: what a mapping is remembered by.
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
    findings: tuple[Finding, ...] = ()
    corrections: tuple[Correction, ...] = ()
    remembered: dict[str, str] = field(default_factory=dict)
    fingerprint: str = ""
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
            "findings": [finding.as_json() for finding in self.findings],
            **self.consequences.as_json(),
        }
