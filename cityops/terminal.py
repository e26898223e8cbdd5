"""What the command line prints: one JSON value, or lines for a person."""

import io
import json
import os
import sys
from typing import Any

from cityops.assessment import lines as waves
from cityops.ingest import spoken
from cityops.operating_model import lines as model
from cityops.words import faults, findings, numbers, people
from cityops.words.catalogue import Translator, pick, words
from cityops.words.lists import join
from cityops.words.numbers import percent
from cityops.words.status import Status


def write_utf8() -> None:
    """Write UTF-8 whatever the terminal's settings are: JSON is UTF-8, and Chinese fits in little else."""
    if isinstance(sys.stdout, io.TextIOWrapper):
        sys.stdout.reconfigure(encoding="utf-8")


def say(line: str) -> None:
    """Print a line on the error stream: the output stream is for results."""
    sys.stderr.write(line + "\n")


def bar(name: str, share: float) -> None:
    """Draw a progress bar that grows in place."""
    width = 30
    done = round(share * width)
    end = "\n" if share >= 1 else ""
    sys.stderr.write(f"\r{'█' * done}{'░' * (width - done)} {share:4.0%} {name:<14}{end}")
    sys.stderr.flush()


def complain(message: str, as_json: bool, code: int) -> int:
    """Print why nothing was done; return the exit code."""
    if as_json:
        _print(json.dumps({"error": message}, ensure_ascii=False))
    else:
        say(message)
    return code


def show(name: str, result: Any, as_json: bool, language: str) -> None:
    """Print a result."""
    if as_json or name not in _LINES:
        _print(json.dumps(result, ensure_ascii=False, indent=None if as_json else 1))
    else:
        for line in _LINES[name](result, language):
            _print(line)


def _print(line: str) -> None:
    try:
        sys.stdout.write(line + "\n")
        sys.stdout.flush()
    except BrokenPipeError:  # `... | head` has read enough; what is left goes nowhere
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _import(result: dict[str, Any], language: str) -> list[str]:
    t = words(language)
    if result["questions"]:
        text = "text_zh" if language == "zh" else "text"
        lines = [t("import.asked", **_asked(one, one[text])) for one in result["questions"]]
        return [*findings.lines(result, language), *lines, t("import.open", n=len(lines))]
    if result["errors"]:
        lines = [faults.sentence(language, file=result["file"], **fault) for fault in result["errors"]]
        found = findings.lines(result, language)
        return [*_reading(result, t), *lines, *found, t("import.refused", n=result["rejected"])]
    key = "import.would" if result["dry_run"] else "import.done"
    counts = {name: result[name] for name in ("new", "changed", "unchanged")}
    said = t(key, file=result["file"], upload=result["upload_id"], **counts)
    return [
        *_reading(result, t),
        said,
        *findings.lines(result, language),
        *spoken.difference(result, language),
    ]


def _reading(result: dict[str, Any], t: Translator) -> list[str]:
    """Say how a file was read where that is a guess, or where lines of it are no rows."""
    is_sure = all(guess["is_sure"] for guess in result["guesses"])
    if is_sure and not (result["preamble"] or result["footer"] or result["nulls_removed"]):
        return []
    said = {name: result[name] for name in ("file", "encoding", "header_line", "nulls_removed")}
    counts = {"above": len(result["preamble"]), "below": len(result["footer"])}
    return [t("import.read", delimiter=result["delimiter"].replace("\t", "tab"), **said, **counts)]


def _asked(question: dict[str, Any], text: str) -> dict[str, str]:
    return {"code": question["code"], "text": text, "answer": question["answer"]}


def _progress(result: dict[str, Any], language: str) -> list[str]:
    t = words(language)
    method = t(f"method.name.{result['method']}")
    coverage = percent(result["coverage"], 0, language)
    said = {"method": method, "coverage": coverage, "on": result["on"]}
    first = t("progress.none", **said)
    if result["headline"] is not None:
        first = t("progress.line", share=percent(result["headline"], 1, language), **said)
    return [first, *(f"  {_status(one, t)}  {one['indicator']}" for one in result["statuses"])]


def _compare(result: dict[str, Any], language: str) -> list[str]:
    t, found = words(language), result["indicators"]
    marked = sum(one["meaning"] == "marked" for one in found)
    first = t("compare.line_first", area=result["area"], on=result["on"], marked=marked, all=len(found))
    return [first, *(f"  {_meaning(one, t)}  {one['indicator']}" for one in found)]


def _meaning(one: dict[str, Any], t: Translator) -> str:
    other = t(f"compare.{one['compared_with']}")
    if not one["is_meaningful"]:
        return t(f"compare.same.{one['meaning']}", other=other)
    way = "higher" if one["difference"] > 0 else "lower"
    said = t(f"compare.{one['meaning']}.{way}", other=other)
    return (
        said
        if one["better"] is None
        else t("compare.better" if one["better"] else "compare.worse", said=said)
    )


def _status(one: dict[str, Any], t: Translator) -> str:
    """Write a status, and its class where that says more."""
    words = dict.fromkeys((t(f"status.{one['status']}"), t(f"status.class.{one['class']}")))
    return f"{Status(one['status']).glyph} {' · '.join(words)}"


def _briefing(result: dict[str, Any], language: str) -> list[str]:
    recorded = words(language)("overview.trust_known", version=result["data_version"])
    return [words(language)("briefing.written", path=result["path"], n=result["pages"], recorded=recorded)]


def _backup(result: dict[str, Any], language: str) -> list[str]:
    t = words(language)
    if "path" in result:
        return [t("operations.said_copy", path=result["path"])]
    return [_copy(one, t) for one in result["backups"]] or [t("operations.no_copies")]


def _copy(one: dict[str, Any], t: Translator) -> str:
    checked = t("operations.checked_yes" if one["checked"] else "operations.checked_no")
    return f"{one['made_at']}  {one['bytes']:>12,}  {checked}  {one['name']}"


def _log(result: dict[str, Any], language: str) -> list[str]:
    t = words(language)
    return [_happened(one, t) for one in result["happened"]] or [t("operations.nothing")]


def _happened(one: dict[str, Any], t: Translator) -> str:
    who = ", ".join(filter(None, (one["person"], one["role"])))
    parts = (one["at"], t(f"operations.level_{one['level']}"), one["event"], one["action"], who, one["says"])
    reference = f"[{one['reference']}]" if one["reference"] else ""
    return "  ".join(filter(None, (*parts, reference)))


def _access(result: dict[str, Any], language: str) -> list[str]:
    t = words(language)
    duties = [
        f"{t(f'frame.role.{role}')}: {join([t(f'access.duty.{duty}') for duty in held], language) or '-'}"
        for role, held in result["roles"].items()
    ]
    given = [f"{one['claim']} {one['value']}: {t('frame.role.' + one['role'])}" for one in result["grants"]]
    return [
        *duties,
        *(given or [t("access.no_grants")]),
        t(f"access.unknown_{result['unknown_people']}"),
        t("access.link_on" if result["public_link"] else "access.link_off"),
        *(f"{people.shown(one['name'], language)}: {one['changes']}" for one in result["people"]),
    ]


def _granted(result: dict[str, Any], language: str) -> list[str]:
    t = words(language)
    said = {"claim": result["claim"], "value": result["value"]}
    if result["role"] is None:
        return [t("access.withdrawn", **said)]
    return [t("access.granted", role=t(f"frame.role.{result['role']}"), **said)]


def _unknown(result: dict[str, Any], language: str) -> list[str]:
    return [words(language)(f"access.unknown_{result['unknown_people']}")]


def _link(result: dict[str, Any], language: str) -> list[str]:
    t = words(language)
    return [t("access.link_new"), result["path"]] if result["public_link"] else [t("access.link_off")]


def _passphrase(result: dict[str, Any], language: str) -> list[str]:
    t = words(language)
    return [t("access.passphrase_new", role=t(f"frame.role.{result['role']}")), result["passphrase"]]


def _erased(result: dict[str, Any], language: str) -> list[str]:
    t, shown = words(language), people.shown(result["pseudonym"], language)
    return [
        t("access.erased", pseudonym=shown, signed=result["signed"], texts=result["texts"]),
        t("access.erase_copies"),
    ]


def _init(result: dict[str, Any], language: str) -> list[str]:
    t = words(language)
    if "errors" in result:
        lines = [fault["said"][language] for fault in result["errors"]]
        return [*lines, t("import.refused", n=result["rejected"])]
    if "template" in result:
        return [t("founding.template", folder=result["template"])]
    names = ("areas", "indicators", "observations", "outcomes", "targets")
    counts = {name: numbers.number(result[name], 0, language) for name in names}
    city = pick(language, result["name_en"], result["name_zh"])
    return [t("founding.done", city=city, **counts), *_missing(result, language)]


def _missing(result: dict[str, Any], language: str) -> list[str]:
    """Say what a city that was founded still lacks, and what to do next."""
    t, found = words(language), []
    for key, name in (("no_boundary", "without_boundary"), ("left_out", "left_out"), ("turned", "turned")):
        codes = result[name]
        if codes:
            found.append(t(f"founding.{key}", n=len(codes), codes=", ".join(codes[:_SHOWN])))
    if result["without_baseline"]:
        found.append(t("founding.no_baseline", n=result["without_baseline"]))
    if not result["targets"]:
        found.append(t("founding.no_targets" if result["outcomes"] else "founding.no_vision"))
    if not result["observations"]:
        found.append(t("founding.no_data"))
    return found


def _removed(result: dict[str, Any], language: str) -> list[str]:
    return [words(language)("founding.removed", **result)]


_SHOWN = 10
_LINES = {
    "init": _init,
    "remove-demo": _removed,
    "import": _import,
    "undo": spoken.turned,
    "redo": spoken.turned,
    "correct": _import,
    "derive": spoken.derived,
    "lineage": spoken.lineage,
    "progress": _progress,
    "compare": _compare,
    "briefing": _briefing,
    "model": model.shown,
    "model edit": model.edited,
    "model add": model.added,
    "wave list": waves.listed,
    "wave show": waves.shown,
    "wave export": waves.exported,
    "wave import": waves.imported,
    "backup": _backup,
    "log": _log,
    "access": _access,
    "grant": _granted,
    "withdraw": _granted,
    "unknown-people": _unknown,
    "public-link": _link,
    "passphrase": _passphrase,
    "erase-person": _erased,
}
