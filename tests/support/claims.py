"""Uploads against a model: what is held is what the newest live upload says; a withdrawal says nothing."""

import random
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime

import pyarrow as pa

from cityops.ingest import by_hand, importing
from cityops.ingest.by_hand import Cell
from cityops.ingest.claims import settle
from cityops.ingest.derive import Wish
from cityops.store import Store, Transaction
from cityops.store.queries import sql
from tests.support import city

Key = tuple[str, int]
"""Area and year."""
Said = tuple[float | None, str]
"""Value, or None for a withdrawal, and flag."""
KEYS: tuple[Key, ...] = tuple((area, year) for area in ("T0", "T1") for year in range(2015, 2019))
_HEADER = "area_code,indicator,year,value,flag"
_HELD = sql(
    "select s.area_id, o.period_start, o.value, o.flag, o.upload_number, o.line from observations o "
    "join series s on s.series_id = o.series_id "
    "where s.indicator_id = 'own_dust' and o.known_from <= $known and o.known_to > $known"
)
_FOLLOWS = sql(
    "select s.area_id, o.period_start, o.value, o.flag, o.upload_number from observations o "
    "join series s on s.series_id = o.series_id "
    "where s.indicator_id = 'own_clean' and o.known_from <= $known and o.known_to > $known"
)
_CLAIMS = sql(
    "select s.area_id, c.period_start, c.value, c.flag, c.upload_number, c.line "
    "from claims c join series s on s.series_id = c.series_id"
)


@dataclass
class Upload:
    """What one upload says, and whether it counts."""

    id: str
    number: int
    claims: dict[Key, Said]
    is_live: bool = True


@dataclass
class Model:
    """The uploads of a store, in order."""

    uploads: list[Upload] = field(default_factory=list)

    def held(self) -> dict[Key, tuple[float, str]]:
        """Return what holds."""
        newest: dict[Key, Said] = {}
        for upload in self.uploads:
            if upload.is_live:
                newest |= upload.claims
        return {key: (value, flag) for key, (value, flag) in newest.items() if value is not None}


CLEAN = Wish("own_clean", "100 / (own_dust - 2)", name_en="Clean air", unit_en="points")
"""An indicator that follows from the one that is uploaded, and has no value where that is 2."""


def follows(held: dict[Key, tuple[float, str]]) -> dict[Key, tuple[float, str]]:
    """Return what follows from what is held."""
    return {key: (100 / (value - 2), flag) for key, (value, flag) in held.items() if value != 2}


def derived(store: Store, known: datetime) -> dict[Key, tuple[float, str]]:
    """Return what a store had computed at a moment."""
    with store._engine.session() as session:
        rows = session.rows(_FOLLOWS, {"known": known})[1]
    found = {(area, start.year): (value, flag) for area, start, value, flag, _ in rows}
    assert (len(found), {row[4] for row in rows} - {0}) == (len(rows), set())
    return found


def held(store: Store, known: datetime) -> dict[Key, tuple[float, str]]:
    """Return what a store held at a moment; a point that is held twice is an error."""
    with store._engine.session() as session:
        rows = session.rows(_HELD, {"known": known})[1]
    found = {(area, start.year): (value, flag) for area, start, value, flag, _, _ in rows}
    assert len(found) == len(rows)
    return found


def rests_on_live_claims(store: Store, model: Model, known: datetime) -> bool:
    """Whether every point that is held names a claim of a live upload that says the same."""
    live = {upload.number for upload in model.uploads if upload.is_live}
    with store._engine.session() as session:
        points, claims = (session.rows(_HELD, {"known": known})[1], session.rows(_CLAIMS, {})[1])
    return set(points) <= {claim for claim in claims if claim[4] in live}


def add(store: Store, model: Model, claims: dict[Key, Said], *, by_the_door: bool = False) -> None:
    """Upload claims: by the front door, or past it, which is quicker and can withdraw, as no file can."""
    number = len(model.uploads) + 1
    if not by_the_door:
        made = store.write(
            lambda tx: _claim(tx, number, claims),
            person="Ada",
            role="analyst",
            action="import",
            lock="import",
        )
    else:
        rows = [f"{area},Fine dust,{year},{value},{flag}" for (area, year), (value, flag) in claims.items()]
        made = city.upload(store, *rows, header=_HEADER, name=f"{number}.csv").upload_id
    model.uploads.append(Upload(made, number, claims))


def put_in_place(store: Store, model: Model, claims: dict[Key, Said]) -> None:
    """Upload claims in mode `replace`: what is held in their areas and years, and not in them, goes."""
    areas, years = {area for area, _ in claims}, [year for _, year in claims]
    gone = {
        key: (None, "")
        for key in model.held()
        if key not in claims and key[0] in areas and min(years) <= key[1] <= max(years)
    }
    rows = [f"{area},Fine dust,{year},{value},{flag}" for (area, year), (value, flag) in claims.items()]
    made = city.upload(store, *rows, header=_HEADER, mode="replace")
    assert made.withdrawn == len(gone)
    model.uploads.append(Upload(made.upload_id, len(model.uploads) + 1, claims | gone))


def correct(store: Store, model: Model, chance: random.Random) -> None:
    """Correct a value that is held."""
    (area, year), (value, _) = chance.choice(sorted(model.held().items()))
    cell = Cell("own_dust", area, str(year), str(value + 1))
    made = by_hand.correct(store, city.ANALYST, cell, city.CLOCKS, reason="a slip", confirm=True)
    model.uploads.append(Upload(made.upload_id, len(model.uploads) + 1, {(area, year): (value + 1, "")}))


def _claim(tx: Transaction, number: int, claims: dict[Key, Said]) -> str:
    every = tx.rows("ingest/series")
    known = {row["area_id"]: row["series_id"] for row in every if row["indicator_id"] == "own_dust"}
    missing = sorted({area for area, _ in claims} - known.keys())
    fresh = {area: len(every) + 1 + i for i, area in enumerate(missing)}
    size = len(fresh)
    series = [list(fresh.values()), ["own_dust"] * size, list(fresh), [""] * size, ["actual"] * size]
    tx.insert("series", pa.table(dict(zip(_SERIES, series, strict=True))))
    rows = [
        (
            number,
            line,
            (known | fresh)[area],
            date(year, 1, 1),
            date(year + 1, 1, 1),
            str(year),
            value,
            flag,
            "",
        )
        for line, ((area, year), (value, flag)) in enumerate(claims.items(), start=2)
    ]
    tx.insert("claims", pa.table(dict(zip(_COLUMNS, zip(*rows, strict=True), strict=True))))
    upload_id = tx.create(importing.UPLOADS, _UPLOAD | {"upload_number": number, "rows_read": len(rows)})
    settle(tx, number)
    return upload_id


_SERIES = ("series_id", "indicator_id", "area_id", "dimensions", "scenario")
_COLUMNS = (
    "upload_number",
    "line",
    "series_id",
    "period_start",
    "period_end",
    "period_label",
    "value",
    "flag",
    "raw_value",
)
_UPLOAD: dict[str, object] = {
    "state": "live",
    "file_name": "withdrawal.csv",
    "sha256": "",
    "mode": "upsert",
    "rows_new": 0,
    "rows_changed": 0,
    "rows_same": 0,
    "is_illustrative": False,
    "origin": "file",
}


def turn(store: Store, upload: Upload) -> dict[str, object]:
    """Undo a live upload, redo one that is undone."""
    step = importing.undo if upload.is_live else importing.redo
    upload.is_live = not upload.is_live
    return step(store, city.ANALYST, upload.id, city.ON)


def steps(store: Store, model: Model, chance: random.Random, uploads: int, turns: int) -> Iterator[None]:
    """Upload, undo and redo in a random order; pause after each step."""
    order = ["upload"] * uploads + ["turn"] * turns
    chance.shuffle(order)
    for step in ["upload", *order]:
        if step == "upload":
            _upload(store, model, chance)
        else:
            turn(store, chance.choice(model.uploads))
        yield


def _upload(store: Store, model: Model, chance: random.Random) -> None:
    """Upload by any of the ways that there are."""
    said = _random_claims(chance)
    is_whole = all(value is not None for value, _ in said.values())
    way = chance.random()
    if is_whole and way < 0.3:
        put_in_place(store, model, said)
    elif way > 0.8 and model.held():
        correct(store, model, chance)
    else:
        add(store, model, said, by_the_door=is_whole and way < 0.5)


def _random_claims(chance: random.Random) -> dict[Key, Said]:
    """Few keys, values and flags, so that uploads overlap and repeat each other."""
    values = [1.0, 2.0, 3.0] if chance.random() < 0.6 else [1.0, 2.0, None]
    keys = chance.sample(KEYS, chance.randint(1, len(KEYS)))
    return {key: (chance.choice(values), chance.choice(["", "", "provisional"])) for key in keys}
