"""Who signs in in which role, who reads by the public link, and how a name is erased from what is kept."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from cityops import access
from cityops.access import DUTIES, READING, Actor, Duty, Role, doors, grants, passphrases, people
from cityops.access.rules import HELD, is_current, role_of_claims, without_name
from cityops.config import ROOT
from cityops.errors import RefusedError
from cityops.indicators import commentary
from cityops.indicators import writes as indicators
from cityops.ingest import importing
from cityops.progress.reads import progress
from cityops.store import PRESENT, Store
from cityops.vision import settings
from cityops.vision import writes as visions
from cityops.words.catalogue import words
from tests.support import city
from tests.support.counts import content, counts

ADMIN = city.ADMINISTRATOR
NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)

# --- by the provider ----------------------------------------------------------

GIVEN = [
    ("email", "@city.example", Role.VIEWER),
    ("email", "ada@city.example", Role.ANALYST),
    ("groups", "mayor", Role.FACILITATOR),
    ("groups", "it", Role.ADMINISTRATOR),
]
CLAIMS = [
    pytest.param({"email": "ada@city.example"}, Role.ANALYST, id="an-address"),
    pytest.param({"email": " ADA@City.Example "}, Role.ANALYST, id="written-otherwise"),
    pytest.param({"email": "bob@city.example"}, Role.VIEWER, id="a-domain"),
    pytest.param({"email": "bob@sub.city.example"}, None, id="a-domain-below"),
    pytest.param({"email": "bob@evilcity.example"}, None, id="a-domain-that-ends-alike"),
    pytest.param({"email": "ada@city.example.evil"}, None, id="a-domain-that-begins-alike"),
    pytest.param({"email": "ada@city.example", "email_verified": False}, None, id="an-address-not-verified"),
    pytest.param({"email": "ada@city.example", "email_verified": True}, Role.ANALYST, id="verified"),
    pytest.param({"groups": ["mayor", "press"]}, Role.FACILITATOR, id="one-of-several-groups"),
    pytest.param({"groups": "it"}, Role.ADMINISTRATOR, id="one-group"),
    pytest.param({"groups": ["mayor", "it"]}, Role.ADMINISTRATOR, id="the-last-in-order"),
    pytest.param({"role": "administrator"}, None, id="a-claim-that-nobody-asked-for"),
    pytest.param({"groups": None}, None, id="an-empty-claim"),
    pytest.param({}, None, id="nothing"),
]


@pytest.mark.parametrize(("claims", "role"), CLAIMS)
def test_a_claim_gives_the_role_that_it_was_given(claims: dict[str, Any], role: Role | None) -> None:
    assert role_of_claims(claims, GIVEN) is role


def test_nobody_has_a_role_unless_somebody_gave_it(store: Store) -> None:
    claims = {"email": "ada@city.example", "groups": ["administrator"], "role": "administrator"}
    assert grants.actor_of(claims, grants.read(store), doors.read(store).unknown) is None
    doors.let_unknown(store, ADMIN, "viewer")
    found = grants.actor_of(claims, grants.read(store), doors.read(store).unknown)
    assert found == Actor("ada@city.example", Role.VIEWER)


def test_a_role_is_given_changed_and_taken_back(any_store: Store) -> None:
    grants.grant(any_store, ADMIN, "viewer", "Ada@City.example")
    grants.grant(any_store, ADMIN, "analyst", "ada@city.example")
    assert [(g.claim_value, g.role, g.version) for g in grants.read(any_store)] == [
        ("ada@city.example", Role.ANALYST, 2)
    ]
    grants.withdraw(any_store, ADMIN, "ada@city.example")
    assert grants.read(any_store) == []


REFUSED = [
    pytest.param(lambda s: grants.grant(s, ADMIN, "mayor", "a@b.c"), "no role 'mayor'", id="no-role"),
    pytest.param(lambda s: grants.grant(s, ADMIN, "public", "a@b.c"), "no role 'public'", id="the-public"),
    pytest.param(lambda s: grants.grant(s, ADMIN, "viewer", " "), "claim and its value", id="no-value"),
    pytest.param(lambda s: grants.grant(s, ADMIN, "viewer", "@"), "claim and its value", id="every-domain"),
    pytest.param(lambda s: grants.withdraw(s, ADMIN, "a@b.c"), "Nobody was given a role", id="no-grant"),
    pytest.param(lambda s: doors.let_unknown(s, ADMIN, "administrator"), "neither viewer", id="unknown"),
    pytest.param(lambda s: passphrases.renew_passphrase(s, ADMIN, "stranger"), "no role", id="passphrase"),
    pytest.param(lambda s: people.erase_person(s, ADMIN, "Nobody"), "nobody named 'Nobody'", id="nobody"),
    pytest.param(lambda s: people.erase_person(s, ADMIN, "set-up"), "nobody named", id="the-program"),
    pytest.param(lambda s: people.erase_person(s, ADMIN, " "), "nobody named", id="no-name"),
]


@pytest.mark.parametrize(("work", "said"), REFUSED)
def test_what_means_nothing_is_refused_in_both_languages(work: Any, said: str, small: Store) -> None:
    before = counts(small)
    with pytest.raises(RefusedError, match=said) as refused:
        work(small)
    assert counts(small) == before
    assert refused.value.sentence("zh")[-1] == "。"


AGES = [
    pytest.param(timedelta(minutes=1), True, id="now"),
    pytest.param(HELD, True, id="twelve-hours"),
    pytest.param(HELD + timedelta(seconds=1), False, id="later"),
    pytest.param(-timedelta(minutes=4), True, id="a-clock-that-is-ahead"),
    pytest.param(-timedelta(hours=1), False, id="from-the-future"),
]


@pytest.mark.parametrize(("age", "counts_still"), AGES)
def test_a_sign_in_counts_for_a_working_day(age: timedelta, counts_still: bool) -> None:
    assert is_current({"iat": int((NOW - age).timestamp())}, NOW) is counts_still


def test_a_sign_in_without_a_time_does_not_count() -> None:
    assert not is_current({}, NOW)
    assert not is_current({"iat": "today"}, NOW)


# --- by passphrase and by link ------------------------------------------------


def test_every_role_that_one_signs_in_for_gets_one_passphrase(store: Store) -> None:
    made = access.make_passphrases(store)
    assert list(made) == [Role.VIEWER, Role.FACILITATOR, Role.ANALYST, Role.ADMINISTRATOR]
    assert {role: access.role_of(store, phrase) for role, phrase in made.items()} == {r: r for r in made}
    assert access.make_passphrases(store) == {}


def test_a_new_passphrase_is_the_only_one(any_store: Store) -> None:
    old = access.make_passphrases(any_store)[Role.ANALYST]
    new = passphrases.renew_passphrase(any_store, ADMIN, "analyst")
    assert (access.role_of(any_store, old), access.role_of(any_store, new)) == (None, Role.ANALYST)
    assert new not in str(content(any_store))


def test_the_public_link_opens_until_it_is_renewed_or_closed(any_store: Store) -> None:
    first = doors.open_link(any_store, ADMIN)
    assert doors.read(any_store).opens(first)
    assert first not in str(content(any_store))
    second = doors.open_link(any_store, ADMIN)
    opened = doors.read(any_store)
    assert [opened.opens(token) for token in (first, second, "", "x", opened.link)] == [
        False, True, False, False, False,
    ]  # fmt: skip
    doors.close_link(any_store, ADMIN)
    closed = doors.read(any_store)
    assert [closed.opens(token) for token in (second, "")] == [False, False]


def test_what_is_open_is_none_of_the_citys_settings(small: Store) -> None:
    before = settings.read(small)
    doors.open_link(small, ADMIN)
    doors.let_unknown(small, ADMIN, "viewer")
    assert settings.read(small) == before


# --- names --------------------------------------------------------------------

ADA = Actor("Ada Byron (ada@city.example)", Role.ADMINISTRATOR)


def _live(store: Store) -> None:
    """Let Ada leave her name wherever one can be left."""
    city.upload(store, "T0,Fine dust,2020,20", "T0,Fine dust,2024,18", reason="as Ada Byron asked")
    indicators.change_indicator(store, ADA, "own_dust", 1, {"owner": "Ada Byron, air office"}, "Ada Byron")
    visions.change_target(store, ADA, "dust", 1, {"owner": "Ada Byron", "note_en": "Adaptation"}, "mine")
    story = "Ada Byron's view: see ada@city.example; 由Ada Byron负责"
    commentary.add(store, ADA, indicator_id="own_dust", area_id="T0", on=city.ON, language="en", story=story)
    grants.grant(store, ADMIN, "analyst", "ada@city.example")


def test_a_name_is_erased_wherever_it_is_and_the_facts_stay(any_city: Store) -> None:
    _live(any_city)
    before, number = counts(any_city), progress(any_city, on=city.ON)
    done = people.erase_person(any_city, ADMIN, ADA.name, "Ada Byron asked for it")
    assert done["pseudonym"] == "erased person 1"
    assert done["signed"] == 3
    left = str(content(any_city))
    assert "Byron" not in left
    assert "ada@" not in left
    assert "Adaptation" in left
    after = progress(any_city, on=city.ON)
    assert number
    assert after
    assert (after.city.headline, after.city.coverage) == (number.city.headline, number.city.coverage)
    assert counts(any_city) == before | {"changes": before["changes"] + 1}
    said = commentary.read(any_city, "own_dust", "T0")[0]
    assert said.person == "erased person 1"
    assert said.story == "erased person 1's view: see erased person 1; 由erased person 1负责"


def test_the_erasure_is_an_act_without_the_name(any_city: Store) -> None:
    _live(any_city)
    people.erase_person(any_city, ADMIN, ADA.name, "on request of Ada Byron")
    last = max(content(any_city)["changes"])
    assert last[3:] == ("administrator", "erase_person", "on request of erased person 1")


def test_an_upload_of_an_erased_person_can_still_be_undone(any_city: Store) -> None:
    receipt = city.upload(any_city, "T0,Fine dust,2020,20")
    people.erase_person(any_city, ADMIN, city.ANALYST.name)
    upload = any_city.rows("ingest/uploads", known=PRESENT)[0]
    assert (upload["person"], upload["sha256"]) == ("erased person 1", receipt.sha256)
    assert importing.undo(any_city, ADMIN, str(receipt.upload_id), city.ON)["closed"] == 1


def test_two_erased_people_stay_two(any_city: Store) -> None:
    for name in ("One", "Two"):
        indicators.add_areas(any_city, Actor(name, Role.ANALYST), [city.area(name)], [])
    done = [people.erase_person(any_city, ADMIN, name)["pseudonym"] for name in ("Two", "One")]
    assert done == ["erased person 1", "erased person 2"]
    with pytest.raises(RefusedError):
        people.erase_person(any_city, ADMIN, "erased person 1")


def test_one_who_returns_is_somebody_new(any_city: Store) -> None:
    indicators.add_areas(any_city, city.ANALYST, [city.area("T8")], [])
    people.erase_person(any_city, ADMIN, city.ANALYST.name)
    indicators.add_areas(any_city, city.ANALYST, [city.area("T9")], [])
    names = [row["person"] for row in people.people(any_city)]
    assert sorted(names) == sorted(["erased person 1", city.ANALYST.name, ADMIN.name])


def test_an_owner_who_never_wrote_can_be_erased(small: Store) -> None:
    indicators.change_indicator(small, city.ANALYST, "own_dust", 1, {"owner": "Li Wei"}, "why")
    done = people.erase_person(small, ADMIN, "Li Wei")
    assert (done["signed"], done["texts"]) == (0, 1)


def test_who_erases_may_erase_themselves(any_city: Store) -> None:
    settings.save(any_city, ADMIN, {"currency": "EUR"})
    done = people.erase_person(any_city, ADMIN, ADMIN.name)
    assert done["signed"] == 2
    assert ADMIN.name not in str(content(any_city))


WORDS = [
    pytest.param("Ada", "Adaptation by Ada.", "Adaptation by X.", id="a-longer-word"),
    pytest.param("Ada", "Nevada, AdaLovelace, Ada-Marie", "Nevada, AdaLovelace, X-Marie", id="parts"),
    pytest.param("José", "José, Joséphine", "X, Joséphine", id="letters-with-accents"),
    pytest.param("王明", "由王明提供", "由X提供", id="chinese"),
    pytest.param("A. (B)", "A. (B) and A+ B", "X and A+ B", id="signs"),
]


@pytest.mark.parametrize(("name", "text", "left"), WORDS)
def test_only_the_name_itself_is_replaced(name: str, text: str, left: str) -> None:
    assert without_name(text, [name], "X") == left


def test_the_document_has_the_table_that_decides() -> None:
    t, shown = words("en"), [role for role in Role if DUTIES[role]]
    rows = [
        f"| {'sees' if duty in READING else 'writes'} {t(f'access.duty.{duty.value}')} | "
        + " | ".join("yes" if duty in DUTIES[role] else "" for role in shown)
        + " |"
        for duty in Duty
    ]
    head = f"| | {' | '.join(role.value for role in shown)} |\n|---|{'---|' * len(shown)}"
    assert "\n".join([head, *rows]) in (ROOT / "docs/roles.md").read_text("utf-8")


def test_the_duties_of_reading_and_writing_are_all_somebodys() -> None:
    assert all(any(Actor("", role).may(duty) for role in Role) for duty in Duty)
