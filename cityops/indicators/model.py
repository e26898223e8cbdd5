"""What is measured, and where. Pure data."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Area:
    """A place: a city, a region, a district or a community.

    Attributes:
        id: Stable id; for places with an official code, that code.
        version: Version of the row, for a later edit.
        code: Official code, 'E09000001'.
        name_en: English name, or None.
        name_zh: Chinese name, or None.
        kind: 'city', 'region', 'district' or 'community'.
        valid_from: First day on which the area exists.
        valid_to: First day on which it no longer exists; 9999-12-31 while it stands.
        predecessors: Codes of the areas that it came from.
        boundary: GeoJSON geometry in WGS84 as text, or None.
    """

    id: str
    version: int
    code: str
    name_en: str | None
    name_zh: str | None
    kind: str
    valid_from: date
    valid_to: date
    predecessors: str
    boundary: str | None


@dataclass(frozen=True, slots=True)
class Indicator:
    """What is measured, of a framework or the city's own.

    Attributes:
        id: '<framework>_<number>', lower case.
        version: Version of the row, for a later edit.
        framework: 'ISO 37120:2018', ..., or 'own'.
        code: Number in its framework.
        unit_en: Unit of all its values, in English.
        unit_zh: The same in Chinese.
        direction: 1 higher is better, -1 lower is better, 0 neither by itself.
        is_verified: False: its wording was not compared with the framework's own text.
        decimals: Decimals that screen, charts and exports show.
        cadence_months: How often a new value is expected.
        city_value: How the city's value comes about: 'given', 'sum', 'weighted_mean', 'none'.
        weight_indicator_id: Weights of a weighted mean, for example the population.
        hard_low: A value below cannot be true, or None.
        hard_high: A value above cannot be true, or None.
        owner: Who answers for it; '' while nobody does.
        is_illustrative: Made up for a demonstration.
    """

    id: str
    version: int
    framework: str
    code: str
    theme_en: str | None
    theme_zh: str | None
    name_en: str | None
    name_zh: str | None
    name_zh_source: str
    definition_en: str | None
    definition_zh: str | None
    unit_en: str
    unit_zh: str
    direction: int
    kind: str
    purpose: str
    source: str
    licence: str
    is_verified: bool
    verification_note: str
    decimals: int
    cadence_months: int
    city_value: str
    weight_indicator_id: str | None
    hard_low: float | None
    hard_high: float | None
    owner: str
    is_illustrative: bool

    @property
    def is_total(self) -> bool:
        """Whether the city's value adds up its districts', so that its target cannot be a district's."""
        return self.city_value == "sum"
