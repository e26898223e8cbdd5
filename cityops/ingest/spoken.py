"""What the commands that change values print for a person, line by line."""

from datetime import datetime
from typing import Any

from cityops.words import dates, numbers, people
from cityops.words.catalogue import words
from cityops.words.worse import lines as worse_lines

_SHOWN = 10


def difference(result: dict[str, Any], language: str) -> list[str]:
    """Return what a receipt says beside its counts: rows that differ, what goes, and what follows."""
    t = words(language)
    said = []
    if result["identical_to"]:
        moment = dates.moment(datetime.fromisoformat(result["identical_to"]["uploaded_at"]), "UTC", language)
        said.append(t("import.identical", moment=moment, upload=result["identical_to"]["upload_id"]))
    for kind in ("changed", "withdrawn"):
        rows = result["difference"].get(kind, [])[:_SHOWN]
        said += [f"  {_row(row, language)}" for row in rows]
        if result[kind] > len(rows):
            said.append("  " + t("import.more_rows", n=result[kind] - len(rows)))
    if result["withdrawn"]:
        said.append(t("import.withdrawn", n=result["withdrawn"]))
    elif result["not_in_file"]:
        said.append(t("import.not_in_file", n=result["not_in_file"]))
    # Only a file has to be confirmed; what is taken back, or follows from a formula, is not held up.
    worse = "import.worsens" if result["dry_run"] else "import.worse_now"
    return [*said, *_derived(result, language), *consequences(result, language, worse)]


def _row(row: dict[str, Any], language: str) -> str:
    values = [_plain(value) for value in (row["old"], row["new"])]
    place = "  ".join(
        part for part in (row["indicator"], row["area"], row["period"], row["dimensions"]) if part
    )
    change = f" ({numbers.signed(row['percent'], 1, language, '%')})" if row["percent"] is not None else ""
    return f"{place}  {values[0]} → {values[1]}{change}"


def consequences(result: dict[str, Any], language: str, worse: str = "") -> list[str]:
    """Return the statuses that change, and what gets worse by it, under the words of the key `worse`."""
    t = words(language)
    said = [
        f"  {one['indicator']}  {one['area']}  {t('status.' + one['from'])} → {t('status.' + one['to'])}"
        for one in result["status_changes"]
    ]
    if result["worsens"]:
        said.append(t(worse or ("import.worse_then" if result["dry_run"] else "import.worse_now")))
        said += [f"  {line}" for line in worse_lines(language, result)]
    return said


def turned(result: dict[str, Any], language: str) -> list[str]:
    """Return what an undo or a redo did, or would do."""
    key = f"import.would_{result['state']}" if result["dry_run"] else f"import.{result['state']}"
    counts = {name: result[name] for name in ("file", "closed", "opened")}
    return [words(language)(key, **counts), *_derived(result, language), *consequences(result, language)]


def _derived(result: dict[str, Any], language: str) -> list[str]:
    t = words(language)
    said = []
    for one in result["derived"]:
        said.append(t("derived.followed", **{name: one[name] for name in ("indicator", "points")}))
        said += [
            "  " + t(f"derived.finding.{row['code']}", area=row["area"], period=row["period"])
            for row in one["findings"][:_SHOWN]
        ]
    return said


def derived(result: dict[str, Any], language: str) -> list[str]:
    """Return what a formula made, or which formulas there are."""
    if "formula" in result:
        key = "derived.would" if result["dry_run"] else "derived.done"
        first = words(language)(key, indicator=result["indicator"], formula=result["formula"])
        return [first, *_derived(result, language), *consequences(result, language)]
    t = words(language)
    rows = [f"{one['indicator']} = {one['formula']}  ({one['points']})" for one in result["derived"]]
    return rows or [t("derived.none")]


def lineage(result: dict[str, Any], language: str) -> list[str]:
    """Return what rests on an upload, or what a value comes from."""
    if "claims" in result or "inputs" in result:
        return _point(result, language, "")
    t = words(language)
    counts = {name: result["counts"][name] for name in ("new", "changed", "unchanged", "withdrawn")}
    who = people.shown(result["person"], language)
    first = t(
        "lineage.upload", file=result["file"], who=who, reason=result["reason"] or numbers.ABSENT, **counts
    )
    held = [
        "  " + t("lineage.holds", indicator=one["indicator"], points=one["points"], areas=one["areas"])
        for one in result["holds"]
    ]
    statuses = [
        f"  {t('status.' + one['status'])}  {one['indicator']}  {one['area']}  {t('lineage.rests.' + one['rests'])}"  # noqa: E501
        for one in result["statuses"]
    ]
    return [first, *(held or [t("lineage.holds_nothing")]), *statuses]


def _point(one: dict[str, Any], language: str, indent: str) -> list[str]:
    value = _plain(one["value"])
    head = f"{indent}{one['indicator']}  {one['area']}  {one['period']}  {value}"
    if "formula" in one:
        below = [line for part in one["inputs"] for line in _point(part, language, indent + "  ")]
        return [f"{head}  = {one['formula']}", *below]
    return [head, *(f"{indent}  {_claim(claim, language)}" for claim in one["claims"])]


def _claim(claim: dict[str, Any], language: str) -> str:
    t = words(language)
    value = _plain(claim["value"])
    parts = (
        value,
        t("lineage.line", file=claim["file_name"], line=claim["line"]),
        t(f"data.state_{claim['state']}"),
        people.shown(claim["person"], language),
        claim["reason"],
    )
    return "  ".join(part for part in parts if part)


def _plain(value: float | None) -> str:
    return numbers.ABSENT if value is None else f"{value:.15g}"
