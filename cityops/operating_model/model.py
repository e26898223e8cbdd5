"""The operating model: elements, statements, levels, evidence, and what they belong to. Pure data."""

from dataclasses import dataclass, field
from datetime import datetime

COMPONENTS = ("A", "B", "C", "D")
FACETS = ("governance", "services", "data", "systems")
"""The four parts of a city's work that the standard gives tools for; each element has its home in one."""

LEVELS = (1, 2, 3, 4, 5)
BASES = ("standard", "lineage", "own", "city")
"""Where a wording comes from: seen in the standard, from its public ancestors, the product's, the city's."""

PURPOSES = "purposes"
"""The module of the six purposes and twelve issues of sustainable development."""

MODULES = (PURPOSES,)
PRINCIPLES = frozenset({"A1", "A2", "A3", "A4"})
"""The four principles, which no city drops."""


@dataclass(frozen=True, slots=True)
class Element:
    """One of the things that a city is asked to do well.

    Attributes:
        rank: Place on the screen, from 1.
        component: 'A' principles, 'B' processes, 'C' benefits, 'D' critical success factors.
        grouping: 'strategy', 'services', 'resources' within component B; '' elsewhere.
        facet: One of `FACETS`.
        basis: One of `BASES`; of its title.
        is_verified: Whether the title was seen where `basis` says.
        clause: Of GB/T 41150-2021, where its number was seen; else ''.
        is_title_zh_official: Whether the Chinese title is that of the standard.
        is_active: False once the city has switched it off.
    """

    id: str
    version: int
    rank: int
    component: str
    grouping: str
    facet: str
    basis: str
    is_verified: bool
    clause: str
    title_en: str | None
    title_zh: str | None
    is_title_zh_official: bool
    purpose_en: str | None
    purpose_zh: str | None
    question_en: str | None
    question_zh: str | None
    is_active: bool


@dataclass(frozen=True, slots=True)
class Statement:
    """A sentence of which a workshop can say how true it is.

    Attributes:
        source: Key of the label `source/<key>`: where it was seen; '' for what is not verified, or ours.
        module: It exists only while this module is on; '' for always.
    """

    id: str
    version: int
    rank: int
    element_id: str
    text_en: str | None
    text_zh: str | None
    basis: str
    source: str
    module: str
    is_active: bool


@dataclass(frozen=True, slots=True)
class Level:
    """What one would see in a city that stands on this step; both texts None until a city has written it."""

    id: str
    version: int
    element_id: str
    level: int
    text_en: str | None
    text_zh: str | None
    basis: str


@dataclass(frozen=True, slots=True)
class Evidence:
    """An example of what would show where a city stands. `module` as that of a statement."""

    id: str
    version: int
    rank: int
    element_id: str
    text_en: str | None
    text_zh: str | None
    basis: str
    module: str
    is_active: bool


@dataclass(frozen=True, slots=True)
class Label:
    """The name of a component, group, facet, step of the scale, purpose or issue, as the city calls it.

    Attributes:
        id: '<kind>/<key>': 'component/A', 'scale/3', 'purpose/resilience', 'source/tgf_8'.
        about_en: A sentence on it, or None.
        module: As that of a statement.
    """

    id: str
    version: int
    rank: int
    name_en: str | None
    name_zh: str | None
    about_en: str | None
    about_zh: str | None
    basis: str
    module: str

    @property
    def kind(self) -> str:
        """What it names."""
        return self.id.partition("/")[0]

    @property
    def key(self) -> str:
        """Which one it names."""
        return self.id.partition("/")[2]


@dataclass(frozen=True, slots=True)
class Module:
    """A part of the model that a city uses or does not."""

    id: str
    version: int
    is_on: bool


Item = Element | Statement | Level | Evidence | Label | Module
"""What a city can change, each by its id; no two of them share one."""


@dataclass(frozen=True, slots=True)
class OperatingModel:
    """The whole model, each part in the order of the screen.

    Attributes:
        reworded: Id and language of what came with the product and is worded otherwise by the city now.
    """

    elements: tuple[Element, ...]
    statements: tuple[Statement, ...]
    levels: tuple[Level, ...]
    evidence: tuple[Evidence, ...]
    labels: tuple[Label, ...]
    modules: tuple[Module, ...]
    reworded: frozenset[tuple[str, str]] = field(default_factory=frozenset)

    @property
    def items(self) -> tuple[Item, ...]:
        """Everything that has an id."""
        return (
            *self.elements,
            *self.statements,
            *self.levels,
            *self.evidence,
            *self.labels,
            *self.modules,
        )

    def find(self, item_id: str) -> Item | None:
        """Return what has this id."""
        return next((one for one in self.items if one.id == item_id), None)

    def element(self, element_id: str) -> Element | None:
        """Return the element of this id."""
        return next((one for one in self.elements if one.id == element_id), None)

    def statements_of(self, element_id: str) -> tuple[Statement, ...]:
        """Return the statements of an element."""
        return tuple(one for one in self.statements if one.element_id == element_id)

    def levels_of(self, element_id: str) -> tuple[Level, ...]:
        """Return the steps of an element, the lowest first."""
        return tuple(one for one in self.levels if one.element_id == element_id)

    def evidence_of(self, element_id: str) -> tuple[Evidence, ...]:
        """Return the examples of evidence of an element."""
        return tuple(one for one in self.evidence if one.element_id == element_id)

    def of_kind(self, kind: str) -> tuple[Label, ...]:
        """Return the labels of a kind."""
        return tuple(one for one in self.labels if one.kind == kind)

    def is_reworded(self, item_id: str) -> bool:
        """Whether something came with the product and is worded by the city, in any language."""
        return any(found == item_id for found, _ in self.reworded)

    def is_on(self, module: str) -> bool:
        """Whether what belongs to a module exists; '' belongs to none."""
        return not module or any(one.id == module and one.is_on for one in self.modules)


@dataclass(frozen=True, slots=True)
class Change:
    """What somebody changed about an element, or about something of it.

    Attributes:
        item_id: What was changed.
        table_name: The table that holds it.
        version: Of it after the change; 1 for what the city added.
        text_en: What it says since then.
        former_en: What it said before; None for what was added then.
        is_active: Whether it was in force after the change.
        module: As that of a statement.
        changed_at: UTC.
    """

    item_id: str
    table_name: str
    version: int
    text_en: str | None
    text_zh: str | None
    former_en: str | None
    former_zh: str | None
    is_active: bool
    module: str
    changed_at: datetime
    person: str
    role: str
    reason: str
