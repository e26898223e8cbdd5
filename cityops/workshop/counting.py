"""What votes come to: who agrees, how far groups are apart, what moved between rounds. Pure."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

from cityops.assessment.model import OTHER_GROUP, UNKNOWN, VOTES, AgreementRule
from cityops.assessment.rules import level
from cityops.workshop.model import Outcome, Vote
from cityops.workshop.seen import Gap

FEWEST = 3
"""A group of fewer votes is not shown by itself: who is in it could be told."""

Groups = Mapping[str, Mapping[str, int]]
"""Heads of each answer by group."""


def counted(votes: Iterable[Vote], papers: Iterable[tuple[str, str, int]] = ()) -> dict[str, dict[str, int]]:
    """Count heads by group and answer.

    Args:
        votes: One a phone.
        papers: Group, answer and heads of what was entered by hand.

    >>> counted([Vote(1, "x", 1, "a", "3")], [("a", "3", 2)])
    {'a': {'3': 3}}
    """
    found: dict[str, Counter[str]] = {}
    for vote in votes:
        found.setdefault(vote.group_id, Counter())[vote.answer] += 1
    for group, answer, heads in papers:
        found.setdefault(group, Counter())[answer] += heads
    return {group: _in_order(found[group]) for group in sorted(found)}


def _in_order(counts: Mapping[str, int]) -> dict[str, int]:
    return {answer: counts[answer] for answer in VOTES if counts.get(answer)}


def together(groups: Groups) -> dict[str, int]:
    """Return the heads of each answer, all groups together.

    >>> together({"a": {"3": 2}, "b": {"2": 1, "3": 1}})
    {'2': 1, '3': 3}
    """
    total: Counter[str] = Counter()
    for counts in groups.values():
        total.update(counts)
    return _in_order(total)


def merged(groups: Groups) -> dict[str, dict[str, int]]:
    """Return groups that can be shown: those of fewer than three votes together, under 'other'.

    What is left over could be told from the total. So where 'other' itself is too small, the smallest group
    that could be shown goes in as well; and where one group is left, there is nothing to tell apart: none.

    >>> merged({"a": {"3": 4}, "b": {"2": 1}, "c": {"4": 2}})
    {'a': {'3': 4}, 'other': {'2': 1, '4': 2}}
    >>> merged({"a": {"3": 4}, "b": {"2": 1}})
    {}
    """
    sizes = {name: sum(counts.values()) for name, counts in groups.items()}
    small = [name for name, size in sizes.items() if size < FEWEST or name in ("", OTHER_GROUP)]
    left = sorted((name for name in groups if name not in small), key=lambda name: (sizes[name], name))
    while small and left and sum(sizes[name] for name in small) < FEWEST:
        small.append(left.pop(0))
    shown = {name: _in_order(groups[name]) for name in sorted(left)}
    if small:
        shown[OTHER_GROUP] = together({name: groups[name] for name in small})
    return shown if len(shown) > 1 else {}


def median(counts: Mapping[str, int]) -> str:
    """Return the answer of the middle; 'unknown' where more than half say so; '' without votes.

    Of two middle levels the lower one: a city stands on a level when more than half say at least that.

    >>> median({"2": 2, "3": 2}), median({"3": 2, "unknown": 3}), median({})
    ('2', 'unknown', '')
    """
    levels = [answer for answer in VOTES for _ in range(counts.get(answer, 0)) if answer != UNKNOWN]
    unknown = counts.get(UNKNOWN, 0)
    if not levels and not unknown:
        return ""
    return UNKNOWN if unknown > len(levels) else levels[(len(levels) - 1) // 2]


def outcome(groups: Groups, rule: AgreementRule) -> Outcome:
    """Say what votes come to by a rule.

    'agreed': the rule's share of all votes lies within its steps around the median, or says "not known", and
    no two groups that can be shown have medians as far apart as its gap. 'one_step': it would be so one step
    wider. Else 'split'.

    >>> outcome({"": {"2": 3, "3": 6, "unknown": 1}}, AgreementRule())
    Outcome(triage='agreed', answer='3', low=2, high=3, votes=10)
    """
    counts = together(groups)
    levels = [found for answer in counts if (found := level(answer)) is not None]
    low, high = (min(levels), max(levels)) if levels else (None, None)
    return Outcome(_triage(counts, groups, rule), median(counts), low, high, sum(counts.values()))


def _triage(counts: Mapping[str, int], groups: Groups, rule: AgreementRule) -> str:
    needed = rule.share * sum(counts.values())
    if not counts:
        return "none"
    apart = gap(merged(groups))
    if apart is not None and apart.steps >= rule.gap:
        return "split"
    for steps, triage in ((rule.within, "agreed"), (rule.within + 1, "one_step")):
        # Shares such as 0.7 are not exact in binary.
        if _most_together(counts, steps) >= needed - 1e-9:
            return triage
    return "split"


def _most_together(counts: Mapping[str, int], steps: int) -> int:
    """Return how many lie in the fullest row of levels around the median, or say that they do not know."""
    middle = level(median(counts))
    if middle is None:
        return counts.get(UNKNOWN, 0)
    rows = [range(first, first + steps + 1) for first in range(middle - steps, middle + 1)]
    return max(sum(counts.get(str(found), 0) for found in row) for row in rows)


def gap(groups: Groups) -> Gap | None:
    """Return the perception gap: the groups with the lowest and the highest median; None unless two have one.

    >>> gap({"a": {"2": 3}, "b": {"4": 3}}).steps
    2
    """
    medians = [(found, name) for name, counts in groups.items() if (found := level(median(counts)))]
    if len(medians) < 2:
        return None
    # Where all agree, the first two stand for it.
    low = min(medians)
    high = max((one for one in medians if one != low), key=lambda one: (one[0], one[1]))
    return Gap(low[1], low[0], high[1], high[0])


def movement(before: Iterable[Vote], after: Iterable[Vote]) -> dict[tuple[str, str], int]:
    """Count phones by what they said in the round before and what they say now; only who voted in both.

    >>> first, then = Vote(1, "x", 1, "", "2"), Vote(2, "x", 1, "", "3")
    >>> movement([first], [then])
    {('2', '3'): 1}
    """
    said = {vote.voter: vote.answer for vote in before}
    found = Counter((said[vote.voter], vote.answer) for vote in after if vote.voter in said)
    return dict(sorted(found.items()))


def warnings(before: Groups, after: Groups) -> tuple[str, ...]:
    """Say why a room that has come closer together may not agree more.

    Args:
        before: Heads by group and answer of the round before.
        after: Those of this round.

    Returns:
        'unknown_rose': closer, but more say that they do not know. 'one_group_moved': closer, but of the
        groups that can be shown in both rounds one alone has another median.
    """
    was, now = together(before), together(after)
    if not was or not now or _spread(now) >= _spread(was):
        return ()
    found = []
    if _share(now, UNKNOWN) > _share(was, UNKNOWN):
        found.append("unknown_rose")
    first, then = merged(before), merged(after)
    both = [name for name in then if name in first]
    changed = [name for name in both if median(first[name]) != median(then[name])]
    if len(both) > 1 and len(changed) == 1:
        found.append("one_group_moved")
    return tuple(found)


def _share(counts: Mapping[str, int], answer: str) -> float:
    return counts.get(answer, 0) / sum(counts.values())


def _spread(counts: Mapping[str, int]) -> float:
    """Return the variance of the levels."""
    levels = [int(answer) for answer in VOTES for _ in range(counts.get(answer, 0)) if answer != UNKNOWN]
    if not levels:
        return 0.0
    mean = sum(levels) / len(levels)
    return sum((found - mean) ** 2 for found in levels) / len(levels)


def by_ballot(ballots: Sequence[int], votes: Iterable[Vote]) -> dict[int, list[Vote]]:
    """Return the votes of each ballot."""
    found: dict[int, list[Vote]] = {number: [] for number in ballots}
    for vote in votes:
        if vote.ballot in found:
            found[vote.ballot].append(vote)
    return found
