"""Every way to rate, by name. The first is the default."""

from collections.abc import Mapping
from types import MappingProxyType

from cityops.progress.methods import anticipated, cagr, minmax, pace, ratio, un
from cityops.progress.model import Method
from cityops.words.refusals import refused

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
        raise refused("refused.no_method", name=name, there=", ".join(METHODS))
    return METHODS[name]
