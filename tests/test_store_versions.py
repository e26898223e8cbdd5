"""Every version of a row is kept, nobody overwrites another unseen, and only who may write writes."""

from datetime import date
from typing import Any

import pytest

from cityops import access
from cityops.access import SET_UP, Duty
from cityops.errors import RefusedError, StaleError
from cityops.indicators import reads
from cityops.indicators import writes as indicators
from cityops.store import Store
from cityops.vision import reads as vision_reads
from cityops.vision import settings
from cityops.vision import writes as visions
from tests.support import city
from tests.support.counts import counts
from tests.support.writes import WHY


def _owner(store: Store) -> tuple[int, str]:
    found = reads.catalogue(store)["own_dust"]
    return found.version, found.owner


# --- versions ----------------------------------------------------------------


def test_a_change_opens_a_version_and_keeps_the_old_one(any_city: Store) -> None:
    before = any_city.clock.moment()
    values = {"owner": "Air office", "cadence_months": 6}
    version = indicators.change_indicator(any_city, city.ANALYST, "own_dust", 1, dict(values), WHY)
    assert (version, _owner(any_city)) == (2, (2, "Air office"))
    assert reads.catalogue(any_city, known=before)["own_dust"].owner == ""
    history = any_city.history(indicators.INDICATORS, "own_dust")
    assert [(row["version"], row["owner"], row["cadence_months"]) for row in history] == [
        (1, "", 12),
        (2, "Air office", 6),
    ]
    assert history[0]["known_to"] == history[1]["known_from"] == history[1]["changed_at"]


def test_the_history_says_who_when_in_which_role_and_why(any_city: Store) -> None:
    indicators.change_indicator(any_city, city.ANALYST, "own_dust", 1, {"owner": "Air office"}, WHY)
    names = ("person", "role", "action", "reason")
    found = [
        tuple(row[name] for name in names) for row in any_city.history(indicators.INDICATORS, "own_dust")
    ]
    assert found == [
        ("set-up", "administrator", "add_indicators", ""),
        ("Ada analyst", "analyst", "change_indicator", WHY),
    ]


def test_a_stale_write_shows_both_values_and_writes_nothing(any_city: Store) -> None:
    indicators.change_indicator(any_city, city.ANALYST, "own_dust", 1, {"owner": "Air office"}, WHY)
    before = counts(any_city)
    with pytest.raises(
        StaleError, match=r"own_dust.*changed by somebody else \(version 2, yours was made on 1"
    ) as e:
        indicators.change_indicator(any_city, city.ADMINISTRATOR, "own_dust", 1, {"owner": "Health"}, WHY)
    assert (e.value.yours, e.value.theirs) == ({"owner": "Health"}, {"owner": "Air office"})
    assert (counts(any_city), _owner(any_city)) == (before, (2, "Air office"))


def _remove(store: Store, version: int) -> int:
    return access.write(
        store,
        city.ANALYST,
        Duty.CATALOGUE,
        lambda tx: tx.remove(indicators.INDICATORS, "own_dust", version),
        action="remove_indicator",
    )


def test_a_delete_is_a_version_too(any_city: Store) -> None:
    before = any_city.clock.moment()
    assert _remove(any_city, 1) == 2
    assert "own_dust" not in reads.catalogue(any_city)
    assert "own_dust" in reads.catalogue(any_city, known=before)
    assert [row["is_deleted"] for row in any_city.history(indicators.INDICATORS, "own_dust")] == [False, True]


def test_a_delete_does_not_beat_an_edit_unseen(any_city: Store) -> None:
    indicators.change_indicator(any_city, city.ANALYST, "own_dust", 1, {"owner": "Air office"}, WHY)
    with pytest.raises(StaleError, match="changed by somebody else"):
        _remove(any_city, 1)
    assert _owner(any_city) == (2, "Air office")


def test_an_edit_of_what_was_removed_is_stale(any_city: Store) -> None:
    _remove(any_city, 1)
    with pytest.raises(StaleError, match=r"own_dust.*removed by somebody else"):
        indicators.change_indicator(any_city, city.ANALYST, "own_dust", 1, {"owner": "Air office"}, WHY)


REFUSALS = [
    pytest.param(
        "own_dust", {"colour": "red"}, r"no column 'colour' to write. It has framework", id="column"
    ),
    pytest.param("own_dust", {"version": 9}, r"no column 'version' to write", id="a_kept_column"),
    pytest.param("nothing", {"owner": "x"}, r"There is no 'nothing' in indicators", id="row"),
]


@pytest.mark.parametrize(("row_id", "values", "said"), REFUSALS)
def test_a_change_of_what_is_not_there_is_refused(
    small: Store, row_id: str, values: dict[str, object], said: str
) -> None:
    before = counts(small)
    with pytest.raises(RefusedError, match=said):
        indicators.change_indicator(small, city.ANALYST, row_id, 1, values, WHY)
    assert counts(small) == before


def test_a_second_row_of_the_same_id_is_refused(any_city: Store) -> None:
    before = counts(any_city)
    with pytest.raises(RefusedError, match=r"There is a row with this key already.*Nothing was written\."):
        indicators.add_indicators(
            any_city, city.ANALYST, [city.indicator("own_new"), city.indicator("own_dust")]
        )
    assert counts(any_city) == before


def test_old_targets_settings_and_areas_stay_readable(any_city: Store) -> None:
    then = any_city.clock.moment()
    visions.change_target(any_city, city.ANALYST, "dust", 1, {"target_value": 8.0}, WHY)
    settings.save(any_city, city.ADMINISTRATOR, {"reporting_date": "2025-03-31"})
    indicators.add_areas(any_city, city.ANALYST, [city.area("T4", kind="district")], [])
    visions.change_outcome(any_city, SET_UP, "air", 1, {"weight": 3.0}, WHY)

    def seen(**known: Any) -> tuple[object, ...]:
        target = vision_reads.targets(any_city, **known)[0]
        outcome = vision_reads.outcomes(any_city, "vision", **known)[0]
        setting = settings.read(any_city, **known)
        areas = reads.areas(any_city, on=city.ON, **known)
        return target.target_value, outcome.weight, setting.reporting_date, len(areas)

    assert seen(known=then) == (10.0, 1.0, "2024-12-31", 4)
    assert seen() == (8.0, 3.0, "2025-03-31", 5)


def test_an_area_exists_from_its_first_day_to_the_day_before_its_last(small: Store) -> None:
    short = city.area("T4", kind="district", valid_from=date(2001, 4, 1), valid_to=date(2009, 4, 1))
    indicators.add_areas(small, city.ANALYST, [short], [])
    days = [date(2001, 3, 31), date(2001, 4, 1), date(2009, 3, 31), date(2009, 4, 1)]
    assert ["T4" in reads.areas(small, on=day) for day in days] == [False, True, True, False]
