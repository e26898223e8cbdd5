"""Copies make themselves, each is checked, the rule says which stay, and what fails is seen."""

import shutil
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from cityops import journal
from cityops.access import SET_UP, Role
from cityops.commands import COMMANDS
from cityops.errors import NotAllowedError, RefusedError, UsageError
from cityops.operations import backups, reads, rules
from cityops.operations.backups import Schedule
from cityops.operations.rules import Health, Keep
from cityops.store import Store, open_store, shelf
from cityops.vision import settings
from tests.support import city
from tests.support.counts import content
from tests.support.postgres import Cluster

NOW = datetime(2026, 11, 22, 3, 0, tzinfo=UTC)
KEEP = Keep()


def ago(**span: float) -> datetime:
    return NOW - timedelta(**span)


# --- when one is due ---------------------------------------------------------

DUE = [
    pytest.param(None, None, "UTC", True, id="never-made"),
    pytest.param(ago(hours=1), None, "UTC", False, id="made-today"),
    pytest.param(ago(hours=4), None, "UTC", True, id="made-yesterday"),
    pytest.param(ago(hours=4), None, "Asia/Shanghai", False, id="it-is-the-same-day-in-the-city"),
    pytest.param(ago(hours=12), None, "Asia/Shanghai", True, id="it-was-yesterday-in-the-city"),
    pytest.param(ago(days=40), ago(minutes=59), "UTC", False, id="failed-just-now"),
    pytest.param(ago(days=40), ago(minutes=60), "UTC", True, id="failed-an-hour-ago"),
    pytest.param(ago(days=-3), None, "UTC", False, id="the-clock-went-back"),
]


@pytest.mark.parametrize(("last", "tried", "zone", "due"), DUE)
def test_a_copy_is_due_once_on_each_day_of_the_city(
    last: datetime | None, tried: datetime | None, zone: str, due: bool
) -> None:
    assert rules.is_due(last, tried, NOW, zone) is due


# --- which ones stay ---------------------------------------------------------


def days(*numbers: int) -> list[datetime]:
    """Moments so many days before Sunday 22 November 2026."""
    return [ago(days=number) for number in numbers]


STAY = [
    pytest.param(days(), KEEP, [], id="none"),
    pytest.param(days(*range(7)), KEEP, [*range(7)], id="a-week"),
    pytest.param(days(*range(10)), Keep(7, 0, 0), [*range(7)], id="the-eighth-day-goes"),
    pytest.param(days(*range(40)), Keep(1, 4, 0), [0, 7, 14, 21], id="the-sunday-of-each-week"),
    pytest.param(days(*range(100)), Keep(1, 0, 3), [0, 22, 53], id="the-last-day-of-each-month"),
    pytest.param(days(*range(60)), KEEP, [*range(7), 7, 14, 21, 22, 53], id="all-three-rules"),
    pytest.param(days(200, 201, 202), Keep(2, 0, 0), [200, 201], id="days-without-a-copy-do-not-count"),
    pytest.param(
        [ago(hours=1), ago(hours=2), ago(days=1)], Keep(1, 0, 0), [1 / 24], id="the-newest-of-a-day"
    ),
    pytest.param(days(-1, 0), Keep(1, 0, 0), [-1], id="one-of-the-future-is-the-newest"),
]


@pytest.mark.parametrize(("made", "keep", "stay"), STAY)
def test_which_copies_stay(made: list[datetime], keep: Keep, stay: list[float]) -> None:
    gone = rules.to_remove(made, keep, "UTC")
    assert sorted(set(made) - set(gone)) == sorted({ago(days=number) for number in stay})


def test_a_day_is_a_day_of_the_city() -> None:
    evening, night = datetime(2026, 11, 21, 15, tzinfo=UTC), datetime(2026, 11, 21, 17, tzinfo=UTC)
    assert rules.to_remove([evening, night], Keep(2, 0, 0), "UTC") == [evening]
    assert rules.to_remove([evening, night], Keep(2, 0, 0), "Asia/Shanghai") == []


READ = [
    ("7,4,12", Keep(7, 4, 12)),
    ("1,0,0", Keep(1, 0, 0)),
    (" 2, 3, 4", Keep(2, 3, 4)),
    ("0", Keep(0, 0, 0)),
]


@pytest.mark.parametrize(("text", "keep"), READ)
def test_how_many_stay_is_a_setting(text: str, keep: Keep) -> None:
    assert Keep.parse(text) == keep
    assert keep.is_on is (text != "0")


@pytest.mark.parametrize("text", ["", "daily", "7", "7,4", "0,4,12", "7,4,-1", "7,4,½", "1,2,3,4"])
def test_a_setting_that_means_nothing_is_wrong_usage(text: str) -> None:
    with pytest.raises(UsageError, match="Write how many daily, weekly and monthly copies stay, as 7,4,12"):
        Keep.parse(text)


STANDS = [
    pytest.param(KEEP, None, None, False, Health.ELSEWHERE, id="no-file"),
    pytest.param(Keep(0, 0, 0), None, None, True, Health.OFF, id="off"),
    pytest.param(KEEP, None, None, True, Health.NONE_YET, id="none-yet"),
    pytest.param(KEEP, ago(hours=20), None, True, Health.GOOD, id="good"),
    pytest.param(KEEP, ago(hours=37), None, True, Health.LATE, id="late"),
    pytest.param(KEEP, ago(hours=20), ago(hours=2), True, Health.FAILED, id="failed-since"),
    pytest.param(KEEP, None, ago(hours=2), True, Health.FAILED, id="never-did"),
    pytest.param(KEEP, ago(hours=2), ago(hours=20), True, Health.GOOD, id="failed-and-made-since"),
]


@pytest.mark.parametrize(("keep", "last", "failed", "has_place", "health"), STANDS)
def test_how_the_copies_stand(
    keep: Keep, last: datetime | None, failed: datetime | None, has_place: bool, health: Health
) -> None:
    assert rules.health(keep, last, failed, NOW, has_place=has_place) is health


# --- the copies themselves ---------------------------------------------------


def _names(store: Store) -> list[str]:
    return [copy.path.name for copy in backups.listed(store)]


def test_a_copy_makes_itself_once_a_day_and_is_what_the_store_was(file_store: Store, tmp_path: Path) -> None:
    schedule = Schedule(KEEP)
    assert schedule.look(file_store, NOW) == tmp_path / "backups" / "city-20261122T030000Z-scheduled.duckdb"
    assert schedule.look(file_store, NOW + timedelta(hours=20)) is None
    assert Schedule(KEEP).look(file_store, NOW + timedelta(hours=20)) is None  # after a new start too
    before = content(file_store)
    settings.save(file_store, city.ADMINISTRATOR, {"currency": "EUR"})
    assert schedule.look(file_store, NOW + timedelta(days=1))
    assert _names(file_store) == [
        "city-20261123T030000Z-scheduled.duckdb",
        "city-20261122T030000Z-scheduled.duckdb",
    ]
    assert all(copy.is_checked for copy in backups.listed(file_store))
    file_store.restore(backups.find(file_store, "city-20261122T030000Z-scheduled.duckdb"))
    assert content(file_store) == before


def test_copies_are_thinned_out_with_their_checksums_and_others_stay(file_store: Store) -> None:
    schedule, day = Schedule(Keep(2, 0, 0)), timedelta(days=1)
    backups.make(file_store, city.ADMINISTRATOR, NOW - 9 * day)
    place = file_store.place
    assert place
    (shelf.folder(place) / "notes.txt").write_text("of somebody", "utf-8")
    for n in range(1, 4):
        assert schedule.look(file_store, NOW + n * day)
    assert _names(file_store) == [
        "city-20261125T030000Z-scheduled.duckdb",
        "city-20261124T030000Z-scheduled.duckdb",
        "city-20261113T030000Z-manual.duckdb",
    ]
    assert len(list(shelf.folder(place).iterdir())) == 2 * 3 + 1


def test_a_copy_that_was_broken_off_does_not_count_and_goes(file_store: Store, tmp_path: Path) -> None:
    (tmp_path / "backups").mkdir()
    broken = shelf.part(shelf.name(tmp_path / "city.duckdb", NOW, shelf.SCHEDULED))
    broken.write_bytes(b"half of it")
    assert backups.listed(file_store) == []
    assert Schedule(KEEP).look(file_store, NOW)
    assert [copy.is_checked for copy in backups.listed(file_store)] == [True]
    assert not broken.exists()


def test_a_store_that_is_closed_ends_no_schedule(small_file: Path, tmp_path: Path) -> None:
    store = open_store(str(shutil.copy(small_file, tmp_path / "city.duckdb")))
    store.close()
    assert Schedule(KEEP).look(store, NOW) is None


def test_a_setting_of_0_makes_none(file_store: Store) -> None:
    assert Schedule(Keep.parse("0")).look(file_store, NOW) is None
    assert backups.listed(file_store) == []


def test_a_copy_that_fails_is_seen_and_tried_again_in_an_hour(file_store: Store, tmp_path: Path) -> None:
    journal.begin(file_store.address)
    (tmp_path / "backups").write_text("in the way", "utf-8")
    schedule = Schedule(KEEP)
    assert schedule.look(file_store, NOW) is None
    assert schedule.look(file_store, NOW + timedelta(minutes=30)) is None
    found = reads.state(file_store, city.ADMINISTRATOR, KEEP, NOW)
    assert found.health is Health.FAILED
    assert found.failure.startswith("No copy was made: ")
    assert len(journal.read(file_store.address, 9)) == 1
    (tmp_path / "backups").unlink()
    assert schedule.look(file_store, NOW + timedelta(hours=1)) is not None
    [made, failed] = journal.read(file_store.address, 9)
    assert (made.event, made.level, failed.event, failed.level) == ("backup", "info", "backup", "error")
    journal.end()


def test_another_store_in_the_same_folder_has_copies_of_its_own(file_store: Store, tmp_path: Path) -> None:
    backups.make(file_store, SET_UP, NOW)
    with_suffix = open_store(str(tmp_path / "city-2.duckdb"))
    assert backups.listed(with_suffix) == []
    backups.make(with_suffix, SET_UP, NOW)
    assert (len(backups.listed(with_suffix)), len(backups.listed(file_store))) == (1, 1)
    with_suffix.close()


@pytest.mark.parametrize("role", [role for role in Role if role is not Role.ADMINISTRATOR])
def test_only_an_administrator_makes_copies_and_reads_the_log(role: Role, file_store: Store) -> None:
    actor = city.ACTORS[role]
    for asked in (
        lambda: backups.make(file_store, actor, NOW),
        lambda: reads.history(file_store, actor, 9),
        lambda: reads.state(file_store, actor, KEEP, NOW),
        lambda: COMMANDS["log"].run(file_store, actor, {}),
        lambda: COMMANDS["backup"].run(file_store, actor, {"list": True}),
        lambda: COMMANDS["restore"].run(file_store, actor, {"source": "x"}),
    ):
        with pytest.raises(NotAllowedError):
            asked()
    assert backups.listed(file_store) == []


def test_a_store_on_a_server_is_copied_by_its_own_tools(postgres: Cluster) -> None:
    store = open_store(postgres.new_database())
    assert Schedule(KEEP).look(store, NOW) is None
    assert reads.state(store, city.ADMINISTRATOR, KEEP, NOW).health is Health.ELSEWHERE
    with pytest.raises(RefusedError, match="pg_dump"):
        backups.make(store, city.ADMINISTRATOR, NOW)
    store.close()
