"""A formula over indicators: ids, numbers, + - * / and brackets. It is read, never run as code. Pure."""

import ast
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from math import isfinite

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]

DERIVED = "derived"
"""Kind of an indicator whose values follow from a formula; its source is the formula."""

MAX_LENGTH = 500
_DEEPEST = 40
_ID = re.compile(r""""[^"]*"|'[^']*'|(?<![\w.])[^\W\d][\w.]*""")
_SIGNS: dict[type[ast.operator], Callable[[Floats, Floats], Floats]] = {
    ast.Add: np.add,
    ast.Sub: np.subtract,
    ast.Mult: np.multiply,
    ast.Div: np.divide,
}


class FormulaError(ValueError):
    """A text is no formula.

    Attributes:
        code: Words are `derived.fault.<code>`.
        found: What stands there.
    """

    def __init__(self, code: str, found: str) -> None:
        super().__init__(code)
        self.code = code
        self.found = found


@dataclass(frozen=True, slots=True)
class Formula:
    """A formula that was read.

    Attributes:
        text: As it was written.
        tree: Its parts; the n-th input is called `_n` there.
        inputs: Ids of the indicators in it, in order of first mention.
    """

    text: str
    tree: ast.expr
    inputs: tuple[str, ...]


def parse(text: str) -> Formula:
    """Read a formula. An id may be put into quotes; one with a minus in it has to be.

    >>> parse("own_jobs / own_people * 100000").inputs
    ('own_jobs', 'own_people')
    >>> parse("'iso37120_2018_5.1' + iso37120_2018_5.2").inputs
    ('iso37120_2018_5.1', 'iso37120_2018_5.2')

    Raises:
        FormulaError: It is none.
    """
    text = text.strip()
    if len(text) > MAX_LENGTH:
        raise FormulaError("too_long", str(MAX_LENGTH))
    inputs: dict[str, str] = {}

    def placed(found: re.Match[str]) -> str:
        return inputs.setdefault(found[0].strip("\"'"), f"_{len(inputs)}")

    try:
        tree = ast.parse(_ID.sub(placed, text), mode="eval").body
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        raise FormulaError("no_formula", text) from None
    _check(tree, 0)
    if not inputs:
        raise FormulaError("no_input", text)
    return Formula(text, tree, tuple(inputs))


def _check(part: ast.expr, depth: int) -> None:
    if depth > _DEEPEST:
        raise FormulaError("too_deep", str(_DEEPEST))
    if isinstance(part, ast.BinOp) and type(part.op) in _SIGNS:
        _check(part.left, depth + 1)
        _check(part.right, depth + 1)
    elif isinstance(part, ast.UnaryOp) and isinstance(part.op, ast.UAdd | ast.USub):
        _check(part.operand, depth + 1)
    elif not (isinstance(part, ast.Name) or _is_number(part)):
        raise FormulaError("not_allowed", ast.unparse(part)[:80])


def _is_number(part: ast.expr) -> bool:
    if not (isinstance(part, ast.Constant) and type(part.value) in (int, float)):
        return False
    try:
        return isfinite(part.value)  # type: ignore[arg-type]
    except OverflowError:
        return False


def evaluate(formula: Formula, columns: Mapping[str, Floats], size: int) -> tuple[Floats, NDArray[np.bool_]]:
    """Compute a formula row by row.

    Args:
        formula: Which one.
        columns: Values of each of its inputs, by id.
        size: How many rows there are.

    Returns:
        The values, NaN where there is none; and where that is because of a division by zero.

    >>> evaluate(parse("a / b * 100"), {"a": np.array([1.0, 1.0]), "b": np.array([4.0, 0.0])}, 2)
    (array([25., nan]), array([False,  True]))
    """
    by_zero = np.zeros(size, dtype=bool)
    named = {f"_{n}": columns[one] for n, one in enumerate(formula.inputs)}
    with np.errstate(all="ignore"):
        values = _value(formula.tree, named, by_zero)
    values = np.broadcast_to(np.asarray(values, dtype=np.float64), size)
    return np.where(np.isfinite(values) & ~by_zero, values, np.nan), by_zero


def _value(part: ast.expr, named: Mapping[str, Floats], by_zero: NDArray[np.bool_]) -> Floats:
    if isinstance(part, ast.BinOp):
        left, right = _value(part.left, named, by_zero), _value(part.right, named, by_zero)
        if isinstance(part.op, ast.Div):
            by_zero |= right == 0
        return _SIGNS[type(part.op)](left, right)
    if isinstance(part, ast.UnaryOp):
        value = _value(part.operand, named, by_zero)
        return -value if isinstance(part.op, ast.USub) else value
    if isinstance(part, ast.Name):
        return named[part.id]
    assert isinstance(part, ast.Constant)
    return np.float64(part.value)  # type: ignore[return-value, arg-type]


def order(formulas: Mapping[str, Formula]) -> list[str]:
    """Return the derived indicators, each behind those that it rests on.

    >>> order({"c": parse("b + a"), "b": parse("a * 2")})
    ['b', 'c']

    Raises:
        FormulaError: One rests on itself; the ids on the way are in `found`.
    """
    done: list[str] = []
    for one in sorted(formulas):
        _follow(one, formulas, done, ())
    return done


def _follow(one: str, formulas: Mapping[str, Formula], done: list[str], way: tuple[str, ...]) -> None:
    if one in way:
        raise FormulaError("cycle", " → ".join((*way[way.index(one) :], one)))
    if one in formulas and one not in done:
        for other in formulas[one].inputs:
            _follow(other, formulas, done, (*way, one))
        done.append(one)
