"""What votes come to: agreement, groups that are too small, movement, and agreement that is none."""

from collections.abc import Mapping

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cityops.assessment.model import VOTES, AgreementRule
from cityops.workshop import codes, counting
from cityops.workshop.model import Vote

RULE = AgreementRule()


def tally(said: str) -> dict[str, int]:
    """Heads by answer, of letters: '2233?'."""
    names = {"?": "unknown"}
    return {names.get(one, one): said.count(one) for one in sorted(set(said))}


TRIAGE = {
    "all the same": ("3333333333", "agreed", "3"),
    "all on two levels": ("2222233333", "agreed", "2"),
    "seven of ten on two levels": ("1223333555", "one_step", "3"),
    "seven of ten, exactly": ("1233333345", "agreed", "3"),
    "not quite": ("1133334555", "one_step", "3"),
    "around two levels": ("1122334455", "split", "3"),
    "two camps": ("1111155555", "split", "1"),
    "a third does not know": ("333333????", "split", "3"),
    "nobody knows": ("2????????3", "agreed", "unknown"),
    "most do not know": ("2233??????", "split", "unknown"),
    "half does not know": ("33333?????", "split", "3"),
    "one voice": ("4", "agreed", "4"),
    "one who does not know": ("?", "agreed", "unknown"),
    "nobody": ("", "none", ""),
}


@pytest.mark.parametrize(("said", "triage", "answer"), TRIAGE.values(), ids=TRIAGE)
def test_votes_are_sorted_by_what_has_to_be_said(said: str, triage: str, answer: str) -> None:
    found = counting.outcome({"": tally(said)}, RULE)
    assert (found.triage, found.answer, found.votes) == (triage, answer, len(said))


RULES = {
    "on one level alone": (AgreementRule(within=0), "2333333333", "agreed"),
    "two levels are too wide for it": (AgreementRule(within=0), "2222233333", "one_step"),
    "all of them": (AgreementRule(share=1.0), "2333333334", "one_step"),
    "all of two levels": (AgreementRule(share=1.0), "2333333333", "agreed"),
}


@pytest.mark.parametrize(("rule", "said", "triage"), RULES.values(), ids=RULES)
def test_the_rule_is_the_citys(rule: AgreementRule, said: str, triage: str) -> None:
    assert counting.outcome({"": tally(said)}, rule).triage == triage


def test_groups_that_lie_apart_do_not_agree_however_many_lie_together() -> None:
    groups = {"officers": tally("3" * 9), "residents": tally("111")}
    assert counting.outcome(groups, RULE).triage == "split"
    assert counting.outcome(groups, AgreementRule(gap=3)).triage == "agreed"
    assert counting.outcome({"all": tally("3" * 9 + "111")}, RULE).triage == "agreed"


MERGED: dict[str, tuple[dict[str, str], dict[str, str]]] = {
    "large enough": ({"a": "333", "b": "222"}, {"a": "333", "b": "222"}),
    "one small: with the next": ({"a": "3333", "b": "222", "c": "1"}, {"a": "3333", "other": "1222"}),
    "two small ones, three votes": ({"a": "333", "b": "2", "c": "11"}, {"a": "333", "other": "112"}),
    "the rest would be told from the total": ({"a": "333", "b": "2"}, {}),
    "all small": ({"a": "33", "b": "2"}, {}),
    "one group": ({"a": "3333"}, {}),
    "those without a group": ({"": "444", "a": "333"}, {"a": "333", "other": "444"}),
    "nobody": ({}, {}),
}


@pytest.mark.parametrize(("groups", "shown"), MERGED.values(), ids=MERGED)
def test_no_small_group_is_shown(groups: dict[str, str], shown: dict[str, str]) -> None:
    found = counting.merged({name: tally(said) for name, said in groups.items()})
    assert found == {name: tally(said) for name, said in shown.items()}


COUNTS = st.dictionaries(st.sampled_from(VOTES), st.integers(1, 6), max_size=6)
GROUPS = st.dictionaries(st.sampled_from(["", "a", "b", "c", "d"]), COUNTS, max_size=5)


@given(GROUPS)
def test_what_is_shown_of_groups_adds_up_and_hides_the_small(groups: Mapping[str, Mapping[str, int]]) -> None:
    shown = counting.merged(groups)
    assert not shown or counting.together(shown) == counting.together(groups)
    assert len(shown) != 1
    assert all(sum(counts.values()) >= counting.FEWEST for counts in shown.values())


@given(GROUPS)
def test_the_median_lies_among_the_votes(groups: Mapping[str, Mapping[str, int]]) -> None:
    found, counts = counting.outcome(groups, RULE), counting.together(groups)
    assert found.answer in counts or (found.answer == "" and not counts)
    if found.low is not None and found.high is not None and found.answer.isdecimal():
        assert found.low <= int(found.answer) <= found.high


def votes(said: str, group: str = "") -> list[Vote]:
    """A vote a letter; the phones are told apart by their place."""
    names = {"?": "unknown"}
    return [
        Vote(1, str(place), 1, group, names.get(one, one)) for place, one in enumerate(said) if one != "."
    ]


def test_movement_counts_who_voted_in_both_rounds() -> None:
    moved = counting.movement(votes("2234."), votes("233.5"))
    assert moved == {("2", "2"): 1, ("2", "3"): 1, ("3", "3"): 1}


FALSE = {
    "closer, as many know": ({"a": "1155", "b": "1155"}, {"a": "3333", "b": "3333"}, ()),
    "closer, but fewer know": ({"a": "1155", "b": "1155"}, {"a": "333?", "b": "333?"}, ("unknown_rose",)),
    "one group gave way": ({"a": "4444", "b": "2222"}, {"a": "2222", "b": "2222"}, ("one_group_moved",)),
    "both moved": ({"a": "5555", "b": "1111"}, {"a": "3333", "b": "3333"}, ()),
    "farther apart": ({"a": "3333", "b": "3333"}, {"a": "5555", "b": "111?"}, ()),
    "one group only": ({"a": "1155"}, {"a": "3333"}, ()),
    "nobody before": ({}, {"a": "3333"}, ()),
}


@pytest.mark.parametrize(("before", "now", "said"), FALSE.values(), ids=FALSE)
def test_agreement_that_may_be_none_is_said(
    before: dict[str, str], now: dict[str, str], said: tuple[str, ...]
) -> None:
    first, then = ({name: tally(one) for name, one in groups.items()} for groups in (before, now))
    assert counting.warnings(first, then) == said


def test_the_perception_gap_names_both_groups() -> None:
    gap = counting.gap({"a": tally("222"), "b": tally("444"), "c": tally("333"), "d": tally("???")})
    assert gap
    assert (gap.low_group, gap.high_group, gap.steps) == ("a", "b", 2)
    assert counting.gap({"a": tally("222"), "d": tally("???")}) is None


# --- codes --------------------------------------------------------------------


def test_a_code_has_no_letter_that_is_taken_for_another() -> None:
    made = {codes.room_code() for _ in range(500)}
    assert len(made) == 500
    assert not set("".join(made)) & set("0O1I")
    assert all(codes.tidy(f" {code[:3].lower()}-{code[3:]} ") == code for code in made)


@pytest.mark.parametrize(
    "typed", ["", "ABC", "ABCDEFG", "ABCDE0", "<b>ABC", "ＡＢＣＤＥＦ", "A" * 10_000_000]
)
def test_what_can_be_no_code_is_none(typed: str) -> None:
    assert codes.tidy(typed) == ""


def test_no_hash_of_one_question_or_room_is_that_of_another() -> None:
    salt, token = codes.new_salt(), codes.new_token()
    found = [codes.voter(salt, token, "B5", "current"), codes.voter(salt, token, "B5", "ambition"),
             codes.voter(salt, token, "A1", "current"), codes.member(salt, token),
             codes.member(codes.new_salt(), token)]  # fmt: skip
    assert len(set(found)) == len(found)
    assert not any(token in one or salt in one for one in found)
