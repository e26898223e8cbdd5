"""What each column of a table probably is, and what has to be asked. What may be two things is asked."""

from cityops.ingest.meaning import headers, periods
from cityops.ingest.meaning.dating import find_period, headers_are_periods
from cityops.ingest.meaning.guessing import LIKELY, PERHAPS, SURE, Draft, Proposal
from cityops.ingest.meaning.mapping import SINGLE, Mapping
from cityops.ingest.meaning.periods import Habits
from cityops.ingest.meaning.placing import find_area
from cityops.ingest.meaning.seen import Profile, Seen
from cityops.ingest.meaning.units import without_unit


def propose(seen: Seen, given: Mapping) -> Proposal:
    """Propose what each column is; what the reader said stands."""
    draft = Draft(seen, given)
    for step in (
        _take_what_is_given,
        _leave_out_what_is_empty,
        _find_periods_in_headers,
        _find_names,
        find_period,
        find_area,
        _find_counters,
        _find_values,
        _find_indicator,
        _keep_the_rest,
    ):
        step(draft)
    return Proposal(dict(sorted(draft.guesses.items())), tuple(draft.questions))


def _take_what_is_given(draft: Draft) -> None:
    for one in draft.seen.profiles:
        role = draft.given.columns.get(one.header, "")
        if one.header == draft.given.answers.get("no_area"):  # it was asked which column says where
            role = role or "area"
        if role:
            draft.take(one, role, SURE)


def _leave_out_what_is_empty(draft: Draft) -> None:
    for one in draft.open():
        if not one.filled and not (
            headers.role(one.header) in SINGLE or periods.read(without_unit(one.header))
        ):
            draft.take(one, "ignored", SURE)


def _find_periods_in_headers(draft: Draft) -> None:
    """Take the columns whose whole name is a period."""
    names = {one.position: without_unit(one.header) for one in draft.open()}
    found_habits = periods.habits_of(names.values())
    habits = Habits(found_habits.order, found_habits.seasons)
    timed = [one for one in draft.open() if periods.read(names[one.position], habits)]
    found = [one for one in timed if one.share > 0.5 or not one.there]
    doubled = [one for one in timed if headers.is_doubled(one.header, names.values())]
    for one in timed:
        if one in doubled or (one not in found and one.numbers):
            draft.ask(one)
        elif one in found:
            draft.take(one, "value", SURE if len(found) > 1 else LIKELY)


def _find_names(draft: Draft) -> None:
    """Take what the names of the columns say, the first of each."""
    for role in ("value", "unit", "flag", "scenario"):
        found = draft.named(role)
        if found and not draft.has(role) and (role != "value" or found[0].share > 0.5):
            draft.take(found[0], role, SURE)
    for one in draft.open():
        if headers.role(one.header) in {"remark", "scale"}:
            draft.take(one, "ignored", SURE)


def _find_counters(draft: Draft) -> None:
    for one in draft.open():
        counts = headers.is_counter(one.header) and one.integers == one.different == one.there
        if counts or headers.role(one.header) == "period_code":
            draft.take(one, "ignored", LIKELY)


def _find_values(draft: Draft) -> None:
    """Take the columns of numbers: the one named value, else the one or many that are left."""
    alone = any(one.there and draft.guesses[one.position].role == "value" for one in _taken(draft))
    for one in draft.open():
        if headers.role(one.header) in {"indicator", "indicator_code", "period", "area", "area_code"}:
            continue
        if alone and one.is_numeric and _is_below_time(one.header):
            draft.take(one, "value", LIKELY)
        elif alone and one.numbers:
            _judge_beside_values(draft, one)
        elif one.is_numeric:
            _judge_number(draft, one)
        elif one.share > 0.5:
            draft.ask(one)


def _is_below_time(header: str) -> bool:
    """Whether a name stands in a row below a time: `2019 / Male`; a rank or a change is asked."""
    rows = header.split(" / ")
    below = [row for row in rows if not periods.read(row)]
    return len(below) == len(rows) - 1 > 0 and not any(headers.is_compared(row) for row in below)


def _taken(draft: Draft) -> list[Profile]:
    return [one for one in draft.seen.profiles if one.position in draft.guesses]


def _judge_beside_values(draft: Draft, one: Profile) -> None:
    """Numbers beside the values are a breakdown if they repeat; else nobody knows."""
    if headers.is_code(one.header) or one.different <= 1:
        draft.take(one, "ignored" if headers.is_code(one.header) else "dimension", LIKELY)
    elif _is_code_of(draft, one):
        draft.take(one, "ignored", LIKELY)
    elif (
        headers.is_breakdown(one.header)
        or one.share <= 0.5
        or (one.integers == one.there and one.different * 4 <= one.there)
    ):
        draft.take(one, "dimension", LIKELY)
    else:
        draft.ask(one)


def _is_code_of(draft: Draft, one: Profile) -> bool:
    """Whether whole numbers that repeat say again what a text or the time says: 9 beside total."""
    if one.integers != one.there or one.different * 2 > one.there:
        return False
    others = [other for other in draft.seen.profiles if other.different == one.different and other is not one]
    texts = [other for other in others if not other.is_numeric or headers.role(other.header) == "period"]
    follows = draft.seen.follows
    return any(follows(one.position, it.position) and follows(it.position, one.position) for it in texts)


def _judge_number(draft: Draft, one: Profile) -> None:
    if headers.is_code(one.header):
        draft.take(one, "ignored", LIKELY)
    elif headers.is_doubled(one.header, (other.header for other in draft.seen.profiles)) or _is_doubtful(one):
        draft.ask(one)
    else:
        draft.take(one, "value", LIKELY)


def _is_doubtful(one: Profile) -> bool:
    """Whether numbers may be a rank, a code or a year of something."""
    if headers.is_ranking(one.header) or one.counts_rows:
        return True
    says_what = headers.is_quantity(one.header) or bool(headers.times(one.header))
    return (one.is_like_years or one.is_like_a_code) and one.there > 1 and not says_what


def _find_indicator(draft: Draft) -> None:
    """Take the column that says what is measured; the one text that is left beside years is one."""
    if not draft.has("value") or draft.has("indicator"):
        return
    named = draft.named("indicator") or draft.named("indicator_code")
    if named:
        draft.take(max(named, key=lambda one: one.different), "indicator", SURE)
        return
    texts = [one for one in draft.open() if one.there and one.different > 1 and not _says_area(draft, one)]
    if headers_are_periods(draft) and len(texts) == 1:
        draft.take(texts[0], "indicator", PERHAPS)


def _says_area(draft: Draft, one: Profile) -> bool:
    """Whether a text only says something about the area, as its region does."""
    role = "area" if draft.has("area") else "area_code"
    if one.different < 2 or not draft.has(role):
        return False
    return draft.seen.follows(draft.position(role), one.position)


def _keep_the_rest(draft: Draft) -> None:
    """A text that is left is a breakdown, unless there is one row an area and period: then it is a remark."""
    for one in draft.open():
        named = headers.role(one.header) in {"indicator", "indicator_code", "flag", "unit"}
        if named and headers.role(one.header) in {"flag", "unit"} and one.different > 1:
            draft.take(one, "dimension", LIKELY)
        elif named or not one.there or _says_area(draft, one) or "<" in "".join(one.samples[:1]):
            draft.take(one, "ignored", LIKELY)
        else:
            draft.take(one, "dimension", LIKELY)
