"""The outbox of a register: what a browser sends is written once, in order, and what is not says why."""

import json
from typing import Any

import pytest

from cityops.errors import RefusedError, StaleError, StoreError
from cityops.ui.register import editor, outbox
from cityops.ui.register.editor import Sheet
from cityops.ui.register.model import ADD, SET, Entry, Piece, Row
from cityops.ui.register.outbox import Outbox

ENTRY: dict[str, Any] = {"seq": 1, "row": "B5", "column": "owner", "act": "set", "value": "Ada", "base": 3}


@pytest.mark.parametrize(
    ("sent", "seqs"),
    [
        pytest.param([ENTRY], [1], id="one"),
        pytest.param([ENTRY | {"seq": 3}, ENTRY | {"seq": 2}], [2, 3], id="in-the-order-of-numbers"),
        pytest.param([ENTRY | {"seq": 0}], [], id="answered-already"),
        pytest.param([ENTRY | {"base": 1.0, "seq": 2.0}], [2], id="numbers-as-javascript-has-them"),
        pytest.param(None, [], id="nothing"),
        pytest.param("x", [], id="a-text"),
        pytest.param(["x", {}], [], id="no-entries"),
        pytest.param([ENTRY | {"act": "drop"}], [], id="another-act"),
        pytest.param([ENTRY | {"value": None}], [], id="no-text"),
        pytest.param([ENTRY | {"value": ["x"]}], [], id="a-list-for-a-text"),
        pytest.param([ENTRY | {"base": -1}], [], id="a-version-below-nothing"),
        pytest.param([ENTRY | {"seq": 2**60}], [], id="a-number-beyond-all"),
        pytest.param([ENTRY | {"base": float("nan")}], [], id="no-number"),
    ],
)
def test_what_is_no_entry_is_left_out(sent: Any, seqs: list[int]) -> None:
    assert [one.seq for one in outbox.entries(sent, 0)] == seqs


def entry(seq: int, base: int = 1, **changes: str) -> Entry:
    return Entry(
        seq, "B5", changes.get("column", "owner"), changes.get("act", SET), changes.get("value", "Ada"), base
    )


def test_an_entry_is_written_once_however_often_it_comes() -> None:
    box, written = Outbox(), list[Entry]()
    for _ in range(3):
        outbox.settle(box, outbox.entries([ENTRY], box.ack), lambda one: written.append(one) or 4, "en")
    assert (len(written), box.ack, box.objections) == (1, 1, [])


def test_who_goes_on_typing_does_not_clash_with_themselves() -> None:
    bases = list[int]()
    versions = iter((5, 9, 9, 10))
    box = Outbox()
    mine = [entry(1), entry(2), entry(3, column="dissent"), entry(4, act=ADD)]
    outbox.settle(box, mine, lambda one: bases.append(one.base) or next(versions), "en")
    assert bases == [1, 5, 1, 1]


@pytest.mark.parametrize(
    ("error", "expected"),
    [
        pytest.param(
            StaleError("x wrote y", {"owner": "Ada"}, {"owner": "Grace"}), ("Ada", "Grace", True), id="clash"
        ),
        pytest.param(RefusedError("too long"), (None, None, False), id="refused"),
    ],
)
def test_what_was_not_written_says_why_and_what_follows_is_written(
    error: Exception, expected: tuple[str | None, str | None, bool]
) -> None:
    box = Outbox()

    def write(one: Entry) -> int:
        if one.seq == 1:
            raise error
        return 2

    outbox.settle(box, [entry(1), entry(2, column="dissent")], write, "en")
    (found,) = box.objections
    assert (found.yours, found.theirs, found.is_clash) == expected
    assert (found.seq, found.sentence, box.ack) == (1, str(error), 2)


def test_a_store_that_cannot_write_answers_nothing_so_that_all_is_sent_again() -> None:
    box = Outbox()

    def full(one: Entry) -> int:
        raise StoreError("the disk is full")

    with pytest.raises(StoreError):
        outbox.settle(box, [entry(1), entry(2)], full, "en")
    assert box.ack == 0


def test_rows_travel_as_one_text() -> None:
    row = Row(
        "B5", 3, "B5", "Mapping", "Processes", {"owner": "阿达"}, {"evidence": (Piece("p", 1, "a.pdf"),)}
    )
    told = json.loads(editor.told(Sheet(object(), lambda: (row,), is_open=True)))
    assert told["open"] is True
    assert told["rows"][0]["values"] == {"owner": "阿达"}
    assert told["rows"][0]["pieces"]["evidence"][0]["text"] == "a.pdf"
