"""Every function of the rooms that writes, with the duty that it asks for and a call that would succeed."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date

from cityops.access import Actor, Duty, doors, grants, passphrases, people
from cityops.assessment import answers, file, preparation
from cityops.assessment import reads as waves
from cityops.assessment import writes as assessment
from cityops.assessment.model import AgreementRule, Review, Wave
from cityops.founding import acts, changes, draft, removal
from cityops.founding.model import Plan
from cityops.founding.removal import Belongings
from cityops.indicators import commentary
from cityops.indicators import writes as indicators
from cityops.ingest import derive, drafts, importing, turning
from cityops.ingest.derive import Wish
from cityops.operating_model import writes as operating_model
from cityops.store import PRESENT, Store
from cityops.vision import releases, settings
from cityops.vision import writes as visions
from cityops.vision.model import Vision
from cityops.workshop import preparing
from cityops.workshop import reads as rooms
from cityops.workshop import writes as workshop
from cityops.workshop.events import TakeUp
from tests.support import city
from tests.support.rooms import ADA, NEW, another, prepare_wave

Write = Callable[[Store, Actor], object]
WHY = "the council asked for it"
GIVEN = "@city.example"
_VISION = Vision("second", 1, city.CITY, "Another city", None, False)


def build(store: Store) -> Store:
    """Return the small city with one live upload and one that is undone."""
    city.build(store)
    city.upload(store, "T0,Fine dust,2020,20", name="live.csv")
    undone = city.upload(store, "T0,Fine dust,2022,18", name="undone.csv")
    importing.undo(store, city.ADMINISTRATOR, undone.upload_id, city.ON)
    commentary.add(
        store, city.ANALYST, indicator_id="own_dust", area_id="T0", on=city.ON, language="en", story="First"
    )
    grants.grant(store, city.ADMINISTRATOR, "viewer", GIVEN)
    operating_model.load(store, city.ADMINISTRATOR)
    wave_id = prepare_wave(store)
    answers.add_evidence(store, ADA, wave_id, "B5", text="The matrix")
    workshop.open_room(store, ADA, wave_id)
    drafts.begin(store, city.ANALYST, "draft.csv", city.csv("T0,Fine dust,2022,18"))
    return store


def _commentary(store: Store) -> str:
    return commentary.read(store, "own_dust", "T0")[0].id


def upload_id(store: Store, name: str) -> str:
    """Return the id of the newest upload of a file."""
    rows = store.rows("ingest/uploads", known=PRESENT)
    return next(str(row["id"]) for row in rows if row["file_name"] == name)


def wave(store: Store) -> Wave:
    """The one wave."""
    return waves.waves(store)[0]


def _change_wave(store: Store, actor: Actor) -> object:
    found = wave(store)
    return assessment.change_wave(store, actor, found.id, found.version, {"domain": "Transport"})


def _close_wave(store: Store, actor: Actor) -> object:
    found = wave(store)
    return assessment.set_state(store, actor, found.id, found.version, "closed")


def _remove_wave(store: Store, actor: Actor) -> object:
    found = wave(store)
    return assessment.remove_wave(store, actor, found.id, found.version, WHY)


def _remove_evidence(store: Store, actor: Actor) -> object:
    whole = waves.whole(store, wave(store).id)
    assert whole
    return answers.remove_evidence(store, actor, whole.wave.id, whole.evidence[0].id, 1)


def _import_wave(store: Store, actor: Actor) -> object:
    return file.import_wave(store, actor, another(store, wave(store).id))


def _step(store: Store, actor: Actor) -> object:
    room = rooms.rooms(store)[0]
    return workshop.step(store, actor, room.id, room.version, TakeUp("B5"))


_REVIEW = Review("", 1, "", date(2025, 7, 1), "Grace", "University", True, "Careful work")


def _add_areas(store: Store, actor: Actor) -> object:
    return indicators.add_areas(store, actor, [city.area("T9")], [("administrative", "T9", city.CITY)])


def _change_indicator(store: Store, actor: Actor) -> object:
    return indicators.change_indicator(store, actor, "own_dust", 1, {"owner": "Air office"}, WHY)


def _import_file(store: Store, actor: Actor) -> object:
    data = city.csv("T0,Fine dust,2021,19")
    return importing.import_file(store, actor, "c.csv", data, city.CLOCKS, reason=WHY)


_BOX = '{"type":"MultiPolygon","coordinates":[[[[0,0],[1,0],[1,1],[0,0]]]]}'
_SECOND = Plan(Vision("second", 1, "T1", "North", None, False), (), ())

WRITES: dict[str, tuple[Duty, Write]] = {
    "founding.acts.found_vision": (
        Duty.SETTINGS,
        lambda s, a: acts.found_vision(s, a, _SECOND, city.TODAY),
    ),
    "founding.changes.change_place": (
        Duty.SETTINGS,
        lambda s, a: changes.change_place(s, a, city.area(city.CITY), {"currency": "EUR"}),
    ),
    "founding.changes.choose_indicators": (
        Duty.SETTINGS,
        lambda s, a: changes.choose_indicators(s, a, [city.indicator("own_new")], ["own_new"]),
    ),
    "founding.changes.set_boundaries": (
        Duty.SETTINGS,
        lambda s, a: changes.set_boundaries(s, a, {"T1": _BOX}, "", city.TODAY),
    ),
    "founding.draft.save": (
        Duty.SETTINGS,
        lambda s, a: draft.save(s, a, draft.read(s), place={"code": "X"}),
    ),
    "founding.removal.remove": (
        Duty.SETTINGS,
        lambda s, a: removal.remove(s, a, Belongings({"T3"}, (), ()), city.TODAY),
    ),
    "access.doors.open_link": (Duty.ACCESS, doors.open_link),
    "access.doors.close_link": (Duty.ACCESS, doors.close_link),
    "access.doors.let_unknown": (Duty.ACCESS, lambda s, a: doors.let_unknown(s, a, "viewer")),
    "access.grants.grant": (Duty.ACCESS, lambda s, a: grants.grant(s, a, "analyst", "ada@city.example")),
    "access.grants.withdraw": (Duty.ACCESS, lambda s, a: grants.withdraw(s, a, GIVEN)),
    "access.passphrases.renew_passphrase": (
        Duty.ACCESS,
        lambda s, a: passphrases.renew_passphrase(s, a, "analyst"),
    ),
    "access.people.erase_person": (
        Duty.OPERATIONS,
        lambda s, a: people.erase_person(s, a, city.ANALYST.name, WHY),
    ),
    "indicators.commentary.add": (
        Duty.COMMENTARY,
        lambda s, a: commentary.add(
            s, a, indicator_id="own_dust", area_id="T0", on=city.ON, language="en", story="Why"
        ),
    ),
    "indicators.commentary.remove": (
        Duty.COMMENTARY,
        lambda s, a: commentary.remove(s, a, _commentary(s), 1, WHY),
    ),
    "indicators.writes.add_areas": (Duty.CATALOGUE, _add_areas),
    "indicators.writes.add_indicators": (
        Duty.CATALOGUE,
        lambda s, a: indicators.add_indicators(s, a, [city.indicator("own_new")]),
    ),
    "indicators.writes.change_indicator": (Duty.CATALOGUE, _change_indicator),
    "ingest.drafts.begin": (Duty.DATA, lambda s, a: drafts.begin(s, a, "a.csv", b"area,value")),
    "ingest.drafts.save": (Duty.DATA, lambda s, a: drafts.save(s, a, drafts.read(s)[0])),
    "ingest.drafts.discard": (Duty.DATA, lambda s, a: drafts.discard(s, a, drafts.read(s)[0])),
    "ingest.importing.import_file": (Duty.DATA, _import_file),
    "ingest.turning.undo": (
        Duty.DATA,
        lambda s, a: turning.undo(s, a, upload_id(s, "live.csv"), city.ON),
    ),
    "ingest.turning.redo": (
        Duty.DATA,
        lambda s, a: turning.redo(s, a, upload_id(s, "undone.csv"), city.ON),
    ),
    "ingest.derive.derive": (
        Duty.CATALOGUE,
        lambda s, a: derive.derive(s, a, Wish("own_new", "own_dust * 2", "New", unit_en="ug"), city.ON),
    ),
    "operating_model.writes.load": (Duty.MODEL, operating_model.load),
    "operating_model.writes.change": (
        Duty.MODEL,
        lambda s, a: operating_model.change(s, a, "B5/3", 1, {"text_en": "Seen here"}, WHY),
    ),
    "operating_model.writes.add_principle": (
        Duty.MODEL,
        lambda s, a: operating_model.add_principle(s, a, {"title_en": "Night city"}),
    ),
    "operating_model.writes.add_statement": (
        Duty.MODEL,
        lambda s, a: operating_model.add_statement(s, a, "B5", {"text_en": "Ours"}),
    ),
    "operating_model.writes.add_evidence": (
        Duty.MODEL,
        lambda s, a: operating_model.add_evidence(s, a, "B5", {"text_en": "Ours"}),
    ),
    "assessment.writes.create_wave": (Duty.WAVES, lambda s, a: assessment.create_wave(s, a, NEW)),
    "assessment.writes.change_wave": (Duty.WAVES, _change_wave),
    "assessment.writes.set_state": (Duty.WAVES, _close_wave),
    "assessment.writes.remove_wave": (Duty.WAVES, _remove_wave),
    "workshop.preparing.choose_elements": (
        Duty.WAVES,
        lambda s, a: preparing.choose_elements(s, a, wave(s).id, ["A1", "B5"]),
    ),
    "workshop.preparing.move_element": (
        Duty.WAVES,
        lambda s, a: preparing.move_element(s, a, wave(s).id, "B5", 1),
    ),
    "workshop.preparing.set_rule": (
        Duty.WAVES,
        lambda s, a: preparing.set_rule(s, a, wave(s).id, 1, AgreementRule(share=0.9)),
    ),
    "assessment.preparation.set_groups": (
        Duty.WAVES,
        lambda s, a: preparation.set_groups(s, a, wave(s).id, [("", "Residents", "居民")]),
    ),
    "assessment.answers.answer": (
        Duty.WAVES,
        lambda s, a: answers.answer(s, a, wave(s).id, "B5", 1, {"current": "3"}),
    ),
    "assessment.answers.add_evidence": (
        Duty.WAVES,
        lambda s, a: answers.add_evidence(s, a, wave(s).id, "B5", text="A list"),
    ),
    "assessment.answers.remove_evidence": (Duty.WAVES, _remove_evidence),
    "assessment.answers.add_review": (
        Duty.WAVES,
        lambda s, a: answers.add_review(s, a, replace(_REVIEW, wave_id=wave(s).id)),
    ),
    "assessment.file.import_wave": (Duty.WAVES, _import_wave),
    "workshop.writes.open_room": (Duty.WAVES, lambda s, a: workshop.open_room(s, a, wave(s).id)),
    "workshop.writes.step": (Duty.WAVES, _step),
    "vision.releases.release": (Duty.RELEASE, lambda s, a: releases.release(s, a, "Council")),
    "vision.settings.save": (Duty.SETTINGS, lambda s, a: settings.save(s, a, {"currency": "EUR"})),
    "vision.writes.add_targets": (
        Duty.TARGETS,
        lambda s, a: visions.add_targets(s, a, [city.target("new")]),
    ),
    "vision.writes.add_vision": (Duty.VISION, lambda s, a: visions.add_vision(s, a, _VISION, [])),
    "vision.writes.change_outcome": (
        Duty.VISION,
        lambda s, a: visions.change_outcome(s, a, "air", 1, {"weight": 2.0}, WHY),
    ),
    "vision.writes.change_target": (
        Duty.TARGETS,
        lambda s, a: visions.change_target(s, a, "dust", 1, {"target_value": 9.0}, WHY),
    ),
}
