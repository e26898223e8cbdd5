"""Every way to rate, by name. The first is the default."""

from collections.abc import Mapping
from types import MappingProxyType

from cityops.errors import RefusedError
from cityops.progress.methods import anticipated, cagr, minmax, pace, ratio, un
from cityops.progress.model import Method

METHODS: Mapping[str, Method] = MappingProxyType(
    {module.METHOD.name: module.METHOD for module in (pace, cagr, un, anticipated, ratio, minmax)}
)
DEFAULT = pace.METHOD.name


def method_named(name: str) -> Method:
    """Return a method by its name.

    Raises:
        RefusedError: There is none of that name.
    """
    if name not in METHODS:
        raise RefusedError(f"There is no method {name!r}. Choose one of {', '.join(METHODS)}.")
    return METHODS[name]
