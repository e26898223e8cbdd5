"""Statuses: every one has a word, a glyph, an icon and a shape; every class belongs to one."""

from xml.etree import ElementTree

import pytest

from cityops.words.catalogue import LANGUAGES, catalogue, words
from cityops.words.colours import ink_on
from cityops.words.status import STATUS_OF_CLASS, Status, svg

WORDS = [
    (Status.ACHIEVED, "Achieved", "已达成"),
    (Status.ON_TRACK, "On track", "进展顺利"),
    (Status.AT_RISK, "At risk", "有风险"),
    (Status.OFF_TRACK, "Off track", "偏离目标"),
    (Status.NOT_ASSESSED, "Not assessed", "未评估"),
]
SHAPES = [
    # status, the elements in their order
    (Status.ACHIEVED, ["circle", "path"]),
    (Status.ON_TRACK, ["path"]),
    (Status.AT_RISK, ["path", "path", "circle"]),
    (Status.OFF_TRACK, ["rect", "path"]),
    (Status.NOT_ASSESSED, ["circle"]),
]
TONES = pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])


@pytest.mark.parametrize(("status", "en", "zh"), WORDS, ids=[row[0] for row in WORDS])
def test_word(status: Status, en: str, zh: str) -> None:
    assert (words("en")(status.key), words("zh")(status.key)) == (en, zh)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_class_has_its_word_and_no_other(language: str) -> None:
    prefix = "status.class."
    found = {key.removeprefix(prefix) for key in catalogue(language) if key.startswith(prefix)}
    assert found == STATUS_OF_CLASS.keys()


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("prefix", ["status.", "status.class."])
def test_no_two_words_are_the_same(language: str, prefix: str) -> None:
    found = [
        e
        for key, e in catalogue(language).items()
        if key.startswith(prefix) and key.count(".") == prefix.count(".")
    ]
    assert len(found) == len(set(map(str, found)))


def test_every_status_has_a_class() -> None:
    assert set(STATUS_OF_CLASS.values()) == set(Status)


def test_glyphs_and_icons_differ() -> None:
    assert len({status.glyph for status in Status}) == len({status.icon for status in Status}) == len(Status)


@pytest.mark.parametrize("status", Status)
def test_glyph_is_one_character_that_chinese_fonts_have(status: Status) -> None:
    assert len(status.glyph) == 1
    assert len(status.glyph.encode("gb2312")) == 2


@TONES
@pytest.mark.parametrize(("status", "shape"), SHAPES, ids=[row[0] for row in SHAPES])
def test_svg(status: Status, shape: list[str], dark: bool) -> None:
    text = svg(status, dark, size=20)
    root = ElementTree.fromstring(text)
    assert [child.tag.rpartition("}")[2] for child in root] == shape
    assert (root.get("viewBox"), root.get("width"), root.get("height")) == ("0 0 16 16", "20", "20")
    assert root.get("aria-hidden") == "true"
    assert status.colour(dark) in text
    assert "{" not in text


@TONES
def test_marks_are_drawn_in_the_ink_of_their_fill(dark: bool) -> None:
    marked = [Status.ACHIEVED, Status.AT_RISK, Status.OFF_TRACK]
    assert [s for s in marked if f'stroke="{ink_on(s.colour(dark))}"' not in svg(s, dark)] == []


def test_only_the_status_that_is_not_assessed_is_hollow_and_dashed() -> None:
    assert [status for status in Status if "stroke-dasharray" in svg(status, dark=False)] == [
        Status.NOT_ASSESSED
    ]
