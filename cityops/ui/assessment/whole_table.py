"""A wave as a table: on the screen, and as CSV to take along."""

import csv
import io

from cityops.assessment import rules
from cityops.assessment.model import WaveItem, WholeWave
from cityops.operating_model.as_json import harmless
from cityops.operating_model.model import OperatingModel
from cityops.ui.assessment import parts
from cityops.ui.html import table, wide
from cityops.ui.session import View


def head(view: View) -> list[str]:
    """Return the names of the columns."""
    names = ["element", "component", "current", "ambition", "gap", "spread_column", "how", "confidence"]
    names += ["rationale", "dissent", *(["owner"] if view.names else []), "evidence"]
    return [view.t(f"wave.{name}") for name in names]


def row(one: WaveItem, whole: WholeWave, model: OperatingModel, view: View) -> list[str]:
    """Return what was found of a question, column by column."""
    step = rules.gap(one)
    votes = view.t("wave.spread_votes", low=one.current_low, high=one.current_high, n=one.current_votes)
    evidence = "; ".join(
        text
        for row in whole.evidence_of(one.item_id)
        for text in (row.evidence_text, row.link, row.indicator_id)
        if text
    )
    return [
        parts.named(one, view),
        parts.component(one.element_id, model, view),
        parts.answered(one.current, model, view),
        parts.answered(one.ambition, model, view),
        "" if step is None else str(step),
        votes if one.current_low is not None else "",
        view.t(f"wave.how_of.{one.current_how}") if one.current_how else "",
        parts.confidence(one.confidence, view) if one.confidence else "",
        one.rationale,
        one.dissent,
        *([one.owner] if view.names else []),
        evidence,
    ]


def drawn(whole: WholeWave, model: OperatingModel, view: View) -> str:
    """Return the table for the screen."""
    rows = [row(one, whole, model, view) for one in whole.items]
    return wide(table(head(view), rows), view.t("wave.as_table"))


def as_csv(whole: WholeWave, model: OperatingModel, view: View) -> str:
    """Return the table as CSV; each line says whether the wave is made up, and no cell is a formula."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\r\n")
    t, wave = view.t, whole.wave
    kind = t("wave.illustrative") if wave.is_illustrative else t("wave.real")
    writer.writerow([t("wave.wave"), t("wave.held_on"), t("wave.kind"), *head(view)])
    for one in whole.items:
        cells = [parts.name(wave, view), wave.held_on.isoformat(), kind, *row(one, whole, model, view)]
        writer.writerow([harmless(cell) for cell in cells])
    return text.getvalue()
