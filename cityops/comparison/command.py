"""The command `compare`: one area beside others. See `cityops.commands`."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from cityops.comparison import as_json
from cityops.comparison import reads as comparison
from cityops.errors import UsageError
from cityops.store import Reader
from cityops.words.refusals import refused


def compare(store: Reader, arguments: Mapping[str, Any], on: date, moment: datetime) -> dict[str, Any]:
    """Compare an area with the city, all of its kind, and those that are like it.

    Raises:
        RefusedError: The area has no value of the indicator that is asked for.
        UsageError: So many areas cannot be the most alike.
    """
    asked = arguments.get("by")
    by = (
        comparison.criteria(store, known=moment)
        if asked is None
        else [key for key in asked.split(",") if key]
    )
    k = int(arguments.get("nearest") or comparison.NEAREST)
    if k < 1:
        raise UsageError(f"{k} areas cannot be the most alike. Ask for one or more with --nearest.")
    code = str(arguments["area"])
    found = comparison.profile(store, code, by=by, k=k, on=on, known=moment)
    told = as_json.of_profile(found, moment)
    wanted = arguments.get("indicator")
    if not wanted:
        return told
    for place, strip in enumerate(found.strips):
        if strip.indicator.id == wanted:
            return told | {
                "indicators": [told["indicators"][place]],
                "values": as_json.of_values(strip, found),
            }
    there = ", ".join(strip.indicator.id for strip in found.strips)
    raise refused("refused.no_value", area=code, indicator=wanted, on=on, there=there)
