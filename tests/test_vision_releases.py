"""Releases: leadership reads what was named, analysts see what would change."""

from datetime import date

import pytest

from cityops import commands
from cityops.access import SET_UP, Actor, Role
from cityops.errors import NotAllowedError, RefusedError
from cityops.ingest.importing import Clocks, import_file
from cityops.progress.reads import progress
from cityops.store import PRESENT, Store
from cityops.vision import releases

ON = date(2020, 12, 31)
ROWS = b"area_code,indicator,year,value\nE12000007,ldn_recycling_rate,2019,45\n"


def test_what_is_released_does_not_move(london_copy: Store) -> None:
    moment = releases.release(london_copy, SET_UP, "Council of 15 December")
    before = progress(london_copy, on=ON)
    import_file(london_copy, SET_UP, "newer.csv", ROWS, Clocks(ON, date(2026, 11, 22)))
    released, draft = progress(london_copy, on=ON, known=moment), progress(london_copy, on=ON)
    assert before is not None
    assert released is not None
    assert draft is not None
    assert released.city.headline == before.city.headline
    assert draft.city.headline != before.city.headline


def test_the_command_line_reads_the_release_unless_told_otherwise(london_copy: Store) -> None:
    assert commands.known(london_copy, {}) == PRESENT
    moment = releases.release(london_copy, SET_UP, "first")
    assert commands.known(london_copy, {}) == moment
    assert commands.known(london_copy, {"known": "now"}) == PRESENT


def test_the_newest_release_counts(store: Store) -> None:
    assert releases.last(store) is None
    first, second = (releases.release(store, SET_UP, name) for name in ("first", "second"))
    assert first < second
    last = releases.last(store)
    assert last is not None
    assert (last.name, last.known_at, last.person) == ("second", second, "set-up")


@pytest.mark.parametrize("name", ["", "  ", "first"], ids=["empty", "blank", "given_before"])
def test_a_release_needs_a_name_of_its_own(store: Store, name: str) -> None:
    releases.release(store, SET_UP, "first")
    with pytest.raises(RefusedError, match="name"):
        releases.release(store, SET_UP, name)
    assert len(releases.read(store)) == 1


@pytest.mark.parametrize("role", [Role.VIEWER, Role.FACILITATOR], ids=lambda role: role.value)
def test_who_may_not_release(store: Store, role: Role) -> None:
    with pytest.raises(NotAllowedError):
        releases.release(store, Actor("Eve", role), "mine")
    assert releases.last(store) is None
