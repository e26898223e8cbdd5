"""The seventh step: the first file, through the same import as on the data page."""

import csv
import io
from itertools import islice, product

import streamlit as st

from cityops.ui import data
from cityops.ui.set_up.stage import Stage
from cityops.vision import reads as visions
from cityops.web import runtime

_MOST_ROWS = 5000


def show(now: Stage) -> None:
    """Draw a template that names the city's own areas and indicators, and the import."""
    st.download_button(
        now.view.t("set_up.own_template"),
        _template(now),
        "template.csv",
        "text/csv",
        icon=":material/download:",
    )
    data.upload(now.view)


def _template(now: Stage) -> str:
    """Return a table with a row for each area and indicator, without year and value."""
    areas = [area.code for area in now.areas.values()]
    chosen = now.settings.indicators.split() or [one.indicator_id for one in visions.targets(runtime.store())]
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow(("area_code", "indicator", "year", "value"))
    pairs = islice(product(dict.fromkeys(chosen), areas), _MOST_ROWS)
    writer.writerows((area, indicator, "", "") for indicator, area in pairs)
    return text.getvalue()
