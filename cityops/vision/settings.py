"""What a city decides once: which place it is, its reporting date, its time zone and money."""

from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from cityops import access
from cityops.access import Actor, Duty
from cityops.store import PRESENT, Reader, Store, Transaction, Versioned
from cityops.words.refusals import refused

SETTINGS = Versioned("settings", ("setting_value",))


@dataclass(frozen=True, slots=True)
class Settings:
    """The settings of a city; a field that is '' was not set yet.

    Attributes:
        city: Id of the area whose vision the overview shows.
        hierarchy: The hierarchy whose areas below the city are its districts.
        reporting_date: Day whose end is the reporting date, ISO; '' for today in the city.
        time_zone: IANA name. A date means the end of that day there.
        currency: ISO 4217 code.
        attribution_en: Sentence that the sources of the data ask for.
        attribution_zh: The same in Chinese.
        similar_by: Ids of the indicators by which areas are called alike, commas between; '' for none.
        languages: In which the city writes, separated by a space; the first is the city's own choice.
        indicators: Ids of the indicators that the city works with, separated by a space.
        coordinate_system: Of the boundaries, where it is not WGS 84: 'GCJ-02', ...; nothing is converted.
    """

    city: str = ""
    hierarchy: str = "administrative"
    reporting_date: str = ""
    time_zone: str = "UTC"
    currency: str = ""
    attribution_en: str = ""
    attribution_zh: str = ""
    similar_by: str = ""
    languages: str = ""
    indicators: str = ""
    coordinate_system: str = ""

    def reporting_day(self, now: datetime) -> date:
        """Return the reporting date; without one, the day that it is in the city at `now` (aware)."""
        if self.reporting_date:
            return date.fromisoformat(self.reporting_date)
        return now.astimezone(ZoneInfo(self.time_zone)).date()


def read(reader: Reader, *, known: datetime = PRESENT) -> Settings:
    """Return the settings as they were at a moment of knowledge."""
    return Settings(**{row["id"]: row["setting_value"] for row in reader.rows("store/settings", known=known)})


def save(store: Store, actor: Actor, values: dict[str, str], reason: str = "") -> None:
    """Set some settings.

    Raises:
        RefusedError: A setting that does not exist, or a reporting date that is none.
    """
    access.write(
        store, actor, Duty.SETTINGS, lambda tx: put(tx, values), action="save_settings", reason=reason
    )


def put(tx: Transaction, values: dict[str, str]) -> None:
    """Do what `save` does, as a part of a greater write."""
    for name, value in values.items():
        _check(name, value)
    versions = {row["id"]: row["version"] for row in tx.rows("store/settings", known=PRESENT)}
    rows = [(name, {"setting_value": value}) for name, value in values.items()]
    for name, row in rows:
        if name in versions:
            tx.change(SETTINGS, name, versions[name], dict(row))
    tx.put_many(SETTINGS, [(name, dict(row)) for name, row in rows if name not in versions])


def _check(name: str, value: str) -> None:
    if name not in Settings.__slots__:
        raise refused("refused.setting.unknown", name=name, there=", ".join(Settings.__slots__))
    if name == "reporting_date" and value:
        try:
            date.fromisoformat(value)
        except ValueError:
            raise refused("refused.setting.no_date", value=value) from None
    if name == "time_zone":
        try:
            ZoneInfo(value)
        except (OSError, ValueError, ZoneInfoNotFoundError):
            raise refused("refused.setting.no_zone", value=value) from None
