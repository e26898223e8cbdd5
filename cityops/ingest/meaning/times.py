"""When the values of a column were measured: said by its own name, by a column, once for all, or asked."""

from collections.abc import Iterable
from dataclasses import dataclass

from cityops.ingest.meaning import headers, periods
from cityops.ingest.meaning.mapping import Mapping
from cityops.ingest.meaning.periods import Habits
from cityops.ingest.meaning.questions import Question, answer, code_of
from cityops.ingest.meaning.units import without_unit


@dataclass(frozen=True, slots=True)
class Headed:
    """A column of values and what its name says.

    Attributes:
        position: From 0.
        header: As found.
        label: The time in its name; '' if there is none or while it is asked.
        is_whole: Whether the name is the time and nothing else.
        is_asked: Whether the time in the name is asked.
    """

    position: int
    header: str
    label: str = ""
    is_whole: bool = False
    is_asked: bool = False


def of_headers(columns: Iterable[tuple[int, str]], given: Mapping) -> tuple[list[Headed], list[Question]]:
    """Return what the names of the columns of values say of time, and what has to be asked.

    Names that are a time are taken as they stand. Inside a longer name one year is taken; a span
    of years or a month is taken if all names have one, and asked where single years stand beside it.

    >>> [one.label for one in of_headers([(1, "2010"), (2, "2011")], Mapping())[0]]
    ['2010', '2011']
    >>> [q.code for q in of_headers([(1, "Jobs_2015"), (2, "Life expectancy (2012-14)")], Mapping())[1]]
    ['period_2012-14']
    """
    found = list(columns)
    habits = periods.habits_of([without_unit(header) for _, header in found])
    found_times = {i: headers.times(header) for i, header in found}
    kinds = {_kind(labels) for labels in found_times.values() if labels}
    read = [_headed(i, header, found_times[i], habits, kinds, given) for i, header in found]
    asked = {question.code: question for _, question in read if question}
    return [one for one, _ in read], list(asked.values())


def _headed(
    position: int, header: str, labels: list[str], habits: Habits, kinds: set[str], given: Mapping
) -> tuple[Headed, Question | None]:
    said, name = given.periods.get(header, ""), without_unit(header)
    if said or periods.read(name, Habits(periods.DAY_FIRST, habits.seasons)):
        label = said or name.strip()
        return Headed(position, header, label, is_whole=not said), None
    if not labels:
        return Headed(position, header), None
    if len(labels) == 1 and set(name.split(" / ")) <= set(labels[0].split(" ")):
        return Headed(position, header, labels[0], is_whole=True), None
    if len(labels) == 1 and (_kind(labels) in {"year", "season"} or len(kinds) == 1):
        return Headed(position, header, labels[0]), None
    question = _which(labels)
    label = answer(question, given.answers)
    return Headed(position, header, label, is_asked=not label), None if label else question


def _kind(labels: list[str]) -> str:
    if len(labels) > 1:
        return "several"
    found = periods.read(labels[0], Habits(seasons=True))
    return found.kind if found else ""


def _which(labels: list[str]) -> Question:
    """Ask which time a name with a span, a month or several years stands for."""
    choices = list(labels)
    for label in labels:
        found = periods.read(label, Habits(seasons=True))
        if found:
            last = found.end.year - (found.end.month == 1)
            choices += [str(found.start.year), *([str(last)] if last != found.start.year else [])]
    unique = tuple(dict.fromkeys(choices))
    label = " / ".join(labels)
    return Question(code_of("period", label), "header_period", label, choices=unique, is_open=True)


def of_labels(labels: tuple[str, ...], given: Mapping) -> tuple[Habits, list[Question]]:
    """Return how the labels of a column are written, and what has to be asked of them.

    >>> of_labels(("01/02/2020", "03/04/2020"), Mapping())[1][0].code
    'date_order'
    """
    order = given.reading.get("date_order", "") or given.answers.get("date_order", "")
    begins = int(given.reading.get("year_begins", 4))
    habits = periods.habits_of(labels, order, begins)
    asked = []
    if days := periods.unclear_days(labels, habits):
        choices = (periods.DAY_FIRST, periods.MONTH_FIRST)
        asked.append(Question("date_order", "date_order", samples=tuple(days[:5]), choices=choices))
        answer(asked[-1], given.answers)
    if alone := periods.unclear_seasons(labels):
        question = Question("season", "season", alone[0], choices=("month", "years"))
        said = answer(question, given.answers)
        habits = Habits(habits.order, said == "years", begins) if said else habits
        asked += [] if said else [question]
    return habits, asked
