"""Values that follow from others by a formula, kept up in the write that changes what they follow from.

They are observations like any other, from the moment of that write on. So whoever reads at a past moment sees
what followed then, from what was held then, by the formula of then.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import reduce
from typing import TYPE_CHECKING, Any

import numpy as np
import pyarrow as pa

from cityops.indicators import formula as formulas
from cityops.indicators.formula import Formula
from cityops.indicators.formulas import read
from cityops.store import PRESENT, Reader, Transaction
from cityops.store.moments import FOREVER

if TYPE_CHECKING:  # it takes long to load, and few cities derive anything
    import pandas as pd

_PLACE = ["area_id", "dimensions", "scenario", "period_start", "period_end"]
_SERIES = ["area_id", "dimensions", "scenario"]
_SAID = ["period_label", "value", "flag"]
_TYPES: dict[str, Any] = {
    **dict.fromkeys(("area_id", "dimensions", "scenario", "period_label", "flag"), object),
    **dict.fromkeys(("period_start", "period_end"), "datetime64[s]"),
    "value": float,
}
"""An empty answer has no types of its own."""

_LISTED = 20


@dataclass(frozen=True, slots=True)
class Followed:
    """What a write made of one derived indicator.

    Attributes:
        indicator: Its id.
        points: How many values it has now.
        closed: How many no longer hold.
        opened: How many are new or others.
        by_zero: Areas and periods without a value because it would be a division by zero.
    """

    indicator: str
    points: int
    closed: int
    opened: int
    by_zero: tuple[tuple[str, str], ...]

    def as_json(self) -> dict[str, Any]:
        """Return the form that the command line prints."""
        findings = [
            {"code": "division_by_zero", "area": area, "period": period} for area, period in self.by_zero
        ]
        counts = {"points": self.points, "closed": self.closed, "opened": self.opened}
        return {"indicator": self.indicator, **counts, "findings": findings}


def follow(tx: Transaction, upload_number: int) -> list[Followed]:
    """Let the derived indicators follow from what an upload touched."""
    derived = {key: one.formula for key, one in read(tx).items()}
    if not derived:
        return []
    touched = {row["indicator_id"] for row in tx.rows("ingest/touched", upload_number=upload_number)}
    return follow_from(tx, derived, touched)


def follow_from(tx: Transaction, derived: Mapping[str, Formula], touched: set[str]) -> list[Followed]:
    """Compute every derived indicator that rests on one that was touched, each after what it rests on."""
    found = []
    for key in formulas.order(derived):
        if touched & {key, *derived[key].inputs}:
            found.append(_follow(tx, key, derived[key]))
            touched = touched | {key}
    return found


def _follow(tx: Transaction, key: str, formula: Formula) -> Followed:
    now, by_zero = computed(tx, formula)
    held = _held(tx, key)
    both = held.merge(now, on=_PLACE, how="outer", suffixes=("_held", ""), indicator="side")
    differs = both["side"] == "both"
    differs &= (both["value_held"] != both["value"]) | (both["flag_held"] != both["flag"])
    gone = both[(both["side"] == "left_only") | differs]
    fresh = both[(both["side"] == "right_only") | differs]
    _close(tx, key, gone)
    _open(tx, key, fresh)
    places = tuple(zip(by_zero["area_id"], by_zero["period_label"], strict=True))
    return Followed(key, len(now), len(gone), len(fresh), places[:_LISTED])


def computed(reader: Reader, formula: Formula) -> "tuple[pd.DataFrame, pd.DataFrame]":
    """Compute a formula wherever every one of its inputs has a value.

    Returns:
        The points, with label and flag; and the places where it would be a division by zero.
    """
    frames = [_numbered(_held(reader, one), n) for n, one in enumerate(formula.inputs)]
    joined = reduce(lambda left, right: left.merge(right, on=_PLACE), frames)
    columns = {one: joined[f"value_{n}"].to_numpy() for n, one in enumerate(formula.inputs)}
    values, by_zero = formulas.evaluate(formula, columns, len(joined))
    flags = joined[[f"flag_{n}" for n in range(len(frames))]]
    points = joined[_PLACE].assign(period_label=joined["period_label_0"], value=values, flag=_flag(flags))
    return points[np.isfinite(values)], points[by_zero]


def _flag(flags: "pd.DataFrame") -> "pd.Series[str]":
    """Return the flag of a derived value: a break in one input is one in the result, else the first flag."""
    said = flags.mask(flags == "").bfill(axis=1).iloc[:, 0].fillna("")
    return said.mask((flags == "break").any(axis=1), "break")


def _held(reader: Reader, key: str) -> "pd.DataFrame":
    import pandas as pd

    return pd.DataFrame(reader.arrays("indicators/held", indicator_id=key, known=PRESENT)).astype(_TYPES)


def _numbered(held: "pd.DataFrame", n: int) -> "pd.DataFrame":
    return held[_PLACE + _SAID].rename(columns={name: f"{name}_{n}" for name in _SAID})


def _close(tx: Transaction, key: str, gone: "pd.DataFrame") -> None:
    if len(gone):
        days = [
            gone[name].astype("datetime64[ms]").dt.strftime("%Y-%m-%d")
            for name in ("period_start", "period_end")
        ]
        points = gone["series_id"].astype(int).astype(str) + " " + days[0] + " " + days[1]
        tx.run("ingest/close_points", indicator_id=key, points=";".join(points))


def _open(tx: Transaction, key: str, fresh: "pd.DataFrame") -> None:
    if not len(fresh):
        return
    series = _series(tx, key, fresh[_SERIES].drop_duplicates())
    rows = fresh[_PLACE + _SAID].merge(series, on=_SERIES)
    size = len(rows)
    columns = {name: pa.array(rows[name]) for name in ("period_label", "value", "flag")}
    columns |= {name: pa.array(rows[name].to_numpy().astype("datetime64[D]")) for name in _PLACE[3:]}
    columns["series_id"] = pa.array(rows["series_id"], pa.int32())
    columns |= {name: pa.array([0] * size, pa.int32()) for name in ("upload_number", "line")}
    columns |= {"known_from": pa.array([tx.stamp.moment] * size), "known_to": pa.array([FOREVER] * size)}
    tx.insert("observations", pa.table(columns))


def _series(tx: Transaction, key: str, wanted: "pd.DataFrame") -> "pd.DataFrame":
    """Return the series of a derived indicator with their numbers; those that are new are written."""
    import pandas as pd

    every = pd.DataFrame(tx.arrays("ingest/series"))
    known = every[every["indicator_id"] == key]
    found = wanted.merge(known[[*_SERIES, "series_id"]], on=_SERIES, how="left")
    new = found["series_id"].isna()
    if new.any():
        first = tx.rows("ingest/next_numbers")[0]["series_id"]
        found.loc[new, "series_id"] = np.arange(first, first + int(new.sum()))
        rows = found[new].assign(indicator_id=key, series_id=found["series_id"][new].astype("int32"))
        tx.insert("series", pa.Table.from_pandas(rows, preserve_index=False))
    return found.assign(series_id=found["series_id"].astype("int32"))
