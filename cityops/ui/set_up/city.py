"""The fifth step: everything is looked at once more, and the city is founded in one write."""

import streamlit as st

from cityops.founding import draft
from cityops.founding.acts import found
from cityops.founding.faults import FoundingError
from cityops.founding.plans import understand
from cityops.ui.html import block, escape
from cityops.ui.set_up.kept import faults, write
from cityops.ui.set_up.stage import Stage, today
from cityops.ui.set_up.summary import without_boundary
from cityops.web import runtime
from cityops.words.catalogue import pick


def show(now: Stage) -> None:
    """Say what will be written, or what keeps it from being written."""
    t = now.view.t
    try:
        city = understand(draft.source(now.draft), today())
    except FoundingError as error:
        faults(error.faults, now.view)
        return
    name = pick(now.view.language, city.areas[0].name_en, city.areas[0].name_zh)
    counts = {"areas": len(city.areas) - 1, "indicators": len(city.indicators)}
    said = [t("set_up.will_found", city=name, **counts), *without_boundary(city.without_boundary, now.view)]
    st.html(block("".join(f"<p>{escape(line)}</p>" for line in said)))
    if st.button(t("set_up.found_city", city=name), type="primary", icon=":material/location_city:"):
        write(now, lambda: found(runtime.store(), now.view.actor, city, today(), reason="set-up"))
