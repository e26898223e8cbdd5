"""Every way to rate, by name. The first is the default."""

from collections.abc import Mapping
from types import MappingProxyType

from cityops.progress.methods import anticipated, cagr, minmax, pace, ratio, un
from cityops.progress.model import Method

METHODS: Mapping[str, Method] = MappingProxyType(
    {module.METHOD.name: module.METHOD for module in (pace, cagr, un, anticipated, ratio, minmax)}
)
DEFAULT = pace.METHOD.name
