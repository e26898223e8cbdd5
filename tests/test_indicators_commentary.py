"""Commentary: dated, signed, kept."""

from datetime import date

import pytest

from cityops.access import Actor, Role
from cityops.errors import NotAllowedError, RefusedError, StaleError
from cityops.indicators import commentary
from cityops.store import Store

ADA = Actor("Ada", Role.ANALYST)
ABOUT = {"indicator_id": "ldn_dwellings", "area_id": "E12000007", "on": date(2020, 12, 31), "language": "en"}


def test_a_commentary_is_signed_and_newest_first(store: Store) -> None:
    commentary.add(store, ADA, story="Fewer starts since 2016.", **ABOUT)
    commentary.add(
        store, Actor("Bo", Role.ANALYST), story="Starts rise again.", next_steps="Ask the boroughs.", **ABOUT
    )
    said = commentary.read(store, "ldn_dwellings", "E12000007")
    assert [(one.person, one.story) for one in said] == [
        ("Bo", "Starts rise again."),
        ("Ada", "Fewer starts since 2016."),
    ]
    assert commentary.read(store, "ldn_dwellings", "E09000001") == []


def test_an_empty_commentary_is_refused(store: Store) -> None:
    with pytest.raises(RefusedError, match="says nothing"):
        commentary.add(store, ADA, story="  ", **ABOUT)


@pytest.mark.parametrize("role", [Role.VIEWER, Role.FACILITATOR], ids=lambda role: role.value)
def test_who_may_not_comment(store: Store, role: Role) -> None:
    with pytest.raises(NotAllowedError):
        commentary.add(store, Actor("Eve", role), story="I think so.", **ABOUT)
    assert commentary.read(store, "ldn_dwellings", "E12000007") == []


def test_a_removed_commentary_stays_in_the_history(store: Store) -> None:
    one = commentary.add(store, ADA, story="Wrong indicator.", **ABOUT)
    commentary.remove(store, ADA, one, 1, "wrong place")
    assert commentary.read(store, "ldn_dwellings", "E12000007") == []
    assert [row["is_deleted"] for row in store.history(commentary.COMMENTARIES, one)] == [False, True]
    with pytest.raises(StaleError):
        commentary.remove(store, ADA, one, 1, "again")
