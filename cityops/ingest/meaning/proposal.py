"""What each column of a table probably is, and what has to be asked. What may be two things is asked."""

from dataclasses import dataclass

from cityops.ingest.meaning import headers, periods
from cityops.ingest.meaning.mapping import SINGLE, Mapping
from cityops.ingest.meaning.periods import Habits
from cityops.ingest.meaning.questions import Question, answer
from cityops.ingest.meaning.seen import Profile, Seen
from cityops.ingest.meaning.units import without_unit

_SURE, _LIKELY, _PERHAPS = 1.0, 0.8, 0.5


@dataclass(frozen=True, slots=True)
class Guess:
    """What a column is taken for.

    Attributes:
        role: One of `mapping.ROLES`; '' while it is asked.
        confidence: From 0 to 1; 1 where the reader or the name says it.
    """

    role: str
    confidence: float


@dataclass(frozen=True, slots=True)
class Proposal:
    """What every column is taken for.

    Attributes:
        guesses: By position.
        questions: Of the columns that may be two things.
    """

    guesses: dict[int, Guess]
    questions: tuple[Question, ...]

    def of(self, role: str) -> list[int]:
        """Return the positions of a role."""
        return [position for position, guess in self.guesses.items() if guess.role == role]

    def one(self, role: str) -> int | None:
        """Return the position of a role that one column has at most."""
        return next(iter(self.of(role)), None)


def propose(seen: Seen, given: Mapping) -> Proposal:
    """Propose what each column is; what the reader said stands."""
    draft = _Draft(seen, given)
    for step in (
        _take_what_is_given,
        _leave_out_what_is_empty,
        _find_periods_in_headers,
        _find_names,
        _find_period,
        _find_area,
        _find_counters,
        _find_values,
        _find_indicator,
        _keep_the_rest,
    ):
        step(draft)
    return Proposal(dict(sorted(draft.guesses.items())), tuple(draft.questions))


class _Draft:
    """A proposal in the making."""

    def __init__(self, seen: Seen, given: Mapping) -> None:
        self.seen = seen
        self.given = given
        self.guesses: dict[int, Guess] = {}
        self.questions: list[Question] = []

    def open(self) -> list[Profile]:
        """Return the columns that nothing is said of yet."""
        return [one for one in self.seen.profiles if one.position not in self.guesses]

    def has(self, role: str) -> bool:
        return any(guess.role == role for guess in self.guesses.values())

    def position(self, role: str) -> int:
        return next(position for position, guess in self.guesses.items() if guess.role == role)

    def take(self, one: Profile, role: str, confidence: float) -> None:
        self.guesses[one.position] = Guess(role, confidence)

    def named(self, role: str) -> list[Profile]:
        return [one for one in self.open() if headers.role(one.header) == role]

    def ask(self, one: Profile) -> None:
        """Ask what a column of numbers is."""
        choices = ("value", "dimension", "ignored")
        question = Question(f"column_{one.position + 1}", "column", one.header, one.samples[:5], choices)
        said = answer(question, self.given.answers)
        self.take(one, said, _SURE if said else 0.0)
        if not said:
            self.questions.append(question)


def _take_what_is_given(draft: _Draft) -> None:
    for one in draft.seen.profiles:
        role = draft.given.columns.get(one.header, "")
        if role:
            draft.take(one, role, _SURE)


def _leave_out_what_is_empty(draft: _Draft) -> None:
    for one in draft.open():
        if not one.filled and not (
            headers.role(one.header) in SINGLE or periods.read(without_unit(one.header))
        ):
            draft.take(one, "ignored", _SURE)


def _find_periods_in_headers(draft: _Draft) -> None:
    """Take the columns whose whole name is a period."""
    names = {one.position: without_unit(one.header) for one in draft.open()}
    found_habits = periods.habits_of(names.values())
    habits = Habits(found_habits.order, found_habits.seasons)
    timed = [one for one in draft.open() if periods.read(names[one.position], habits)]
    found = [one for one in timed if one.is_numeric or not one.there]
    for one in found:
        draft.take(one, "value", _SURE if len(found) > 1 else _LIKELY)


def _find_names(draft: _Draft) -> None:
    """Take what the names of the columns say, the first of each."""
    for role in ("value", "unit", "flag", "scenario"):
        found = draft.named(role)
        if found and not draft.has(role) and (role != "value" or found[0].share > 0.5):
            draft.take(found[0], role, _SURE)
    for one in draft.open():
        if headers.role(one.header) == "remark":
            draft.take(one, "ignored", _SURE)


def _find_period(draft: _Draft) -> None:
    """Take the column of time, unless the headers say the time."""
    if draft.has("period") or _headers_are_periods(draft):
        return
    named = [one for one in draft.named("period") if draft.seen.are_periods(one.position)]
    if named:
        draft.take(named[0], "period", _SURE)
        for one in named[1:]:
            again = draft.seen.follows(named[0].position, one.position)
            draft.take(one, "ignored" if again else "dimension", _LIKELY)
        return
    for one in draft.open():
        written = one.integers < one.there or (headers.is_counter(one.header) and one.is_like_years)
        if one.there and written and not headers.role(one.header) and draft.seen.are_periods(one.position):
            draft.take(one, "period", _LIKELY)
            return


def _headers_are_periods(draft: _Draft) -> bool:
    return any(
        guess.role == "value" and periods.read(without_unit(header), Habits(seasons=True))
        for header, guess in ((draft.seen.profiles[i].header, one) for i, one in draft.guesses.items())
    )


def _find_area(draft: _Draft) -> None:
    """Take the name and the code of the area; of several, the finest."""
    codes = draft.named("area_code")
    names = draft.named("area")
    # A district that is a number is the code of one, and its name stands beside it.
    codes += [one for one in names if one.there and one.is_numeric]
    names = [one for one in names if one not in codes]
    if not draft.has("area") and names:
        draft.take(max(names, key=lambda one: one.different), "area", _SURE)
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


def _names_areas(draft: _Draft, one: Profile) -> bool:
    """Whether a column has one text for each area, and each text one area."""
    area = draft.position("area")
    both = draft.seen.follows(area, one.position) and draft.seen.follows(one.position, area)
    return one.there > 0 and both


def _take_code(draft: _Draft, codes: list[Profile]) -> None:
    """Take the code that names the same areas as the name does."""
    if draft.has("area"):
        area = draft.position("area")
        codes = [one for one in codes if not one.there or draft.seen.follows(one.position, area)]
    official = [one for one in codes if headers.plain(one.header) in {"geocode", "geo code", "area code"}]
    if codes:
        draft.take((official or sorted(codes, key=lambda one: -one.different))[0], "area_code", _SURE)


def _take_partner(draft: _Draft) -> None:
    code = draft.position("area_code")
    for one in draft.open():
        texts = one.different > 1 and not one.numbers and not headers.role(one.header)
        if texts and draft.seen.follows(code, one.position) and draft.seen.follows(one.position, code):
            draft.take(one, "area", _LIKELY)
            return


def _take_attribute(draft: _Draft, one: Profile) -> None:
    """Leave out what only says something about the area: its region, another code of it."""
    area = draft.position("area" if draft.has("area") else "area_code")
    attribute = headers.is_code(one.header) or draft.seen.follows(area, one.position)
    draft.take(one, "ignored" if attribute else "dimension", _LIKELY)


def _find_counters(draft: _Draft) -> None:
    for one in draft.open():
        counts = headers.is_counter(one.header) and one.integers == one.different == one.there
        if counts or headers.role(one.header) == "period_code":
            draft.take(one, "ignored", _LIKELY)


def _find_values(draft: _Draft) -> None:
    """Take the columns of numbers: the one named value, else the one or many that are left."""
    alone = draft.has("value")
    for one in draft.open():
        if headers.role(one.header) in {"indicator", "indicator_code", "period", "area", "area_code"}:
            continue
        if alone and one.numbers:
            _judge_beside_values(draft, one)
        elif one.is_numeric:
            _judge_number(draft, one)
        elif one.share > 0.5:
            draft.ask(one)


def _judge_beside_values(draft: _Draft, one: Profile) -> None:
    """Numbers beside the values are a breakdown if they repeat; else nobody knows."""
    if headers.is_code(one.header) or one.different <= 1:
        draft.take(one, "ignored" if headers.is_code(one.header) else "dimension", _LIKELY)
    elif not one.is_numeric or (one.integers == one.there and one.different * 4 <= one.there):
        draft.take(one, "dimension", _LIKELY)
    else:
        draft.ask(one)


def _judge_number(draft: _Draft, one: Profile) -> None:
    if headers.is_code(one.header):
        draft.take(one, "ignored", _LIKELY)
    elif _is_doubtful(one):
        draft.ask(one)
    else:
        draft.take(one, "value", _LIKELY)


def _is_doubtful(one: Profile) -> bool:
    """Whether numbers may be a rank, a code or a year of something."""
    if headers.is_ranking(one.header) or one.counts_rows:
        return True
    says_what = headers.is_quantity(one.header) or bool(headers.times(one.header))
    return (one.is_like_years or one.is_like_a_code) and one.there > 1 and not says_what


def _find_indicator(draft: _Draft) -> None:
    """Take the column that says what is measured; the one text that is left beside years is one."""
    if not draft.has("value") or draft.has("indicator"):
        return
    named = draft.named("indicator") or draft.named("indicator_code")
    if named:
        draft.take(max(named, key=lambda one: one.different), "indicator", _SURE)
        return
    texts = [one for one in draft.open() if one.there and one.different > 1 and not _says_area(draft, one)]
    if _headers_are_periods(draft) and len(texts) == 1:
        draft.take(texts[0], "indicator", _PERHAPS)


def _says_area(draft: _Draft, one: Profile) -> bool:
    """Whether a text only says something about the area, as its region does."""
    role = "area" if draft.has("area") else "area_code"
    if one.different < 2 or not draft.has(role):
        return False
    return draft.seen.follows(draft.position(role), one.position)


def _keep_the_rest(draft: _Draft) -> None:
    """A text that is left is a breakdown, unless there is one row an area and period: then it is a remark."""
    for one in draft.open():
        named = headers.role(one.header) in {"indicator", "indicator_code", "flag", "unit"}
        if named and headers.role(one.header) in {"flag", "unit"} and one.different > 1:
            draft.take(one, "dimension", _LIKELY)
        elif named or not one.there or _says_area(draft, one) or "<" in "".join(one.samples[:1]):
            draft.take(one, "ignored", _LIKELY)
        else:
            draft.take(one, "dimension", _LIKELY)
