"""A city's targets, rated, and what they come to. The same objects serve screen, file and command."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from cityops.indicators.model import Area, Indicator
from cityops.progress.model import ClassCode, ReasonCode
from cityops.vision.model import Outcome, Target, Vision
from cityops.words.status import STATUS_OF_CLASS, Status


@dataclass(frozen=True, slots=True)
class Point:
    """One observation of a trend.

    Attributes:
        end: Last day of its period.
        label: The period as found in the file.
        value: In the indicator's unit.
        flag: 'provisional', ...; '' if none.
        upload_number: Upload of the claim that it rests on; 0 where it follows from the districts.
        line: Line of that claim in its file.
    """

    end: date
    label: str
    value: float
    flag: str
    upload_number: int
    line: int


@dataclass(frozen=True, slots=True)
class Assessment:
    """One target in one area, rated.

    Attributes:
        target: What was set; its values are the area's own or, if `is_inherited`, the city's level.
        indicator: What is measured.
        area_id: Where.
        is_inherited: The area has no target of its own and uses the city's level from its own baseline.
        baseline: Value at the baseline; None if the area has none.
        trend: Observations up to the reporting date, oldest first.
        class_code: See docs/methods/progress.md, section 3.
        reason: Which rule decided.
        value: The method's own number.
        share: Share of the way, not cut.
        elapsed: Share of the time, 0 to 1.
        expected: Share of the way that the path asks for.
        needed: Value on the path at the latest observation.
        age_years: From the end of the latest period to the reporting date.
        is_stale: Older than two of its cadences.
        weight: In the area's roll-up; all weights sum to 1.
        contribution: To the area's number; None where not covered.
        stability: Share of the neighbouring base years that give the same class; None where there is none.
    """

    target: Target
    indicator: Indicator
    area_id: str
    is_inherited: bool
    baseline: float | None
    trend: Sequence[Point]
    class_code: ClassCode
    reason: ReasonCode
    value: float | None
    share: float | None
    elapsed: float | None
    expected: float | None
    score: float | None
    needed: float | None
    age_years: float | None
    is_stale: bool
    weight: float
    contribution: float | None
    stability: float | None

    @property
    def latest(self) -> Point | None:
        """The newest observation, or None."""
        return self.trend[-1] if self.trend else None

    @property
    def status(self) -> Status:
        """The status under which the class is shown."""
        return STATUS_OF_CLASS[self.class_code.key]


@dataclass(frozen=True, slots=True)
class OutcomeProgress:
    """The way of one area toward one outcome.

    Attributes:
        outcome: Which one.
        share: Weighted mean of the shares of its covered targets, 0 to 1; None below 80 % coverage.
        expected: What their paths ask for by now.
        coverage: Weight with data, 0 to 1.
        class_code: The share against the expected one, by the cuts of the pace.
        assessments: Its targets in this area.
    """

    outcome: Outcome
    share: float | None
    expected: float | None
    coverage: float
    class_code: ClassCode
    assessments: tuple[Assessment, ...]

    @property
    def status(self) -> Status:
        """The status under which the class is shown."""
        return STATUS_OF_CLASS[self.class_code.key]


@dataclass(frozen=True, slots=True)
class AreaProgress:
    """The way of one area toward the vision.

    Attributes:
        area: Where.
        assessments: One for each target that applies there.
        headline: Weighted mean of the shares, 0 to 1; None below 80 % coverage.
        coverage: Weight with data, 0 to 1.
        expected: What the paths ask for by now, over the same targets; None without any.
        class_code: The headline against the expected share, by the cuts of the pace.
        outcomes: One for each outcome that has a target here, in the order of the screen.
    """

    area: Area
    assessments: tuple[Assessment, ...]
    headline: float | None
    coverage: float
    expected: float | None
    class_code: ClassCode
    outcomes: tuple[OutcomeProgress, ...]

    @property
    def status(self) -> Status:
        """The status under which the class is shown."""
        return STATUS_OF_CLASS[self.class_code.key]


@dataclass(frozen=True, slots=True)
class VisionProgress:
    """Everything that the vision's number says and rests on.

    Attributes:
        vision: Whose number it is.
        outcomes: In the order of the screen.
        city: The city as a whole.
        districts: Its districts, by id, in order of code.
        on: Reporting date.
        known: Moment of knowledge.
        method: Name of the method.
        method_version: Rises whenever a result changes.
        interval: Q5 and Q95 of the headline under other weights and base years, or None.
        stability: Mean share of neighbouring base years with the same class, or None.
    """

    vision: Vision
    outcomes: tuple[Outcome, ...]
    city: AreaProgress
    districts: dict[str, AreaProgress]
    on: date
    known: datetime
    method: str
    method_version: str
    interval: tuple[float, float] | None
    stability: float | None

    @property
    def is_illustrative(self) -> bool:
        """Whether anything in it was made up for a demonstration."""
        made_up = [self.vision.is_illustrative, *(outcome.is_illustrative for outcome in self.outcomes)]
        return any(made_up) or any(a.target.is_illustrative for a in self.city.assessments)
