"""The workshop page without a browser: what each press does, what a slower facilitator is told."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from cityops.access import Role
from cityops.assessment import checklist, reads
from cityops.assessment.model import WholeWave
from cityops.store import Store
from cityops.ui.workshop.choosing import read_line, with_ids
from cityops.web import runtime
from cityops.words.catalogue import LANGUAGES
from cityops.workshop import reads as rooms
from cityops.workshop.events import CloseVote, Discuss, OpenVote, Reveal, TakeUp
from cityops.workshop.model import Phase
from tests.support import city
from tests.support.pages import exceptions, open_page, words
from tests.support.rooms import Hall, hall


@pytest.fixture
def store(small_file: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Store]:
    """The small city, as the page sees it; it gets its model when it is opened."""
    monkeypatch.setenv("CITYOPS_DB", str(shutil.copy(small_file, tmp_path / "city.duckdb")))
    st.cache_resource.clear()
    yield runtime.store()
    runtime.stop()
    st.cache_resource.clear()


@pytest.fixture
def there(store: Store) -> Hall:
    """A room for three elements, in its lobby."""
    return hall(store)


def page(lang: str = "en", **address: str) -> AppTest:
    found = open_page("workshop", Role.FACILITATOR, lang=lang, **address)
    assert exceptions(found) == []
    return found


def press(found: AppTest, key: str) -> AppTest:
    next(one for one in found.button if (one.key or "").startswith(key)).click().run()
    assert exceptions(found) == []
    return found


def keys(found: AppTest) -> set[str]:
    return {one.key or "" for one in found.button}


def primary(found: AppTest) -> list[str]:
    return [one.label for one in found.button if one.proto.type == "primary"]


def phase(there: Hall) -> Phase:
    return there.again().state.phase


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_wave_is_begun_and_its_room_opened(store: Store, language: str) -> None:
    found = page(language)
    found.text_input(key="wave_name_en").set_value("First wave")
    press(found, "wave_create")
    made = reads.waves(store)[0]
    assert (made.name_en, made.area_id, made.question_set) == ("First wave", city.CITY, "short")
    for one in found.checkbox:
        if (one.key or "").startswith("element_"):
            one.set_value(one.key == f"element_B13_{made.id}")
    press(found, "keep_elements")
    assert [one.item_id for one in reads.items(store, made.id)] == ["B13"]
    press(found, "open_room")
    room = rooms.rooms(store)[0]
    assert (room.wave_id, found.query_params["room"][-32:]) == (made.id, room.id)
    assert f"{room.code[:3]} {room.code[3:]}" in words(found)


def test_another_order_reaches_the_room_that_is_open(store: Store, there: Hall) -> None:
    found, wave_id = page(wave=there.wave_id), there.wave_id
    found.session_state["wave_order"] = True  # it is unfolded
    found.run().selectbox(key=f"order_of_{wave_id}").set_value("B13")
    found.number_input(key=f"order_to_{wave_id}").set_value(1)
    press(found, "move_element")
    found.number_input(key=f"rule_share_{wave_id}").set_value(80)
    press(found, "keep_rule")
    state = there.again().state
    assert (state.items, state.rule.share) == (("B13", "A1", "B5"), 0.8)
    assert primary(page(room=there.room.id)) == ["Next\\: B13  IT and data resources mapping and management"]


def test_what_is_prepared_is_kept(store: Store, there: Hall) -> None:
    found, wave_id = page(wave=there.wave_id), there.wave_id
    found.number_input(key=f"rule_share_{wave_id}").set_value(80)
    press(found, "keep_rule")
    found.text_area(key=f"groups_{wave_id}").set_value("Staff | 工作人员\nPrivate sector | 企业")
    press(found, "keep_groups")
    found.text_input(key="new_evidence_text_A1_0").set_value("Signed and dated.")
    press(found, "add_evidence")
    whole = reads.whole(store, wave_id)
    assert whole is not None
    assert (whole.wave.rule_share, [one.name_en for one in whole.groups]) == (
        0.8,
        ["Staff", "Private sector"],
    )
    assert [one.evidence_text for one in whole.evidence_of("A1")] == ["Signed and dated."]
    assert whole.groups[1].id == there.groups[3]  # the same group, under the same name


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_question_goes_its_way_by_one_button_after_the_other(there: Hall, language: str) -> None:
    tokens = there.join(6)
    found = page(language, room=there.room.id)
    for step, after in (
        ("step_take_up_A1", Phase.QUESTION),
        ("step_open_vote", Phase.VOTING),
        ("step_close_vote", Phase.CLOSED),
        ("step_reveal", Phase.REVEALED),
        ("step_settle", Phase.RECORDED),
    ):
        assert len(primary(found)) == 1
        press(found, step)
        assert phase(there) is after
        if after is Phase.VOTING:
            there.room = there.again()
            there.vote(tokens, "333334")
    item = reads.items(there.store, there.wave_id)[0]
    assert (item.current, item.current_how, item.current_votes) == ("3", "rule", 6)
    assert "step_take_up_A1_ambition" in keys(found)
    press(found, "undo")
    assert phase(there) is Phase.AGREED


def test_no_vote_is_on_the_page_before_the_reveal(there: Hall) -> None:
    tokens = there.join(4)
    there.ask("B5")
    there.vote(tokens, "1155")
    found = page(room=there.room.id)
    assert "4 of 4 voted" in words(found)
    assert "Median" not in words(found)
    there.reveal()
    assert "Median" in words(found.run())


def test_an_answer_against_the_votes_wants_a_reason(there: Hall) -> None:
    tokens = there.join(4)
    ballot = there.ask("B5")
    there.vote(tokens, "1155")
    there.reveal()
    found, key = page(room=there.room.id), f"{there.room.id}_B5_current"
    found.radio(key=f"settle_answer_{key}_{ballot}").set_value("4")
    press(found, "agree")
    assert phase(there) is Phase.REVEALED
    assert "Say why it is this answer" in words(found)
    found.text_input(key=f"note_rationale_{key}").set_value("The matrix hangs in the hall.")
    found.text_input(key=f"note_dissent_{key}").set_value("Firms do not see it.")
    press(found, "agree")
    press(found, "step_record")
    item = next(one for one in reads.items(there.store, there.wave_id) if one.item_id == "B5")
    assert (item.current, item.current_how) == ("4", "consensus")
    assert (item.rationale, item.dissent) == ("The matrix hangs in the hall.", "Firms do not see it.")


def test_the_slower_facilitator_is_told_and_loses_no_word(there: Hall) -> None:
    tokens = there.join(4)
    there.ask("B5")
    there.vote(tokens, "1155")
    there.reveal()
    found, key = page(room=there.room.id), f"note_rationale_{there.room.id}_B5_current"
    found.text_input(key=key).set_value("We saw it")
    there.step(Discuss())  # Ada, at the same moment
    press(found, "agree")
    said = words(found)
    assert phase(there) is Phase.DISCUSSING
    assert "Ada facilitator was faster\\: “talk begun”. Your “answer settled” was not done" in said
    assert "your step counted" not in said
    assert "your step counted" in words(page(room=there.room.id))  # what Ada sees
    assert "> We saw it" in said
    assert found.text_input(key=key).value == "We saw it"
    there.step(OpenVote(), CloseVote())
    assert found.run().text_input(key=key).value == "We saw it"


@pytest.mark.parametrize(
    ("aside", "fill", "send", "expected"),
    [
        pytest.param("count_heads", {"heads": 40}, "keep_heads", ("heads", 40), id="heads"),
        pytest.param("park", {"why": "the data is missing"}, "keep_park", ("parked", ("B5",)), id="park"),
    ],
)
def test_what_stands_beside_the_steps(
    there: Hall, aside: str, fill: dict[str, object], send: str, expected: tuple[str, object]
) -> None:
    there.step(TakeUp("B5"))
    found = page(room=there.room.id)
    found.session_state[f"aside_{aside}_0"] = True
    found.run()
    for name, value in fill.items():
        every = [*found.text_input, *found.number_input]
        next(one for one in every if one.key == f"aside_{name}_0").set_value(value)
    press(found, send)
    assert getattr(there.again().state, expected[0]) == expected[1]


def test_papers_and_other_words_reach_the_room(there: Hall) -> None:
    there.step(TakeUp("B5"))
    found = page(room=there.room.id)
    found.session_state["aside_edit_question_0"] = True
    found.run()
    found.text_area(key="aside_question_0_en_B5").set_value("Do our systems fit?")
    press(found, "keep_question")
    assert "Do our systems fit?" in words(found)
    there.room = there.again()
    there.step(OpenVote())
    found.session_state["aside_enter_tally_1"] = True
    found.run()
    found.number_input(key="aside_heads_3_1").set_value(7)
    press(found, "keep_tally")
    there.room = there.again()
    there.step(CloseVote(), Reveal())
    outcome = there.room.state.outcome
    assert outcome is not None
    assert (outcome.answer, outcome.votes) == ("3", 7)


def test_the_lobby_is_locked_and_opened(there: Hall) -> None:
    found = page(room=there.room.id)
    for is_locked in (True, False):
        press(found, "lobby_lock")
        assert there.again().state.is_locked is is_locked


def test_what_was_recorded_is_asked_again_for_a_reason(there: Hall) -> None:
    tokens = there.join(3)
    there.ask("A1")
    there.vote(tokens, "333")
    there.reveal()
    found = page(room=there.room.id)
    press(found, "step_settle")
    found.selectbox(key="other_item").set_value("A1").run()
    press(found, "reopen_current")
    assert phase(there) is Phase.RECORDED
    found.text_input(key="reopen_why_A1").set_value("A file turned up")
    press(found, "reopen_current")
    assert phase(there) is Phase.QUESTION


@pytest.mark.parametrize("name", ["room", "wave"])
def test_an_address_of_what_is_gone_leads_to_the_list(store: Store, name: str) -> None:
    found = page(**{name: "nothing"})
    assert "There is no such room or wave any more" in words(found)
    assert found.title[0].value == "No wave is under way"


def test_a_room_that_ended_says_so(there: Hall) -> None:
    found = page(room=there.room.id)
    found.session_state["aside_end_0"] = True
    found.run()
    press(found, "keep_end")
    assert phase(there) is Phase.ENDED
    assert "The room is closed for good" in words(found)


@pytest.mark.parametrize("name", ["operating_model", "overview"])
def test_a_recorded_level_shows_at_once(there: Hall, name: str) -> None:
    found = open_page(name, Role.FACILITATOR, lang="en", known="now", on="2024-12-31")
    assert "First wave" not in words(found)
    tokens = there.join(3)
    there.ask("B5")
    there.vote(tokens, "333")
    there.reveal()
    press(page(room=there.room.id), "step_settle")
    shown = words(found.run())
    assert "First wave, 30 June 2025, still running" in shown
    assert "Level 3" in shown


WHOLE = WholeWave(None, (), (), (), (), ())  # type: ignore[arg-type]


def test_the_check_list_says_what_is_missing(there: Hall) -> None:
    empty = {one.name: (one.is_done, one.is_needed) for one in checklist.checks(WHOLE)}
    assert empty["elements"] == (False, True)
    assert empty["groups"] == (False, False)
    whole = reads.whole(there.store, there.wave_id)
    assert whole is not None
    found = {one.name: (one.is_done, one.n, one.every) for one in checklist.checks(whole)}
    assert found == {
        "elements": (True, 3, 3),
        "time": (True, 15, 3),
        "wording": (True, 0, 3),
        "groups": (True, 7, 7),
        "evidence": (False, 0, 3),
    }


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        pytest.param("Firms | 企业", ("Firms", "企业"), id="both"),
        pytest.param("Firms", ("Firms", None), id="english"),
        pytest.param("| 企业", (None, "企业"), id="chinese"),
    ],
)
def test_a_line_is_a_group(line: str, expected: tuple[str | None, str | None]) -> None:
    assert read_line(line) == expected


def test_a_group_keeps_its_id_while_one_of_its_names_stays() -> None:
    known = [("a", "Firms", "企业"), ("b", "Staff", None)]
    said = [("Staff", "职员"), ("Business", "企业"), ("New", None)]
    assert [one[0] for one in with_ids(said, known)] == ["b", "a", ""]  # type: ignore[arg-type]
