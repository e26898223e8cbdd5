"""An indicator is made to follow from others by a formula."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from cityops import access
from cityops.access import Actor, Duty
from cityops.errors import RefusedError
from cityops.indicators import formulas, reads
from cityops.indicators.formula import DERIVED, Formula, FormulaError, order, parse
from cityops.indicators.formulas import FORMULAS
from cityops.indicators.model import Indicator
from cityops.indicators.writes import INDICATORS, put_indicators
from cityops.ingest import consequences, deriving, names
from cityops.store import PRESENT, Store, Transaction, parts
from cityops.words.refusals import refused


@dataclass(frozen=True, slots=True)
class Wish:
    """A derived indicator as somebody describes it. What is None stays as it is, or takes the usual.

    Attributes:
        id: Of the indicator; a new one is the city's own.
        formula: 'own_a / own_b * 100000'.
        city_value: How the city's value comes about where the formula gives none: 'given', 'sum',
            'weighted_mean' or 'none'.
        weight_indicator_id: Weights of a weighted mean. For a quotient, its divisor gives the exact value.
    """

    id: str
    formula: str
    name_en: str | None = None
    name_zh: str | None = None
    unit_en: str | None = None
    unit_zh: str | None = None
    direction: int | None = None
    decimals: int | None = None
    city_value: str | None = None
    weight_indicator_id: str | None = None


def derive(
    store: Store, actor: Actor, wish: Wish, on: date, *, reason: str = "", dry_run: bool = False
) -> dict[str, Any]:
    """Make an indicator follow from others, or change its formula; its values are there at once.

    Returns:
        `indicator`, `formula`, `dry_run`, `derived` (this one and all that rest on it) and the consequences.

    Raises:
        RefusedError: The formula is none, an indicator in it is not known, it rests on itself, or the
            indicator has values of its own.
        NotAllowedError: The actor may not change the catalogue.
    """

    def work(tx: Transaction) -> dict[str, Any]:
        watch = consequences.Watch(tx, on)
        followed = _put(tx, wish)
        said = watch.ended(tx, is_reframed=True).as_json()
        done = {
            "indicator": wish.id,
            "formula": wish.formula.strip(),
            "dry_run": dry_run,
            "derived": [one.as_json() for one in followed],
            **said,
        }
        if dry_run:
            raise _TriedError(done)
        return done

    try:
        return access.write(store, actor, Duty.CATALOGUE, work, action="derive", reason=reason, lock="import")
    except _TriedError as tried:
        return tried.said


class _TriedError(Exception):
    """Ends a trial: everything that it tried is rolled back."""

    def __init__(self, said: dict[str, Any]) -> None:
        self.said = said


def _put(tx: Transaction, wish: Wish) -> list[deriving.Followed]:
    catalogue, derived = reads.catalogue(tx), formulas.read(tx)
    formula = _parse(wish.formula)
    _refuse_unknown(formula, catalogue, wish.id)
    every = {key: one.formula for key, one in derived.items()} | {wish.id: formula}
    _refuse_cycle(every)
    if wish.id in catalogue and wish.id not in derived and _has_values(tx, wish.id):
        raise refused("derived.has_values", indicator=wish.id)
    _put_indicator(tx, wish, formula, catalogue)
    if wish.id in derived:
        tx.change(FORMULAS, wish.id, derived[wish.id].version, {"formula": formula.text})
    else:
        tx.put_many(FORMULAS, [(wish.id, {"formula": formula.text})])
    return deriving.follow_from(tx, every, {wish.id})


def _parse(text: str) -> Formula:
    try:
        return parse(text)
    except FormulaError as error:
        raise _fault(error) from None


def _fault(error: FormulaError) -> RefusedError:
    return refused(f"derived.fault.{error.code}", found=error.found)


def _refuse_unknown(formula: Formula, catalogue: Mapping[str, Indicator], own: str) -> None:
    for one in formula.inputs:
        if one not in catalogue and one != own:
            near = names.of_indicators(catalogue.values()).near(one)
            raise refused("derived.unknown_near" if near else "derived.unknown", indicator=one, near=near)


def _refuse_cycle(every: Mapping[str, Formula]) -> None:
    try:
        order(every)
    except FormulaError as error:
        raise _fault(error) from None


def _has_values(tx: Transaction, indicator: str) -> bool:
    return bool(tx.rows("indicators/held", indicator_id=indicator, known=PRESENT))


def _put_indicator(tx: Transaction, wish: Wish, formula: Formula, catalogue: Mapping[str, Indicator]) -> None:
    """Add the indicator to the catalogue, or change it: it says there how it is computed."""
    known = catalogue.get(wish.id)
    described = {
        name: value
        for name in Wish.__slots__
        if name not in ("id", "formula") and (value := getattr(wish, name)) is not None
    }
    described |= {"kind": DERIVED, "source": f"= {formula.text}"}
    if known:
        _change(tx, known, replace(known, **described))
        return
    if not (wish.name_en or wish.name_zh) or not (wish.unit_en or wish.unit_zh):
        raise refused("derived.undescribed", indicator=wish.id)
    inputs = [catalogue[one] for one in formula.inputs]
    put_indicators(tx, [replace(_new(wish.id, inputs), **_paired(described))])


def _change(tx: Transaction, known: Indicator, wanted: Indicator) -> None:
    before, after = parts(known)[1], parts(wanted)[1]
    changed = {name: value for name, value in after.items() if before[name] != value}
    if changed:
        tx.change(INDICATORS, known.id, known.version, changed)


def _paired(described: dict[str, Any]) -> dict[str, Any]:
    """Let the unit of one language stand for that of the other, which the catalogue asks for."""
    unit = described.get("unit_en") or described.get("unit_zh")
    return {"unit_en": unit, "unit_zh": unit} | described


def _new(key: str, inputs: list[Indicator]) -> Indicator:
    return Indicator(
        id=key,
        version=1,
        framework="own",
        code=key,
        theme_en=inputs[0].theme_en,
        theme_zh=inputs[0].theme_zh,
        name_en=None,
        name_zh=None,
        name_zh_source="own",
        definition_en=None,
        definition_zh=None,
        unit_en="",
        unit_zh="",
        direction=0,
        kind=DERIVED,
        purpose="",
        source="",
        licence="",
        is_verified=True,
        verification_note="",
        decimals=1,
        cadence_months=max(one.cadence_months for one in inputs),
        city_value="given",
        weight_indicator_id=None,
        hard_low=None,
        hard_high=None,
        owner="",
        is_illustrative=any(one.is_illustrative for one in inputs),
    )
