"""One target: since when, how sure, how computed, who says so, where, and down to the line of the file."""

from typing import Any

import streamlit as st

from cityops.access import SET_UP, Duty
from cityops.errors import CityOpsError
from cityops.indicators import commentary
from cityops.indicators.formula import DERIVED
from cityops.ingest import by_hand
from cityops.progress import computed, sentences
from cityops.progress.assessment import Assessment, VisionProgress
from cityops.progress.cases import BREAK
from cityops.ui import cached, charts, correction, download, links, trend
from cityops.ui.html import block, chip, escape, item, literal, plain_chip
from cityops.ui.session import View
from cityops.web import runtime
from cityops.words import dates, numbers, people
from cityops.words.catalogue import pick


def picked(found: VisionProgress) -> Assessment | None:
    """Return the target that the address names, in the area that it names."""
    area = found.districts.get(st.query_params.get("area", ""), found.city)
    wanted = st.query_params.get("target", "")
    own = next((a for a in area.assessments if a.target.id == wanted), None)
    if own is not None:
        return own
    of_city = {a.target.id: a for a in found.city.assessments}.get(wanted)
    if of_city is None:
        return None
    return next((a for a in area.assessments if a.indicator.id == of_city.indicator.id), None)


def show(one: Assessment, found: VisionProgress, view: View) -> None:
    """Draw the page of one target."""
    _breadcrumb(one, found, view)
    st.title(sentences.indicator_name(one.indicator, view.language), anchor=False)
    made_up = plain_chip(view.t("overview.illustrative")) if one.target.is_illustrative else ""
    said = escape(sentences.reason(one, view.language))
    st.html(block(f"<p>{said}</p><div class='co-chips'>{chip(one.status, view)}{made_up}</div>"))
    left, right = st.columns([1.5, 1], gap="small")
    with left.container(border=True, key="card_trend", height="stretch"):
        st.header(view.t("indicator.trend"), anchor=False)
        st.plotly_chart(
            trend.figure(one, view), theme=None, config=charts.CONFIG, key="trend_chart",
            alt=sentences.reason(one, view.language),
        )  # fmt: skip
        _computed(one, view)
    with right.container(border=True, key="card_facts", height="stretch"):
        st.header(view.t("indicator.facts"), anchor=False)
        lines = "".join(f"<p class='co-small'>{escape(line)}</p>" for line in facts(one, view))
        st.html(block(lines + _history(one, view)))
    _commentary(one, view)
    _districts(one, found, view)
    _rows(one, view)
    correction.show(one, view)
    areas = [one.area_id] if one.area_id in found.districts else [one.area_id, *found.districts]
    download.button(view, f"{one.indicator.id}_{one.area_id}", [one.indicator], areas)


def _breadcrumb(one: Assessment, found: VisionProgress, view: View) -> None:
    outcome = next(outcome for outcome in found.outcomes if outcome.id == one.target.outcome_id)
    with st.container(horizontal=True, vertical_alignment="center", key="breadcrumb"):
        links.to("overview", view.t("frame.overview"))
        links.to("progress", view.t("frame.progress"))
        here = [pick(view.language, outcome.name_en, outcome.name_zh)]
        if one.area_id != found.city.area.id:
            area = found.districts[one.area_id].area
            name = pick(view.language, area.name_en, area.name_zh) or area.code
            links.to("progress", name, area=area.id)
            links.to(
                "compare",
                view.t("map.compare_district", district=name),
                area=area.id,
                indicator=one.indicator.id,
            )
        links.to("map", view.t("frame.map"), indicator=one.indicator.id)
        st.html(block(escape(" › ".join(here)), "co-eyebrow"))


def _computed(one: Assessment, view: View) -> None:
    said = computed.steps(one, view.language)
    if one.indicator.kind == DERIVED:
        said = [view.t("derived.computed", formula=one.indicator.source), *said]
    steps = "".join(f"<li>{escape(step)}</li>" for step in said)
    st.html(block(f"<h3>{escape(view.t('indicator.computed'))}</h3><ol class='co-steps'>{steps}</ol>"))


def facts(one: Assessment, view: View) -> list[str]:
    """Return what a sceptic asks of the data and of the target, one line a question."""
    t, language, target, latest = view.t, view.language, one.target, one.latest
    comma = _comma(language)
    when = sentences.period(latest.label, language) if latest else numbers.ABSENT
    said = {
        "value": sentences.amount(latest.value if latest else None, one.indicator, language) + comma + when,
        "needed": sentences.amount(one.needed, one.indicator, language),
        "target": sentences.target(one, language) + comma + sentences.year_of(target.target_date, language),
        "baseline": _baseline(one, view),
        "source": target.source_title,
        "fit": target.fit,
        "owner": (one.indicator.owner or t("overview.owner_none")) if view.names else "",
        "freshness": sentences.age(one, language),
    }
    lines = [f"{t(f'indicator.{key}')}{_colon(language)}{text}" for key, text in said.items() if text]
    flags = sorted({point.flag for point in one.trend if point.flag})
    broken = next((point.label for point in one.trend if point.flag == BREAK), None)
    return [
        *lines,
        t("indicator.cadence", n=one.indicator.cadence_months),
        t("indicator.points", n=_since_baseline(one)),
        t("indicator.flags", flags=", ".join(flags)) if flags else t("indicator.flags_none"),
        t("indicator.breaks", period=broken) if broken else t("indicator.breaks_none"),
        *([] if target.is_verified or target.is_illustrative else [t("indicator.verified_no")]),
        *([note] if (note := pick(language, target.note_en, target.note_zh)) else []),
    ]


def _colon(language: str) -> str:
    return "：" if language == "zh" else ": "


def _comma(language: str) -> str:
    return "，" if language == "zh" else ", "


def _baseline(one: Assessment, view: View) -> str:
    value = sentences.amount(one.baseline, one.indicator, view.language)
    label = sentences.period(one.target.baseline_label, view.language)
    source = one.target.baseline_source if view.names else ""
    return _comma(view.language).join(part for part in (value, label, source) if part)


def _since_baseline(one: Assessment) -> int:
    start = one.target.baseline_end
    return sum(start is None or point.end >= start for point in one.trend)


def _history(one: Assessment, view: View) -> str:
    zone = cached.settings(view.version).time_zone
    lines = []
    versions = cached.target_history(view.version, one.target.id)
    for row in (row for row in versions if row["known_from"] <= view.written):
        target = sentences.amount(row["target_value"], one.indicator, view.language)
        head = view.t(
            "indicator.history_row",
            version=row["version"],
            target=target if row["target_value"] is not None else sentences.target(one, view.language),
            year=sentences.year_of(row["target_date"], view.language),
            weight=numbers.number(row["weight"], 1, view.language),
        )
        signed = view.t(
            "indicator.history_signed" if view.names else "indicator.history_dated",
            person=_person(row["person"], view),
            role=view.t(f"frame.role.{row['role']}"),
            moment=dates.moment(row["changed_at"], zone, view.language),
        )
        lines.append(f"<p class='co-small'>{escape(head)}<br>{escape(signed)}</p>")
    return f"<h3>{escape(view.t('indicator.history'))}</h3>{''.join(lines)}"


def _person(name: str, view: View) -> str:
    return view.t("operations.set_up") if name == SET_UP.name else people.shown(name, view.language)


def _commentary(one: Assessment, view: View) -> None:
    with st.container(border=True, key="card_commentary"):
        st.header(view.t("indicator.commentary"), anchor=False)
        said = cached.commentary(view.version, one.indicator.id, one.area_id, view.written)
        st.html(
            block(
                "".join(_said(entry, view) for entry in said) or escape(view.t("indicator.commentary_none"))
            )
        )
        if view.actor.may(Duty.COMMENTARY):
            _comment(one, view)


def _said(entry: commentary.Commentary, view: View) -> str:
    zone = cached.settings(view.version).time_zone
    signed = view.t(
        "indicator.commentary_signed" if view.names else "indicator.commentary_dated",
        person=people.shown(entry.person, view.language),
        moment=dates.moment(entry.written_at, zone, view.language),
        on=dates.date(entry.on_date, view.language),
    )
    parts = [("story", entry.story), ("works", entry.works), ("next_steps", entry.next_steps)]
    body = "".join(
        f"<p><strong>{escape(view.t(f'indicator.{key}'))}</strong> {escape(text)}</p>"
        for key, text in parts
        if text
    )
    return f"<div class='co-said'>{body}<p class='co-small'>{escape(signed)}</p></div>"


def _comment(one: Assessment, view: View) -> None:
    folded = st.expander(view.t("indicator.commentary_add"), on_change="rerun", key="comment_open")
    if not folded.open:
        return
    with folded, st.form("comment", border=False, clear_on_submit=True):
        fields = ("story", "works", "next_steps")
        texts = {key: st.text_area(view.t(f"indicator.{key}"), key=f"comment_{key}") for key in fields}
        if st.form_submit_button(view.t("indicator.sign"), type="primary"):
            _sign(one, view, texts)


def _sign(one: Assessment, view: View, texts: dict[str, str]) -> None:
    try:
        commentary.add(
            runtime.store(),
            view.actor,
            indicator_id=one.indicator.id,
            area_id=one.area_id,
            on=view.on,
            language=view.language,
            **texts,
        )
    except CityOpsError as error:
        st.error(literal(error.sentence(view.language)))
    else:
        st.rerun()


def _districts(one: Assessment, found: VisionProgress, view: View) -> None:
    same = [
        (area, a)
        for area in found.districts.values()
        for a in area.assessments
        if a.indicator.id == one.indicator.id
    ]
    if not same or one.area_id != found.city.area.id:
        return
    folded = st.expander(view.t("indicator.districts"), on_change="rerun", key="districts_open")
    if not folded.open:
        return
    with folded:
        rows = "".join(
            item(
                a.status,
                view,
                pick(view.language, area.area.name_en, area.area.name_zh),
                [sentences.reason(a, view.language)],
            )
            for area, a in same
        )
        st.html(block(f"<ul class='co-list co-columns'>{rows}</ul>"))


def _rows(one: Assessment, view: View) -> None:
    if not view.names:
        return
    folded = st.expander(view.t("indicator.rows"), on_change="rerun", key="rows_open")
    if folded.open:
        with folded:
            st.html(block(escape(view.t("indicator.rows_about")), "co-small"))
            _table(one, view)


def _table(one: Assessment, view: View) -> None:
    claims = cached.claims(view.version, one.indicator.id, one.area_id, view.written)
    st.dataframe(
        [_row(claim, one, view) for claim in claims],
        hide_index=True,
        width="stretch",
        key="rows",
        alt=view.t("indicator.rows"),
    )


def _row(claim: dict[str, Any], one: Assessment, view: View) -> dict[str, Any]:
    t = view.t
    return {
        t("indicator.row_period"): claim["period_label"],
        t("indicator.row_value"): sentences.amount(claim["value"], one.indicator, view.language),
        t("indicator.row_raw"): claim["raw_value"],
        t("indicator.row_corrected"): claim["corrected_from"],
        t("indicator.row_flag"): claim["flag"],
        t("indicator.row_dimensions"): claim["dimensions"],
        t("indicator.row_file"): _file(claim, view),
        t("indicator.row_line"): claim["line"],
        t("indicator.row_state"): t(f"data.state_{claim['state']}"),
        t("indicator.row_person"): people.shown(claim["person"], view.language),
        t("indicator.row_moment"): dates.moment(
            claim["uploaded_at"], cached.settings(view.version).time_zone, view.language
        ),
    }


def _file(claim: dict[str, Any], view: View) -> str:
    """Return the file's name; of a correction by hand why it was made."""
    if claim["origin"] == by_hand.ORIGIN:
        return view.t("correction.by_hand", reason=claim["reason"])
    return str(claim["file_name"])
