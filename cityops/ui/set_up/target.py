"""One target of the drafted vision: entered in a form, checked at once, said in a line."""

from typing import TYPE_CHECKING, Any

import streamlit as st

from cityops.founding import visions
from cityops.founding.draft import form
from cityops.founding.faults import Fault
from cityops.founding.visions import KINDS, Known
from cityops.progress import sentences
from cityops.ui.set_up.kept import faults, in_pairs, keep
from cityops.words import numbers
from cityops.words.catalogue import pick

if TYPE_CHECKING:
    from cityops.ui.set_up.stage import Stage

Row = dict[str, Any]
_TEXTS = ("owner", "source_title", "source_address")


def targets(now: "Stage") -> list[Row]:
    """Return the targets of the draft, each with its outcome."""
    return [dict(row) for row in now.draft.vision.get("targets", [])]


def free_id(letter: str, taken: list[Row]) -> str:
    """Return an id that none of these has.

    >>> free_id("o", [{"id": "o1"}, {"id": "o3"}])
    'o2'
    """
    used = {row["id"] for row in taken}
    return next(name for n in range(1, len(used) + 2) if (name := f"{letter}{n}") not in used)


def add(outcomes: list[Row], known: Known, now: "Stage") -> None:
    """Draw the form for one more target."""
    t = now.view.t
    with st.container(border=True, key="card_target"):
        st.subheader(t("set_up.new_target"), anchor=False)
        kind = st.radio(
            t("set_up.field.target_kind"),
            KINDS,
            format_func=lambda key: t(f"set_up.target_kind.{key}"),
            key=_key("kind", now),
            horizontal=True,
        )
        with st.form(_key("form", now), border=False):
            row = _fields(outcomes, known, kind, now)
            if st.form_submit_button(t("set_up.add_target")):
                _add(row | {"kind": kind}, known, now)


def _key(name: str, now: "Stage") -> str:
    """Return a key that is another one once a target was added: the form is empty then, and only then."""
    return f"target_{name}_{len(targets(now))}"


def _fields(outcomes: list[Row], known: Known, kind: str, now: "Stage") -> Row:
    t, language = now.view.t, now.view.language
    cells = in_pairs()
    by_id = {row["id"]: row for row in outcomes}
    found: Row = {
        "outcome": next(cells).selectbox(
            t("set_up.field.outcome"),
            by_id,
            format_func=lambda key: pick(language, by_id[key].get("name_en"), by_id[key].get("name_zh")),
            key=_key("outcome", now),
        ),
        "indicator_id": next(cells).selectbox(
            t("data.indicator"),
            known.indicators,
            index=None,
            format_func=lambda key: _indicator(key, known, language),
            key=_key("indicator", now),
            placeholder=t("set_up.choose"),
        ),
        "area_code": next(cells).selectbox(
            t("data.area"),
            known.areas,
            index=list(known.areas).index(known.city),
            format_func=lambda key: _area(key, known, language),
            key=_key("area", now),
        ),
    }
    for name in ("low", "high") if kind == "band" else ("target_value",):
        found[name] = _number(next(cells), name, now)
    for name in ("target_year", "baseline_year"):
        found[name] = _year(next(cells), name, now)
    found["weight"] = next(cells).number_input(
        t("set_up.field.weight"), 0.0, 1000.0, 1.0, key=_key("weight", now)
    )
    for name in _TEXTS:
        found[name] = next(cells).text_input(t(f"set_up.field.{name}"), key=_key(name, now)).strip()
    found["is_illustrative"] = st.checkbox(
        t("set_up.target_illustrative"),
        bool(now.draft.vision.get("is_illustrative")),
        key=_key("illustrative", now),
    )
    return {name: value for name, value in found.items() if value not in (None, "", False)}


def _number(side: Any, name: str, now: "Stage") -> float | None:
    value: float | None = side.number_input(
        now.view.t(f"set_up.field.{name}"), value=None, step=None, format="%g", key=_key(name, now),
        placeholder=now.view.t("set_up.in_unit"),
    )  # fmt: skip
    return value


def _year(side: Any, name: str, now: "Stage") -> int | None:
    help_text = now.view.t("set_up.baseline_help") if name == "baseline_year" else None
    value: int | None = side.number_input(
        now.view.t(f"set_up.field.{name}"), 1900, 2200, None, 1, format="%d", key=_key(name, now),
        help=help_text,
    )  # fmt: skip
    return value


def _indicator(key: str, known: Known, language: str) -> str:
    one = known.indicators[key]
    return f"{sentences.indicator_name(one, language)} ({sentences.unit(one, language)})"


def _area(key: str, known: Known, language: str) -> str:
    area = known.areas[key]
    return pick(language, area.name_en, area.name_zh) or key


def _add(row: Row, known: Known, now: "Stage") -> None:
    found: list[Fault] = []
    entry = form({name: value for name, value in row.items() if name != "outcome"}, found)
    one = visions.target(entry, known, str(row["outcome"]))
    if not entry.has("target_year"):
        entry.fault("target_year", "empty")
    if not entry.has("baseline_year"):
        entry.fault("baseline_year", "empty")
    if not (entry.has("source_title") or entry.flag("is_illustrative")):
        entry.fault("source_title", "no_source")
    if one is not None:
        visions.check(one, entry)
    if found:
        faults(dict.fromkeys(found), now.view)
        return
    every = targets(now)
    rows = [*every, row | {"id": free_id(f"{known.city}/t", every)}]
    keep(now, stay=True, vision=dict(now.draft.vision) | {"targets": rows})


def drop(row: Row, now: "Stage") -> None:
    """Take a target off the draft."""
    rest = [one for one in targets(now) if one["id"] != row["id"]]
    keep(now, stay=True, vision=dict(now.draft.vision) | {"targets": rest})


def sentence(row: Row, known: Known, now: "Stage") -> str:
    """Say a target in one line: indicator, area, what is to be reached by when, from when."""
    t, language = now.view.t, now.view.language
    indicator = known.indicators.get(row["indicator_id"])
    if indicator is None:
        return str(row["indicator_id"])
    ends = [row[name] for name in ("low", "high", "target_value") if name in row]
    amounts = [numbers.number(end, indicator.decimals, language) for end in ends]
    return t(
        "set_up.target_line",
        indicator=sentences.indicator_name(indicator, language),
        area=_area(row.get("area_code", known.city), known, language),
        kind=t(f"set_up.target_kind.{row['kind']}"),
        value=" – ".join(amounts),
        unit=sentences.unit(indicator, language),
        year=row.get("target_year", ""),
        baseline=row.get("baseline_year", ""),
    )
