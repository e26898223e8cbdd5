"""What the names in a file may mean: ids, codes and names in both languages, in any case of letters."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from difflib import get_close_matches

import pyarrow as pa

from cityops.indicators.model import Area, Indicator

_SHOWN = 5


@dataclass(frozen=True, slots=True)
class Names:
    """The names of one kind of thing, in lower case.

    Attributes:
        table: One row per name that means one thing: `name`, `id`, and what the checks need beside it.
        labels: Each such name as it is written.
        shared: Names that mean several things, with the ids. They mean none: the reader is asked for the id.
    """

    table: pa.Table
    labels: dict[str, str]
    shared: dict[str, list[str]]

    def near(self, found: str) -> str:
        """Return what a name that means nothing may have meant; '' if nothing is near."""
        found = found.lower()
        if found in self.shared:
            return ", ".join(self.shared[found][:_SHOWN])
        return ", ".join(self.labels[name] for name in get_close_matches(found, self.labels, n=3, cutoff=0.6))


def of_areas(areas: Iterable[Area]) -> Names:
    """Return the names of areas."""
    labels, ids = _by_meaning(
        (name, area.id) for area in areas for name in (area.name_zh, area.name_en, area.code, area.id) if name
    )
    return Names(_table(ids), labels, _shared(ids))


def of_indicators(indicators: Iterable[Indicator]) -> Names:
    """Return the names of indicators, with their units and hard ranges.

    A name that a framework shares with the city's own catalogue means the city's.
    """
    by_id = {indicator.id: indicator for indicator in indicators}
    own = {name.lower() for i in by_id.values() if i.framework == "own" for name in _names(i)}
    labels, ids = _by_meaning(
        (name, indicator.id)
        for indicator in by_id.values()
        for name in _names(indicator)
        if indicator.framework == "own" or name.lower() not in own
    )
    table = _table(ids)
    meant = [by_id[item] for item in table["id"].to_pylist()]
    for column, kind in _CHECKED.items():
        table = table.append_column(column, pa.array([getattr(i, column) for i in meant], kind))
    return Names(table, labels, _shared(ids))


_CHECKED = {
    "unit_en": pa.string(),
    "unit_zh": pa.string(),
    "hard_low": pa.float64(),
    "hard_high": pa.float64(),
}


def with_aliases(names: Names, aliases: Mapping[str, str]) -> Names:
    """Return names with others beside them: name in a file -> name, code or id that is known."""
    row_of = {name: i for i, name in enumerate(names.table["name"].to_pylist())}
    known = {
        alias.lower(): row_of[meant.lower()] for alias, meant in aliases.items() if meant.lower() in row_of
    }
    if not known:
        return names
    kept = [i for name, i in row_of.items() if name not in known]
    table = names.table.take(kept + list(known.values()))
    labels = [*(name for name in row_of if name not in known), *known]
    return replace(names, table=table.set_column(0, "name", pa.array(labels, pa.string())))


def _names(indicator: Indicator) -> list[str]:
    return [name for name in (indicator.name_zh, indicator.name_en, indicator.id) if name]


def _by_meaning(pairs: Iterable[tuple[str, str]]) -> tuple[dict[str, str], dict[str, set[str]]]:
    """Return the label and the ids of each name."""
    labels: dict[str, str] = {}
    ids: dict[str, set[str]] = {}
    for name, item in pairs:
        labels[name.lower()] = name
        ids.setdefault(name.lower(), set()).add(item)
    return labels, ids


def _table(ids: dict[str, set[str]]) -> pa.Table:
    clear = {name: next(iter(items)) for name, items in ids.items() if len(items) == 1}
    return pa.table(
        {"name": pa.array(list(clear), pa.string()), "id": pa.array(list(clear.values()), pa.string())}
    )


def _shared(ids: dict[str, set[str]]) -> dict[str, list[str]]:
    return {name: sorted(items) for name, items in ids.items() if len(items) > 1}
