"""Waves: prepared, answered by many at once, closed, compared, carried away as one file and back."""

import json
import shutil
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date, timedelta
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from cityops import demo
from cityops.access import Role, erase_person
from cityops.assessment import answers, carried, file, lines, preparation, reads, rules, tables, writes
from cityops.assessment.drafting import preset_groups
from cityops.assessment.model import AgreementRule, NewWave, Review, Tally, WaveItem, WholeWave
from cityops.commands import COMMANDS
from cityops.errors import CityOpsError, RefusedError, StaleError
from cityops.founding import removal
from cityops.founding.removal import Belongings
from cityops.operating_model import writes as operating_model
from cityops.store import Store, open_store
from cityops.words.catalogue import LANGUAGES
from cityops.workshop import preparing
from cityops.workshop import reads as rooms
from cityops.workshop import writes as workshop
from tests.support import city
from tests.support.command_line import done
from tests.support.counts import content
from tests.support.rooms import ADA, NEW, another, prepare_wave
from tests.support.threads import together

LONG = replace(NEW, question_set="long", elements=("B5",), name_en="Long")


@pytest.fixture(scope="module")
def shared(small_file: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    """The small city with its operating model; each test has a wave of its own in it."""
    store = open_store(str(shutil.copy(small_file, tmp_path_factory.mktemp("waves") / "city.duckdb")))
    operating_model.load(store, city.ADMINISTRATOR)
    yield store
    store.close()


@pytest.fixture
def wave_id(shared: Store) -> str:
    """A draft of three elements."""
    return prepare_wave(shared)


def _whole(store: Store, wave_id: str) -> WholeWave:
    whole = reads.whole(store, wave_id)
    assert whole is not None
    return whole


def _item(store: Store, wave_id: str, item_id: str = "B5") -> WaveItem:
    item = _whole(store, wave_id).item(item_id)
    assert item is not None
    return item


def _close(store: Store, wave_id: str) -> None:
    writes.set_state(store, ADA, wave_id, _whole(store, wave_id).wave.version, "closed")


# --- rules --------------------------------------------------------------------

BLANK = WaveItem("w/B5", 1, "w", "B5", "B5", 1, None, None, None, None)


def _items(**answers: str) -> list[WaveItem]:
    """Elements by their answers; a statement has a point in its id."""
    return [
        replace(BLANK, item_id=key, element_id=key.split("_")[0], current=answer)
        for key, answer in answers.items()
    ]


def test_not_known_is_a_finding_and_not_applicable_leaves_the_denominator() -> None:
    found = rules.summary(_items(A1="3", A2="3", A3="unknown", A4="not_applicable", B1="", B1_1="5"))
    assert (found.asked, found.answered, found.open) == (4, 3, 1)
    assert (found.unknown, found.not_applicable) == (1, 1)
    assert found.levels == {"1": 0, "2": 0, "3": 2, "4": 0, "5": 0}


def test_gaps_are_sorted_by_their_width() -> None:
    pairs = {"A1": ("3", "4"), "A2": ("1", "5"), "A3": ("unknown", "5"), "A4": ("2", ""), "B1": ("4", "3")}
    items = [
        replace(BLANK, item_id=key, element_id=key, current=now, ambition=then)
        for key, (now, then) in pairs.items()
    ]
    assert [(one.item_id, rules.gap(one)) for one in rules.by_gap(items)] == [
        ("A2", 4),
        ("A1", 1),
        ("B1", -1),
    ]


def test_two_waves_side_by_side() -> None:
    before, after = _items(A1="2", A2="unknown", A3="4"), _items(A1="3", A2="3", B1="1")
    found = [(one.item_id, one.before, one.after, one.step) for one in rules.compared(before, after)]
    assert found == [
        ("A1", "2", "3", 1),
        ("A2", "unknown", "3", None),
        ("B1", "", "1", None),
        ("A3", "4", "", None),
    ]


RULES = {
    "as it comes": (AgreementRule(), False),
    "all of them on one level": (AgreementRule(1.0, 0, 1, 1), False),
    "half": (AgreementRule(share=0.5), True),
    "more than all": (AgreementRule(share=1.01), True),
    "three levels": (AgreementRule(within=2), True),
    "no gap": (AgreementRule(gap=0), True),
    "no round": (AgreementRule(rounds=0), True),
    "for ever": (AgreementRule(rounds=6), True),
}


@pytest.mark.parametrize(("rule", "is_wrong"), RULES.values(), ids=RULES)
def test_a_rule_can_be_met_and_missed(rule: AgreementRule, is_wrong: bool) -> None:
    assert rules.wrong_rule(rule) is is_wrong


# --- prepare ------------------------------------------------------------------


def test_the_short_set_asks_an_element_in_the_words_of_the_day(shared: Store, wave_id: str) -> None:
    whole = _whole(shared, wave_id)
    assert [one.item_id for one in whole.items] == ["A1", "B5", "B13"]
    assert [(one.name_en, one.name_zh) for one in whole.groups] == list(preset_groups())
    operating_model.change(shared, ADA, "B5", 1, {"title_en": "How our systems fit"})
    assert _item(shared, wave_id).title_en == "Mapping the city's interoperability needs"


def test_the_long_set_asks_for_each_statement_as_well(shared: Store) -> None:
    items = _whole(shared, writes.create_wave(shared, ADA, LONG)).items
    assert [one.item_id for one in items][:3] == ["B5", "B5.1", "B5.2"]
    assert {one.element_id for one in items} == {"B5"}
    assert rules.summary(items).asked == 1


WRONG: dict[str, tuple[NewWave, str]] = {
    "without a name": (replace(NEW, name_en=" ", name_zh=None), "name is missing"),
    "of no place": (replace(NEW, area_id="T9"), "no area 'T9'"),
    "of no element": (replace(NEW, elements=("Z1",)), "does not ask for 'Z1'"),
    "by an impossible rule": (replace(NEW, rule=AgreementRule(share=0.2)), "nobody could agree"),
    "with a book for a name": (replace(NEW, name_en="x" * 2001), "too long"),
}


@pytest.mark.parametrize(("new", "said"), WRONG.values(), ids=WRONG)
def test_what_can_be_no_wave_is_refused(shared: Store, new: NewWave, said: str) -> None:
    with pytest.raises(RefusedError, match=said) as refused:
        writes.create_wave(shared, ADA, new)
    assert refused.value.sentence("zh") != refused.value.sentence("en")


def test_elements_are_chosen_again_and_what_has_an_answer_stays(shared: Store, wave_id: str) -> None:
    answers.answer(shared, ADA, wave_id, "B5", 1, {"current": "2"})
    assert preparing.choose_elements(shared, ADA, wave_id, ["B5", "C1", "A2"]) == 3
    assert [one.item_id for one in _whole(shared, wave_id).items] == ["A2", "B5", "C1"]
    with pytest.raises(RefusedError, match="'B5' has an answer already"):
        preparing.choose_elements(shared, ADA, wave_id, ["A1"])
    preparing.choose_elements(shared, ADA, wave_id, ["A1", "B5"])  # A1 comes back
    assert [one.item_id for one in _whole(shared, wave_id).items] == ["A1", "B5"]


def test_the_order_is_the_facilitators_and_travels(shared: Store, wave_id: str, home: Store) -> None:
    preparing.move_element(shared, ADA, wave_id, "B13", 1)
    assert [one.item_id for one in _whole(shared, wave_id).items] == ["B13", "A1", "B5"]
    preparing.choose_elements(shared, ADA, wave_id, ["A1", "B5", "B6", "B13"])  # B6 comes after B5
    assert [one.item_id for one in _whole(shared, wave_id).items] == ["B13", "A1", "B5", "B6"]
    with pytest.raises(RefusedError, match="does not ask for 'C1'"):
        preparing.move_element(shared, ADA, wave_id, "C1", 1)
    file.import_wave(home, ADA, file.export(shared, wave_id))
    assert [one.item_id for one in _whole(home, wave_id).items] == ["B13", "A1", "B5", "B6"]


def test_groups_keep_their_ids(shared: Store, wave_id: str) -> None:
    first, second, *_ = _whole(shared, wave_id).groups
    wanted = [(second.id, "Council", None), ("", None, "居民"), (first.id, first.name_en, first.name_zh)]
    ids = preparation.set_groups(shared, ADA, wave_id, wanted)
    groups = _whole(shared, wave_id).groups
    assert [one.id for one in groups] == ids
    assert (ids[0], ids[2]) == (second.id, first.id)
    assert [(one.name_en, one.name_zh) for one in groups][:2] == [("Council", None), (None, "居民")]


EVIDENCE: dict[str, tuple[dict[str, str], str | None]] = {
    "a text": ({"text": "The matrix"}, None),
    "a link": ({"link": "https://city.example/matrix"}, None),
    "an indicator": ({"indicator": "own_dust"}, None),
    "nothing": ({"text": " "}, "says nothing"),
    "a link that does something": ({"link": "javascript:alert(1)"}, "no address"),
    "an unknown indicator": ({"indicator": "own_nothing"}, "no indicator"),
    "a book": ({"text": "x" * 2001}, "too long"),
}


@pytest.mark.parametrize(("given", "refused"), EVIDENCE.values(), ids=EVIDENCE)
def test_evidence_is_a_text_a_link_or_an_indicator(
    shared: Store, wave_id: str, given: dict[str, str], refused: str | None
) -> None:
    bring = partial(answers.add_evidence, shared, ADA, wave_id, "B5", **given)
    if refused:
        with pytest.raises(RefusedError, match=refused):
            bring()
    else:
        evidence_id = bring()
        assert [one.id for one in _whole(shared, wave_id).evidence_of("B5")] == [evidence_id]
        answers.remove_evidence(shared, ADA, wave_id, evidence_id, 1)
    assert _whole(shared, wave_id).evidence == ()


# --- answers ------------------------------------------------------------------

CELLS: dict[str, tuple[dict[str, object], str | None]] = {
    "a level": ({"current": "4"}, None),
    "not known": ({"current": "unknown", "confidence": "low"}, None),
    "not applicable": ({"current": "not_applicable"}, None),
    "taken back": ({"current": ""}, None),
    "texts": ({"rationale": "Because", "dissent": "Two say no", "owner": "IT"}, None),
    "level 6": ({"current": "6"}, "no answer"),
    "a number": ({"ambition": 4}, "no answer"),
    "a confidence of its own": ({"confidence": "sure"}, "no confidence"),
    "a column of the room": ({"current_votes": "40"}, "cannot be written here"),
    "nothing": ({}, "cannot be written here"),
    "a book": ({"owner": "x" * 2001}, "too long"),
}


@pytest.mark.parametrize(("values", "refused"), CELLS.values(), ids=CELLS)
def test_a_cell_of_the_sheet(
    shared: Store, wave_id: str, values: dict[str, object], refused: str | None
) -> None:
    write = partial(answers.answer, shared, ADA, wave_id, "B5", 1, values)
    if refused:
        with pytest.raises(RefusedError, match=refused):
            write()
        assert _item(shared, wave_id).version == 1
    else:
        write()
        found = _item(shared, wave_id)
        assert {name: getattr(found, name) for name in values} == values
        assert found.current_how == ("sheet" if values.get("current") else "")


def test_who_writes_into_another_cell_is_kept_as_well(shared: Store, wave_id: str) -> None:
    assert answers.answer(shared, ADA, wave_id, "B5", 1, {"current": "3"}) == 2
    assert answers.answer(shared, ADA, wave_id, "B5", 1, {"owner": "IT"}) == 3
    assert answers.answer(shared, ADA, wave_id, "B5", 1, {"owner": "IT"}) == 3  # said twice
    found = _item(shared, wave_id)
    assert (found.current, found.owner) == ("3", "IT")


def test_who_writes_into_the_same_cell_sees_both_values(shared: Store, wave_id: str) -> None:
    answers.answer(shared, ADA, wave_id, "B5", 1, {"current": "3", "rationale": "Theirs"})
    with pytest.raises(StaleError, match="wrote '3' meanwhile, you wrote '4'") as stale:
        answers.answer(shared, ADA, wave_id, "B5", 1, {"current": "4", "owner": "IT"})
    assert (stale.value.yours, stale.value.theirs) == ({"current": "4"}, {"current": "3"})
    assert _item(shared, wave_id).owner == ""  # all of it or nothing
    assert "请比较" in stale.value.sentence("zh")


def test_many_editors_lose_nothing(shared: Store, wave_id: str) -> None:
    """Each writes its own cells on what it saw at the start; a cell belongs to one of them."""
    columns = ("current", "ambition", "confidence", "rationale", "dissent", "owner")
    values = {"current": "3", "ambition": "5", "confidence": "low"}
    cells = [(item, name, values.get(name, f"{item} {name}")) for item in NEW.elements for name in columns]
    write = partial(answers.answer, shared, ADA, wave_id)
    together([partial(write, item, 1, {name: value}) for item, name, value in cells])
    for item, name, value in cells:
        assert getattr(_item(shared, wave_id, item), name) == value


def test_an_answer_of_the_sheet_rests_on_no_vote_any_more(shared: Store, wave_id: str) -> None:
    votes = {"current": "3", "current_low": 2, "current_high": 4, "current_votes": 20, "current_how": "rule"}
    data = _changed_file(shared, wave_id, lambda content: content["items"][1].update(votes))
    file.import_wave(shared, ADA, data)
    assert _item(shared, wave_id).current_votes == 20
    answers.answer(shared, ADA, wave_id, "B5", 2, {"current": "4"})
    found = _item(shared, wave_id)
    assert (found.current_votes, found.current_low, found.current_how) == (None, None, "sheet")


def test_a_closed_wave_is_written_no_more_until_it_is_opened_again(shared: Store, wave_id: str) -> None:
    _close(shared, wave_id)
    for write in (
        lambda: answers.answer(shared, ADA, wave_id, "B5", 1, {"current": "3"}),
        lambda: answers.add_evidence(shared, ADA, wave_id, "B5", text="x"),
        lambda: preparing.choose_elements(shared, ADA, wave_id, ["A1"]),
        lambda: preparing.move_element(shared, ADA, wave_id, "B5", 1),
        lambda: preparation.set_groups(shared, ADA, wave_id, [("", "x", None)]),
        lambda: writes.change_wave(shared, ADA, wave_id, 2, {"domain": "x"}),
    ):
        with pytest.raises(RefusedError, match="wave is closed"):
            write()
    review = Review("", 1, wave_id, date(2025, 9, 1), "Grace Hopper", "University", True, "Well founded")
    answers.add_review(shared, ADA, review)
    with pytest.raises(RefusedError, match="Say why"):
        writes.set_state(shared, ADA, wave_id, 2, "running")
    writes.set_state(shared, ADA, wave_id, 2, "running", "an element was left out")
    assert [one.reviewer for one in _whole(shared, wave_id).reviews] == ["Grace Hopper"]


def test_every_version_of_an_answer_is_kept_with_who_and_why(shared: Store, wave_id: str) -> None:
    answers.answer(shared, ADA, wave_id, "B5", 1, {"current": "3"}, "first view")
    answers.answer(shared, ADA, wave_id, "B5", 2, {"current": "2"}, "the matrix is old")
    history = shared.history(tables.ITEMS, f"{wave_id}/B5")
    assert [(row["current"], row["reason"]) for row in history] == [
        ("", ""),
        ("3", "first view"),
        ("2", "the matrix is old"),
    ]
    assert {row["person"] for row in history} == {ADA.name}


def test_a_name_that_is_erased_is_in_no_wave_any_more(small: Store) -> None:
    operating_model.load(small, city.ADMINISTRATOR)
    wave_id = prepare_wave(small)
    answers.answer(small, ADA, wave_id, "B5", 1, {"owner": "Grace Hopper", "dissent": "Grace Hopper says no"})
    review = Review("", 1, wave_id, date(2025, 9, 1), "Grace Hopper", "", True, "Grace Hopper: good")
    answers.add_review(small, ADA, review)
    erase_person(small, city.ADMINISTRATOR, "Grace Hopper")
    assert "Grace" not in repr(content(small))


# --- one file -----------------------------------------------------------------


@pytest.fixture
def home(tmp_path: Path, small_file: Path) -> Iterator[Store]:
    """Another CityOps with the same city."""
    store = open_store(str(shutil.copy(small_file, tmp_path / "home.duckdb")))
    yield store
    store.close()


def _changed_file(store: Store, wave_id: str, change: Callable[[dict[str, Any]], object]) -> bytes:
    """The file of a wave with something changed, and the checksum that fits."""
    told = json.loads(file.export(store, wave_id))
    change(told["content"])
    return json.dumps(told | {"sha256": carried.checksum(told["content"])}).encode()


def _told(whole: WholeWave) -> dict[str, Any]:
    """A wave without the versions of its rows, which are each store's own."""
    told: dict[str, Any] = json.loads(carried.dumps(replace(whole, wave=replace(whole.wave, is_named=True))))
    return told


def test_a_wave_travels_with_all_its_ids_and_twice_changes_nothing(shared: Store, home: Store) -> None:
    wave_id = writes.create_wave(shared, ADA, replace(LONG, is_named=True))
    answers.answer(shared, ADA, wave_id, "B5", 1, {"current": "3", "owner": "Grace", "rationale": "见矩阵"})
    answers.add_evidence(shared, ADA, wave_id, "B5", text="The matrix", link="https://city.example/m")
    answers.add_review(shared, ADA, Review("", 1, wave_id, date(2025, 9, 1), "Grace", "", True, "Good"))
    _close(shared, wave_id)
    data = file.export(shared, wave_id)
    assert data == file.export(shared, wave_id)
    first = file.import_wave(home, ADA, data)
    assert _told(_whole(home, wave_id)) == _told(_whole(shared, wave_id))
    before = content(home)
    again = file.import_wave(home, ADA, data)
    assert content(home) == before
    assert (first["new"], again["new"], again["changed"]) == (again["unchanged"], 0, 0)
    assert file.export(home, wave_id) == data


def test_the_laptop_comes_home(shared: Store, wave_id: str, home: Store) -> None:
    """A draft goes out, the hall answers it, and the finished wave fills the draft at home."""
    answers.answer(shared, ADA, wave_id, "B5", 1, {"owner": "Grace Hopper"})
    file.import_wave(home, ADA, file.export(shared, wave_id))
    assert _item(home, wave_id).owner == ""  # names do not travel unless the city says so
    answers.answer(home, ADA, wave_id, "B5", 1, {"current": "3"})
    _close(home, wave_id)
    found = file.import_wave(shared, ADA, file.export(home, wave_id))
    assert (found["new"], found["changed"]) == (0, 2)
    item = _item(shared, wave_id)
    assert (item.current, item.owner, _whole(shared, wave_id).wave.state) == ("3", "Grace Hopper", "closed")


def test_answers_that_stand_here_are_kept(shared: Store, wave_id: str, home: Store) -> None:
    file.import_wave(home, ADA, file.export(shared, wave_id))
    answers.answer(home, ADA, wave_id, "B5", 1, {"current": "4"})
    answers.answer(shared, ADA, wave_id, "B5", 1, {"current": "2"})
    with pytest.raises(RefusedError, match="B5: 2, 4"):
        file.import_wave(shared, ADA, file.export(home, wave_id))
    assert _item(shared, wave_id).current == "2"
    file.import_wave(shared, ADA, file.export(home, wave_id), replacing=True)
    assert _item(shared, wave_id).current == "4"


def test_a_wave_that_is_closed_here_is_not_changed_unasked(shared: Store, wave_id: str, home: Store) -> None:
    file.import_wave(home, ADA, file.export(shared, wave_id))
    answers.answer(home, ADA, wave_id, "B5", 1, {"current": "4"})
    _close(shared, wave_id)
    with pytest.raises(RefusedError, match="closed here"):
        file.import_wave(shared, ADA, file.export(home, wave_id))


def test_a_wave_of_a_place_that_is_not_here_is_refused(shared: Store, wave_id: str, store: Store) -> None:
    with pytest.raises(RefusedError, match="no area 'T0'"):
        file.import_wave(store, ADA, file.export(shared, wave_id))


Change = Callable[[dict[str, Any]], object]
CHANGES: dict[str, Change] = {
    "no wave": lambda content: content.pop("wave"),
    "no items": lambda content: content.pop("items"),
    "items that are none": lambda content: content.update(items=[1]),
    "an answer of its own": lambda content: content["items"][0].update(current="9"),
    "a number for an answer": lambda content: content["items"][0].update(current=3),
    "another's item": lambda content: content["items"][0].update(wave_id="other"),
    "an item twice": lambda content: content["items"].append(content["items"][0]),
    "an id that does not fit": lambda content: content["items"][0].update(id="x"),
    "a day that is none": lambda content: content["wave"].update(held_on="tomorrow"),
    "a state of its own": lambda content: content["wave"].update(state="won"),
    "a rule by which all agree": lambda content: content["wave"].update(rule_share=0.1),
    "no number": lambda content: content["wave"].update(rule_share=float("nan")),
    "a number that no column holds": lambda content: content["items"][0].update(rank=10**9),
    "true for a number": lambda content: content["items"][0].update(rank=True),
    "a null letter": lambda content: content["items"][0].update(rationale="a\0b"),
    "a book": lambda content: content["items"][0].update(rationale="x" * 5000),
    "a link that does something": lambda content: content["evidence"].append(
        content["items"][0] | {"evidence_text": "", "link": "javascript:x", "indicator_id": ""}
    ),
    "evidence for nothing": lambda content: content["evidence"].append(
        {
            "id": "e",
            "wave_id": content["wave"]["id"],
            "item_id": "Z9",
            "rank": 1,
            "evidence_text": "x",
            "link": "",
            "indicator_id": "",
        }
    ),
    "a tally that is none": lambda content: content["tallies"].append(_tally(content, counts="[]")),
    "votes for 9": lambda content: content["tallies"].append(_tally(content, counts='{"": {"9": 1}}')),
    "a tally of the past": lambda content: content["tallies"].append(_tally(content, aspect="past")),
    "a group without a name": lambda content: content["groups"][0].update(name_en=None, name_zh=""),
}


def _tally(content: dict[str, Any], **changes: str) -> dict[str, Any]:
    known = {"wave_id": content["wave"]["id"], "item_id": "B5", "aspect": "current", "ballot": 1}
    return {"id": "t", "counts": "{}", "moved": "{}", "tokens": 1, "heads": None} | known | changes


@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES)
def test_what_no_wave_can_hold_is_refused_whole(shared: Store, change: Change) -> None:
    there = reads.waves(shared)[0].id
    data = _changed_file(shared, there, change)
    version = shared.version
    with pytest.raises(RefusedError, match="what no wave can hold") as refused:
        file.import_wave(shared, ADA, data)
    assert shared.version == version
    assert all(refused.value.sentence(language) for language in LANGUAGES)


FILES: dict[str, tuple[Callable[[bytes], bytes], str]] = {
    "altered": (lambda data: data.replace(b"First wave", b"Third wave"), "altered"),
    "cut off": (lambda data: data[:-100], "not JSON"),
    "nothing": (lambda data: b"", "not JSON"),
    "another kind of JSON": (lambda data: b"[1, 2]", "is no wave"),
    "a table": (lambda data: b"area,value\nT0,1\n", "not JSON"),
    "a picture": (lambda data: b"\x89PNG\r\n\xff\xfe", "not JSON"),
    "half a letter": (lambda data: data.replace(b"First wave", b"\\ud800"), "not JSON"),
    "a thousand brackets": (lambda data: b"[" * 100_000, "not JSON"),
    "a number of a mile": (lambda data: b"9" * 5_000, "not JSON"),
    "of a newer program": (lambda data: data.replace(b'"version": 1', b'"version": 2'), "newer program"),
    "too large": (lambda data: b" " * 10_000_001, "too large"),
}


def test_a_dry_run_says_what_a_file_would_do(shared: Store, wave_id: str, home: Store) -> None:
    counts = {"wave": wave_id, "new": 11, "changed": 0, "unchanged": 0}  # the wave, 3 elements, 7 groups
    data = file.export(shared, wave_id)
    assert file.foresee(home, ADA, data) == counts | {"clashes": []}
    assert reads.waves(home) == []
    file.import_wave(home, ADA, data)
    answers.answer(home, ADA, wave_id, "B5", 1, {"current": "3"})
    answers.answer(shared, ADA, wave_id, "B5", 1, {"current": "4"})
    foreseen = file.foresee(home, ADA, file.export(shared, wave_id))
    assert foreseen == counts | {"new": 0, "changed": 1, "unchanged": 10, "clashes": ["B5: 3, 4"]}
    assert "B5: 3, 4" in lines.imported(foreseen, "zh")[1]


@pytest.mark.parametrize(("spoil", "said"), FILES.values(), ids=FILES)
def test_what_is_no_file_of_a_wave_is_refused(
    shared: Store, wave_id: str, spoil: Callable[[bytes], bytes], said: str
) -> None:
    data = file.export(shared, wave_id)
    with pytest.raises(RefusedError, match=said):
        file.import_wave(shared, ADA, spoil(data))


def test_a_file_from_elsewhere_comes_in_as_another_wave(shared: Store, wave_id: str) -> None:
    found = file.import_wave(shared, ADA, another(shared, wave_id))
    assert found["wave"] == wave_id[::-1]
    assert [one.item_id for one in _whole(shared, wave_id[::-1]).items] == list(NEW.elements)


# --- the demo, and the command line -------------------------------------------


def test_london_has_two_waves_that_say_that_they_are_made_up(london: Store) -> None:
    found = reads.waves(london)
    assert [one.id for one in found] == ["ldn_wave_2020", "ldn_wave_2019"]
    for one in found:
        assert one.is_illustrative
        whole = _whole(london, one.id)
        texts = [one.rationale for one in whole.items] + [one.evidence_text for one in whole.evidence]
        assert all("Illustrative" in text and "示例" in text for text in texts if text)
    standing = reads.standing(london, "E12000007")
    assert standing
    assert standing.wave.id == "ldn_wave_2020"
    assert len(standing.items) == 28
    assert all(carried.loads(path.read_bytes()) for path in sorted((demo.FOLDER / "waves").glob("*.json")))


def test_a_moment_before_a_wave_does_not_know_it(shared: Store, wave_id: str) -> None:
    rows = shared.history(tables.ITEMS, f"{wave_id}/B5")
    since = rows[0]["known_from"]
    assert reads.whole(shared, wave_id, known=since) is not None
    assert reads.whole(shared, wave_id, known=since - timedelta(microseconds=1)) is None


def test_a_citys_waves_go_with_it_and_their_rooms_are_closed(small: Store) -> None:
    operating_model.load(small, city.ADMINISTRATOR)
    room = workshop.open_room(small, ADA, prepare_wave(small))
    removal.remove(small, city.ADMINISTRATOR, Belongings({city.CITY}, (), ()), city.TODAY)
    assert reads.waves(small) == []
    assert [one.is_open for one in rooms.rooms(small)] == [False]
    assert rooms.salt(small, room.id) == ""


def test_a_wave_that_was_taken_out_comes_back_from_its_file(shared: Store, wave_id: str) -> None:
    answers.answer(shared, ADA, wave_id, "B5", 1, {"current": "3"})
    data = file.export(shared, wave_id)
    with pytest.raises(RefusedError, match="Say why"):
        writes.remove_wave(shared, ADA, wave_id, 1, " ")
    writes.remove_wave(shared, ADA, wave_id, 1, "by mistake")
    assert reads.whole(shared, wave_id) is None
    file.import_wave(shared, ADA, data)
    assert file.export(shared, wave_id) == data


def test_the_command_line_carries_a_wave(london_file: Path, tmp_path: Path) -> None:
    database, path = shutil.copy(london_file, tmp_path / "c.duckdb"), tmp_path / "wave.json"
    listed = done("wave", "list", database=database)
    assert [one["id"] for one in listed["waves"]] == ["ldn_wave_2020", "ldn_wave_2019"]
    assert listed["waves"][0]["illustrative"] is True
    shown = done("wave", "show", "ldn_wave_2020", database=database)
    assert len(shown["items"]) == 28
    written = done("wave", "export", "ldn_wave_2020", path, database=database)
    assert written["checksum"]
    again = done("wave", "import", path, database=database)
    assert (again["new"], again["changed"]) == (0, 0)
    assert done("wave", "import", path, "--dry-run", database=database) == again | {"clashes": []}


def test_what_the_command_line_says_to_a_person(london: Store) -> None:
    actor = city.ACTORS[Role.ADMINISTRATOR]
    listed = COMMANDS["wave list"].run(london, actor, {})
    shown = COMMANDS["wave show"].run(london, actor, {"id": "ldn_wave_2020"})
    assert isinstance(listed, dict)
    assert isinstance(shown, dict)
    assert lines.listed(listed, "en")[0] == (
        "ldn_wave_2020  2020-11-18  closed  27 of 27 answered  London, second wave (illustrative)"
    )
    assert "不适用" in "\n".join(lines.shown(shown, "zh"))
    with pytest.raises(CityOpsError, match="There are ldn_wave_2020"):
        COMMANDS["wave show"].run(london, actor, {"id": "x"})


def test_a_tally_is_told_by_group() -> None:
    tally = Tally("t", 1, "w", "B5", "current", 1, '{"a": {"3": 4}}', '{"2>3": 1}', 4, None)
    assert (rules.counts_of(tally), rules.moves_of(tally)) == ({"a": {"3": 4}}, {("2", "3"): 1})
