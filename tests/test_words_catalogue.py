"""Both languages say the same things, and Chinese is written as Chinese."""

import re
from string import Formatter

import pytest

from cityops.errors import RefusedError
from cityops.words.catalogue import LANGUAGES, Entry, catalogue, pick, words

EN, ZH = catalogue("en"), catalogue("zh")
HAN = "\u3400-\u4dbf\u4e00-\u9fff"
HALF_WIDTH = re.compile(rf"[{HAN}][,:;!?()]|[,:;!?()][{HAN}]")
REASON_PLACEHOLDERS = {"value", "period", "target", "year", "share", "elapsed", "needed", "age"}
REASON_PLACEHOLDERS |= {"baseline", "baseline_period"}


def forms(entry: Entry) -> list[str]:
    return [entry] if isinstance(entry, str) else list(entry.values())


def placeholders(text: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(text) if name is not None}


def all_placeholders(entry: Entry) -> set[str]:
    return set().union(*(placeholders(form) for form in forms(entry)))


CHINESE = [(key, form) for key, entry in ZH.items() for form in forms(entry)]


def test_languages_have_the_same_keys() -> None:
    assert ZH.keys() == EN.keys()


def test_a_text_with_plural_forms_has_them_in_both_languages() -> None:
    assert {k for k in EN if isinstance(EN[k], str)} == {k for k in ZH if isinstance(ZH[k], str)}


@pytest.mark.parametrize(("language", "expected"), [("en", {"one", "other"}), ("zh", {"other"})])
def test_plural_forms_are_those_of_the_language(language: str, expected: set[str]) -> None:
    plural = {key: set(entry) for key, entry in catalogue(language).items() if not isinstance(entry, str)}
    assert {key: found for key, found in plural.items() if found != expected} == {}


def test_languages_have_the_same_placeholders() -> None:
    assert [key for key in EN if all_placeholders(EN[key]) != all_placeholders(ZH[key])] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_text_is_blank_or_padded(language: str) -> None:
    texts = [(key, form) for key, entry in catalogue(language).items() for form in forms(entry)]
    assert [key for key, form in texts if not form or form != form.strip()] == []


def test_chinese_texts_hold_han_characters_unless_they_are_only_placeholders_and_signs() -> None:
    without = [
        (key, re.sub(r"\{[^}]*\}", "", form)) for key, form in CHINESE if not re.search(f"[{HAN}]", form)
    ]
    assert [(key, rest) for key, rest in without if re.search(r"[A-Za-z]", rest)] == []


def test_chinese_texts_use_full_width_punctuation() -> None:
    assert [(key, form) for key, form in CHINESE if HALF_WIDTH.search(form)] == []


def test_english_texts_hold_no_han_character() -> None:
    texts = [(key, form) for key, entry in EN.items() for form in forms(entry)]
    assert [key for key, form in texts if re.search(f"[{HAN}，。：；（）]", form)] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_reasons_are_short_and_use_the_agreed_placeholders(language: str) -> None:
    reasons = {key: entry for key, entry in catalogue(language).items() if key.startswith("reason.")}
    assert [key for key, entry in reasons.items() if len(forms(entry)[0]) > 110] == []
    assert set().union(*map(all_placeholders, reasons.values())) <= REASON_PLACEHOLDERS


@pytest.mark.parametrize(
    ("language", "n", "expected"),
    [
        pytest.param("en", 1, "1 month old", id="en_one"),
        pytest.param("en", 0, "0 months old", id="en_zero"),
        pytest.param("en", 2, "2 months old", id="en_two"),
        pytest.param("en", 1.5, "1.5 months old", id="en_fraction"),
        pytest.param("en", 1234, "1,234 months old", id="en_grouped"),
        pytest.param("zh", 1, "距今1个月", id="zh_one"),
        pytest.param("zh", 1234, "距今1,234个月", id="zh_grouped"),
    ],
)
def test_plural(language: str, n: float, expected: str) -> None:
    assert words(language)("format.age_months", n=n) == expected


@pytest.mark.parametrize(
    ("language", "expected"),
    [
        ("en", "Behind: 57% of the way with 80% of the time gone; 10.4% in 2023, 9.2% needed by then."),
        ("zh", "进度偏慢：已走完57%的路程，时间已过80%；2023为10.4%，按进度应达9.2%。"),
    ],
)
def test_reason_is_filled_and_ignores_what_it_does_not_use(language: str, expected: str) -> None:
    values = {
        "share": "57%",
        "elapsed": "80%",
        "value": "10.4%",
        "period": "2023",
        "needed": "9.2%",
        "age": "-",
    }
    assert words(language)("reason.at_risk", **values) == expected


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_missing_key_names_key_and_language(language: str) -> None:
    with pytest.raises(KeyError, match=rf"'{language}' have no key 'status\.brilliant'"):
        words(language)("status.brilliant")


@pytest.mark.parametrize(
    ("key", "name"),
    [
        pytest.param("reason.no_date", "target", id="plain"),
        pytest.param("format.age_years", "n", id="plural"),
    ],
)
def test_a_missing_value_names_key_and_placeholder(key: str, name: str) -> None:
    with pytest.raises(KeyError, match=rf"'{key}', language 'en': no value for '{name}'"):
        words("en")(key)


def test_an_unknown_language_is_refused() -> None:
    with pytest.raises(RefusedError, match=r"Language 'fr' is not known\. Choose one of en, zh\."):
        words("fr")


@pytest.mark.parametrize(
    ("language", "en", "zh", "expected"),
    [
        pytest.param("en", "Air", "空气", "Air", id="en"),
        pytest.param("zh", "Air", "空气", "空气", id="zh"),
        pytest.param("en", None, "空气", "空气", id="en_missing"),
        pytest.param("zh", "Air", None, "Air", id="zh_missing"),
        pytest.param("zh", "Air", "  ", "Air", id="zh_blank"),
        pytest.param("en", None, "", "", id="neither"),
    ],
)
def test_pick(language: str, en: str | None, zh: str | None, expected: str) -> None:
    assert pick(language, en, zh) == expected
