"""Which columns say where: the name of the area and its code."""

import re

from cityops.ingest.meaning import headers
from cityops.ingest.meaning.guessing import LIKELY, SURE, Draft
from cityops.ingest.meaning.seen import Profile

_NAME = re.compile(
    r"[^\W\d_A-Z]{3}|^[^\W\d_]+(?: [^\W\d_]+)+$|^[^\W\d_]{4,}$|[\u3040-\u9fff\uac00-\ud7af]{2}"
)


def find_area(draft: Draft) -> None:
    """Take the name and the code of the area; of several, the finest."""
    names, codes = _sorted(draft.named("area"), draft.named("area_code"))
    if not draft.has("area") and names:
        draft.take(max(names, key=lambda one: one.different), "area", SURE)
    if not draft.has("area_code") and not codes and draft.has("area"):
        codes = [one for one in draft.open() if headers.is_code(one.header) and _names_areas(draft, one)]
    if not draft.has("area_code") and codes:
        _take_code(draft, codes)
    if draft.has("area_code") and not draft.has("area"):
        _take_partner(draft)
    if draft.has("area") or draft.has("area_code"):
        for one in (*codes, *names):
            if one.position not in draft.guesses:
                _take_attribute(draft, one)


def _sorted(names: list[Profile], codes: list[Profile]) -> tuple[list[Profile], list[Profile]]:
    """Return the columns of names and of codes by what stands in them."""
    # A district that is a number is the code of one, and its name stands beside it.
    codes += [
        one for one in names if one.is_numeric and one.integers == one.there and not _is_size(one, names)
    ]
    names = [one for one in names if one not in codes and not one.is_numeric]
    if any(_are_names(one) for one in names):
        codes += [one for one in names if one.there and not _are_names(one)]
        names = [one for one in names if one not in codes]
    # StatCan's GEO holds names, Eurostat's geo codes: what stands in it decides.
    names += [one for one in codes if _are_names(one) and not names]
    codes = [one for one in codes if one not in names]
    return names, codes


def _is_size(one: Profile, names: list[Profile]) -> bool:
    """Whether `Area` is a number of square kilometres, since another column names the areas."""
    return headers.plain(one.header) == "area" and any(other.there and not other.numbers for other in names)


def _are_names(one: Profile) -> bool:
    """Whether texts are names rather than codes: lower case, no digits and a space, Chinese."""
    return bool(one.samples) and all(_NAME.search(sample) for sample in one.samples)


def _names_areas(draft: Draft, one: Profile) -> bool:
    """Whether a column has one text for each area, and each text one area."""
    area = draft.position("area")
    both = draft.seen.follows(area, one.position) and draft.seen.follows(one.position, area)
    return one.there > 0 and both


def _take_code(draft: Draft, codes: list[Profile]) -> None:
    """Take the code that names the same areas as the name does."""
    if draft.has("area"):
        area = draft.position("area")
        codes = [one for one in codes if not one.there or draft.seen.follows(one.position, area)]
    official = [one for one in codes if headers.plain(one.header) in {"geocode", "geo code", "area code"}]
    if codes:
        draft.take((official or sorted(codes, key=lambda one: -one.different))[0], "area_code", SURE)


def _take_partner(draft: Draft) -> None:
    code = draft.position("area_code")
    for one in draft.open():
        texts = one.different > 1 and not one.numbers and not headers.role(one.header) and _are_names(one)
        if texts and draft.seen.follows(code, one.position) and draft.seen.follows(one.position, code):
            draft.take(one, "area", LIKELY)
            return


def _take_attribute(draft: Draft, one: Profile) -> None:
    """Leave out what only says something about the area: its region, another code of it."""
    area = draft.position("area" if draft.has("area") else "area_code")
    attribute = headers.is_code(one.header) or draft.seen.follows(area, one.position)
    draft.take(one, "ignored" if attribute else "dimension", LIKELY)
