"""The checks of a file: their codes, how grave each is, and the bounds that they judge by. Pure."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from enum import Enum

from cityops.ingest.model import Fault, Finding, Receipt

ROBUST_Z = 4
"""A value is an outlier if it is more than so many robust standard deviations from its series' median."""
FEWEST = 6
"""A series with fewer values has no usual range."""
JUMP_WITHIN = 10
"""Per cent by which a jump may differ from tenfold, a hundredfold or a thousandfold, up or down."""
GAP_CADENCES = 2
"""A new value leaves a gap if it comes later than so many cadences of its indicator after the one before."""


class Severity(Enum):
    """What a finding means for the file."""

    BLOCKING = "blocking"
    WARNING = "warning"
    INFO = "info"


@dataclass(frozen=True, slots=True)
class Rule:
    """One check.

    Attributes:
        code: Stable; what a reader quotes.
        severity: Whether it keeps the file from being taken.
        faults: The codes of the sentences that it finds: `import.fault.<code>`.
    """

    code: str
    severity: Severity
    faults: tuple[str, ...]


_BLOCKING = {
    "E-LINE": ("broken_line",),
    "E-AREA": ("empty_area", "unknown_area"),
    "E-INDICATOR": ("empty_indicator", "unknown_indicator"),
    "E-PERIOD": ("impossible_period",),
    "E-FUTURE": ("future_period",),
    "E-NUM": ("not_a_number",),
    "E-EMPTY": ("empty_value",),
    "E-RANGE": ("beyond_hard_range",),
    "E-UNIT": ("wrong_unit",),
    "E-SCENARIO": ("unknown_scenario",),
    "E-DUP": ("duplicate",),
    "E-DERIVED": ("derived",),
    "E-CHANGED": ("changed_value",),
}
_WARNING = {
    "W-UNIT-JUMP": ("unit_jump",),
    "W-OUTLIER": ("outlier",),
    "W-SIGN": ("sign",),
    "W-GAP": ("gap",),
    "W-CLOSED": ("closed",),
}
_INFO = {
    "I-TRIMMED": ("trimmed",),
    "I-CONVERTED": ("converted",),
    "I-MISSING": ("missing",),
}
RULES = (
    *(Rule(code, Severity.BLOCKING, faults) for code, faults in _BLOCKING.items()),
    *(Rule(code, Severity.WARNING, faults) for code, faults in _WARNING.items()),
    *(Rule(code, Severity.INFO, faults) for code, faults in _INFO.items()),
)
"""Every check of the rows, the gravest first."""

FILE = Rule("E-FILE", Severity.BLOCKING, ())
"""What keeps a file from being read as a table at all; the sentence says which of many reasons."""
_RULE_OF = {fault: rule for rule in RULES for fault in rule.faults}


def rule_of(fault: str) -> Rule:
    """Return the rule that a fault's code belongs to.

    >>> rule_of("unknown_area").code, rule_of("outlier").severity.value, rule_of("wrong_kind").code
    ('E-AREA', 'warning', 'E-FILE')
    """
    return _RULE_OF.get(fault, FILE)


def findings(counts: Mapping[str, int], first: Iterable[Fault]) -> tuple[Finding, ...]:
    """Group faults by rule, the gravest first.

    Args:
        counts: How many there are, by the code of the fault.
        first: Some of each, in order of line.

    >>> [one.count for one in findings({"empty_area": 2, "unknown_area": 1, "gap": 4}, [])]
    [3, 4]
    """
    shown = list(first)
    found = []
    for rule in (FILE, *RULES):
        n = sum(count for code, count in counts.items() if rule_of(code) is rule)
        if n:
            own = tuple(fault for fault in shown if rule_of(fault.code) is rule)
            found.append(Finding(rule.code, rule.severity.value, n, own[:SHOWN]))
    return tuple(found)


SHOWN = 20
"""How many places of a finding are named."""


def with_findings(receipt: Receipt, more: Iterable[Finding]) -> Receipt:
    """Return a receipt with more findings, the gravest first.

    >>> receipt = Receipt("a.csv", "", "", "", findings=(Finding("I-TRIMMED", "info", 1),))
    >>> [one.code for one in with_findings(receipt, [Finding("W-GAP", "warning", 2)]).findings]
    ['W-GAP', 'I-TRIMMED']
    """
    order = [rule.code for rule in (FILE, *RULES)]
    return replace(
        receipt, findings=tuple(sorted((*receipt.findings, *more), key=lambda one: order.index(one.code)))
    )
