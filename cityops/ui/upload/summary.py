"""Each step in one line, as its receipt."""

from collections.abc import Callable
from datetime import datetime

from cityops.ui import cached, effects, receipt
from cityops.ui.upload.stage import Stage
from cityops.words import dates, faults, numbers, people
from cityops.words.lists import join


def of(step: str, now: Stage) -> str:
    """Return what a step came to."""
    return _SAYS[step](now)


def _file(now: Stage) -> str:
    view, draft = now.view, now.draft
    size = numbers.number(max(1, len(now.data) / 1024), 0, view.language)
    said = [view.t("upload.file_line", file=draft.file, size=size)]
    same = [row for row in cached.uploads(view.version) if row["sha256"] == draft.sha256]
    if same:
        zone = cached.settings(view.version).time_zone
        moment = dates.moment(same[0]["uploaded_at"], zone, view.language)
        person = people.shown(same[0]["person"], view.language)
        said.append(view.t("upload.same_file", moment=moment, person=person))
    return " ".join(said)


def _read(now: Stage) -> str:
    if now.tried.receipt is None:
        return _fault(now)
    return receipt.reading(now.receipt, now.view)


def _fault(now: Stage) -> str:
    fault = now.tried.fault
    assert fault
    return faults.advice(now.view.language, found=fault.found, expected=fault.expected, code=fault.code)


def _map(now: Stage) -> str:
    if now.tried.receipt is None:
        return now.view.t("set_up.ready")
    t, found = now.view.t, now.receipt
    if found.questions:
        return t("upload.map_asked", n=len(found.questions))
    used = [one["header"] for one in found.columns if one["role"] not in ("ignored", "asked")]
    said = [t(f"upload.layout.{found.layout}", columns=join(used[:6], now.view.language))]
    if len(used) > 6:
        said.append(t("upload.more_columns", n=len(used) - 6))
    if found.remembered:
        said.append(remembered(now))
    return " ".join(said)


def remembered(now: Stage) -> str:
    """Say whose reading of this header was taken."""
    held = now.receipt.remembered
    zone = cached.settings(now.view.version).time_zone
    return now.view.t(
        "upload.remembered",
        person=people.shown(held["person"], now.view.language),
        moment=dates.moment(datetime.fromisoformat(held["at"]), zone, now.view.language),
        file=held["file"],
    )


def _check(now: Stage) -> str:
    t = now.view.t
    if now.tried.receipt is None:
        return _fault(now)
    counts = dict.fromkeys(("blocking", "warning", "info"), 0)
    for one in now.receipt.findings:
        counts[one.severity] += one.count
    left = sum(one.leaves_out for one in now.receipt.corrections)
    counts["blocking"] = now.receipt.rejected
    said = [t(f"upload.found_{name}", n=n) for name, n in counts.items() if n]
    fixed = len(now.receipt.corrections) - left
    said += [t("upload.corrected", n=fixed)] if fixed else []
    said += [t("upload.left_out", n=left)] if left else []
    return join(said, now.view.language) if said else t("upload.found_nothing")


def _compare(now: Stage) -> str:
    return receipt.counts(now.receipt, now.view)


def _consequences(now: Stage) -> str:
    return effects.finding(now.receipt.consequences, now.view)


def _commit(now: Stage) -> str:
    return now.view.t("upload.nothing_written")


_SAYS: dict[str, Callable[[Stage], str]] = {
    "file": _file,
    "read": _read,
    "map": _map,
    "check": _check,
    "compare": _compare,
    "consequences": _consequences,
    "commit": _commit,
}
