"""Which column of a long table says what."""

from dataclasses import dataclass

from cityops.ingest.frontdoor import Opened
from cityops.ingest.model import Fault, NoTableError

_NAMES = {
    "area": ("area_code", "area", "area_id", "geography", "地区代码", "地区", "区域代码", "区域"),
    "indicator": ("indicator", "indicator_id", "指标", "指标代码", "指标编号"),
    "period": ("period", "year", "date", "time", "年份", "年", "时期", "日期"),
    "value": ("value", "obs_value", "数值", "值"),
    "unit": ("unit", "单位"),
    "flag": ("flag", "obs_status", "标记", "数据状态"),
    "scenario": ("scenario", "情景"),
}
_NEEDED = ("area", "indicator", "period", "value")
# Said about a row, not part of its key.
_REMARKS = {
    "area_name",
    "indicator_name",
    "source",
    "licence",
    "license",
    "note",
    "comment",
    "error",  # of the file that `--errors` writes
    "地区名称",
    "来源",
    "备注",
}


@dataclass(frozen=True, slots=True)
class Columns:
    """Positions of the columns, from 0.

    Attributes:
        roles: Position of each role of the long layout that the file has.
        dimensions: Position of each further breakdown, by its lower-case name, in order of name.
        header: Names as found.
    """

    roles: dict[str, int]
    dimensions: dict[str, int]
    header: tuple[str, ...]

    def title(self, role: str) -> str:
        """Return the header of a role as found, or the role itself where the file has none."""
        return self.header[self.roles[role]] if role in self.roles else role


def find(opened: Opened) -> Columns:
    """Find the columns of a long table.

    Every column that is neither known nor a remark is a dimension: a breakdown that is kept, never added up.

    Raises:
        NoTableError: A column is missing, nameless or there twice.
    """
    names = [name.casefold() for name in opened.header]
    _refuse_doubtful(opened)
    roles = {role: _first(names, known) for role, known in _NAMES.items() if _first(names, known) is not None}
    missing = [role for role in _NEEDED if role not in roles]
    if missing:
        found = ", ".join(repr(name) for name in opened.header[:12])
        raise NoTableError(
            opened.name, Fault(opened.header_line, "", found, ", ".join(missing), "missing_column")
        )
    taken = set(roles.values())
    rest = {name: i for i, name in enumerate(names) if i not in taken and name not in _REMARKS}
    rest = {
        name: i for name, i in rest.items() if name not in {n for known in _NAMES.values() for n in known}
    }
    return Columns(
        {k: v for k, v in roles.items() if v is not None}, dict(sorted(rest.items())), opened.header
    )


def is_template(opened: Opened) -> bool:
    """Whether a header is meant as the long table of the template, though a column may be missing."""
    left_out = {*opened.unnamed, *(later for later, _ in opened.doubled)}
    names = {name.casefold() for i, name in enumerate(opened.header) if i not in left_out}
    known = {name for names in _NAMES.values() for name in names} | _REMARKS
    return "area_code" in names and "value" in names and names <= known


def _first(names: list[str], known: tuple[str, ...]) -> int | None:
    return next((names.index(name) for name in known if name in names), None)


def _refuse_doubtful(opened: Opened) -> None:
    for i in opened.unnamed:
        raise NoTableError(opened.name, Fault(opened.header_line, "", str(i + 1), "", "nameless_column"))
    for later, first in opened.doubled:
        found, expected = opened.header[first], opened.header[later]
        raise NoTableError(opened.name, Fault(opened.header_line, "", found, expected, "double_column"))
