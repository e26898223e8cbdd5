"""An assessment wave: what was asked, where the city stands, and what that rests on. Pure data."""

from dataclasses import dataclass, field
from datetime import date

OPEN, UNKNOWN, NOT_APPLICABLE = "", "unknown", "not_applicable"
ANSWERS = ("1", "2", "3", "4", "5", UNKNOWN, NOT_APPLICABLE)
"""What can stand beside an element. Not known is a finding; not applicable leaves the denominator."""

VOTES = ("1", "2", "3", "4", "5", UNKNOWN)
"""What a phone can say."""

ASPECTS = ("current", "ambition")
STATES = ("draft", "running", "closed")
QUESTION_SETS = ("short", "long")
"""One question an element, or each of its statements as well."""

CONFIDENCES = ("", "low", "medium", "high")
HOWS = ("rule", "consensus", "median", "decision", "sheet")
"""How an answer came about: the room agreed by the rule, in words, took the median, the facilitator decided,
or somebody wrote it into the score sheet."""

OTHER_GROUP = "other"
"""Under this name stand the votes of groups that are too small to be shown."""


@dataclass(frozen=True, slots=True)
class AgreementRule:
    """When a room agrees; declared before its first vote.

    Attributes:
        share: Of all votes, "not known" included, that has to lie together; above 0.5, at most 1.
        within: So many steps apart may they lie, 0 or 1.
        gap: No two groups' medians may lie so many steps apart, or more.
        rounds: So many votes on one question at most.
    """

    share: float = 0.7
    within: int = 1
    gap: int = 2
    rounds: int = 3


@dataclass(frozen=True, slots=True)
class Wave:
    """One assessment.

    Attributes:
        area_id: Of the city or district.
        organisation: Whose work is looked at, where not that of the whole place; '' else.
        domain: '' for a city-wide pass; of a pass through one silo its name.
        question_set: One of `QUESTION_SETS`.
        state: One of `STATES`.
        held_on: The day that it stands for.
        is_named: Whether names of people travel in its file.
        is_illustrative: Made up for a demonstration.
    """

    id: str
    version: int
    area_id: str
    organisation: str
    name_en: str | None
    name_zh: str | None
    domain: str
    question_set: str
    state: str
    held_on: date
    rule_share: float
    rule_within: int
    rule_gap: int
    rule_rounds: int
    is_named: bool
    is_illustrative: bool

    @property
    def rule(self) -> AgreementRule:
        """When its rooms agree."""
        return AgreementRule(self.rule_share, self.rule_within, self.rule_gap, self.rule_rounds)


@dataclass(frozen=True, slots=True)
class WaveItem:
    """One question of a wave and what was found: an element, or in the long set a statement of it too.

    Attributes:
        id: '<wave>/<item>'.
        title_en: Of the element, or the statement itself: the wording that is assessed, as it was.
        current: Where the city stands: '' open, or one of `ANSWERS`.
        current_low: The lowest level that was voted for, None without votes.
        current_votes: How many votes it rests on, None without votes.
        current_how: One of `HOWS`, '' while open.
        ambition: Where the city wants to stand, likewise.
        confidence: One of `CONFIDENCES`.
        rationale: Why this level.
        dissent: What those say who see it otherwise.
        owner: Who sees to it.
    """

    id: str
    version: int
    wave_id: str
    item_id: str
    element_id: str
    rank: int
    title_en: str | None
    title_zh: str | None
    question_en: str | None
    question_zh: str | None
    current: str = OPEN
    current_low: int | None = None
    current_high: int | None = None
    current_votes: int | None = None
    current_how: str = ""
    ambition: str = OPEN
    ambition_low: int | None = None
    ambition_high: int | None = None
    ambition_votes: int | None = None
    ambition_how: str = ""
    confidence: str = ""
    rationale: str = ""
    dissent: str = ""
    owner: str = ""

    @property
    def is_element(self) -> bool:
        """Whether it is an element, and not a statement of one."""
        return self.item_id == self.element_id


@dataclass(frozen=True, slots=True)
class Group:
    """A group of stakeholders that votes."""

    id: str
    version: int
    wave_id: str
    rank: int
    name_en: str | None
    name_zh: str | None


@dataclass(frozen=True, slots=True)
class Evidence:
    """What shows where the city stands: a text, a link, or an indicator of the catalogue.

    Attributes:
        link: 'https://...', '' for none.
        indicator_id: '' for none.
    """

    id: str
    version: int
    wave_id: str
    item_id: str
    rank: int
    evidence_text: str
    link: str
    indicator_id: str


@dataclass(frozen=True, slots=True)
class Review:
    """What somebody says of a wave at a checkpoint.

    Attributes:
        is_independent: Whether the reviewer had no part in running the wave.
    """

    id: str
    version: int
    wave_id: str
    held_on: date
    reviewer: str
    organisation: str
    is_independent: bool
    finding: str


@dataclass(frozen=True, slots=True)
class Tally:
    """The votes of one round on one question, as the room was shown them.

    Attributes:
        id: '<wave>/<item>/<aspect>/<room>/<ballot>'.
        aspect: One of `ASPECTS`.
        ballot: Rises with each vote of a room; the rounds on one question stand in its order.
        counts: JSON, group -> answer -> heads; groups under three are merged. See `rules.counts_of`.
        moved: JSON, 'before>after' -> phones, against the round before. See `rules.moves_of`.
        tokens: Phones that voted.
        heads: People counted in the hall, None if nobody counted.
    """

    id: str
    version: int
    wave_id: str
    item_id: str
    aspect: str
    ballot: int
    counts: str
    moved: str
    tokens: int
    heads: int | None


@dataclass(frozen=True, slots=True)
class WholeWave:
    """A wave with everything that belongs to it."""

    wave: Wave
    items: tuple[WaveItem, ...]
    groups: tuple[Group, ...]
    evidence: tuple[Evidence, ...]
    reviews: tuple[Review, ...]
    tallies: tuple[Tally, ...]

    def item(self, item_id: str) -> WaveItem | None:
        """Return the question about an element or statement."""
        return next((one for one in self.items if one.item_id == item_id), None)

    def evidence_of(self, item_id: str) -> tuple[Evidence, ...]:
        """Return what was brought for an element or statement."""
        return tuple(one for one in self.evidence if one.item_id == item_id)

    def tallies_of(self, item_id: str, aspect: str = "current") -> tuple[Tally, ...]:
        """Return the rounds of a question, the first one first."""
        return tuple(one for one in self.tallies if (one.item_id, one.aspect) == (item_id, aspect))


@dataclass(frozen=True, slots=True)
class Summary:
    """What a wave has found so far. Only elements count; a statement is a part of one.

    Attributes:
        asked: Elements that apply: all but those that were found not applicable.
        levels: How many elements stand on each level, '1' to '5'.
        unknown: Elements of which it was found that nobody knows.
        not_applicable: Elements that leave the denominator.
        open: Elements without an answer.
    """

    asked: int
    levels: dict[str, int]
    unknown: int
    not_applicable: int
    open: int

    @property
    def answered(self) -> int:
        """Elements with a level, or of which it was found that nobody knows."""
        return self.asked - self.open


@dataclass(frozen=True, slots=True)
class Moved:
    """An element in two waves: `step` is None unless both have a level."""

    item_id: str
    before: str
    after: str
    step: int | None


@dataclass(frozen=True, slots=True)
class Standing:
    """The levels of the newest wave, for pages that show them beside the model.

    Attributes:
        wave: The newest wave that has an answer.
        items: Its elements by id, those without an answer included.
    """

    wave: Wave
    items: dict[str, WaveItem] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class NewWave:
    """What somebody prepares.

    Attributes:
        elements: Ids of the elements that are asked for, in their order; empty for all that are in force.
        groups: Names in English and Chinese; empty for those of `writes.preset_groups`.
    """

    area_id: str
    held_on: date
    name_en: str | None = None
    name_zh: str | None = None
    organisation: str = ""
    domain: str = ""
    question_set: str = "short"
    elements: tuple[str, ...] = ()
    groups: tuple[tuple[str | None, str | None], ...] = ()
    rule: AgreementRule = AgreementRule()
    is_named: bool = False
    is_illustrative: bool = False
