"""How far the number can be trusted: method, data, stability, age, targets, owners."""

import streamlit as st

from cityops.progress.assessment import VisionProgress
from cityops.ui import cached
from cityops.ui.html import block, escape
from cityops.ui.session import View
from cityops.words import dates, numbers


def show(found: VisionProgress, view: View) -> None:
    """Draw the card's heading and its lines."""
    st.header(view.t("overview.trust"), anchor=False)
    st.html(cached.block(lines, found, view))


def lines(found: VisionProgress, view: View) -> str:
    """Return one line a question that a sceptic asks."""
    t, language, city = view.t, view.language, found.city
    ages = [a.age_years for a in city.assessments if a.age_years is not None]
    targets = [a.target for a in city.assessments]
    published = [target for target in targets if not target.is_illustrative]
    said = [
        t("overview.trust_method", method=t(f"method.name.{found.method}"), version=found.method_version),
        t(f"method.about.{found.method}"),
        t("overview.trust_coverage", coverage=numbers.percent(city.coverage, 0, language)),
        t("overview.trust_stability", stability=numbers.percent(found.stability, 0, language)),
        t("overview.trust_age", age=dates.age(max(ages) * 12 if ages else None, language)),
        t("overview.trust_targets", published=len(published), illustrative=len(targets) - len(published),
          verified=sum(target.is_verified for target in published)),
        t("overview.trust_owner", n=sum(bool(a.indicator.owner) for a in city.assessments), all=len(targets)),
        t("overview.trust_known", version=view.version),
    ]  # fmt: skip
    if found.is_illustrative:
        n = len(targets) - len(published)
        said.append(t("overview.illustrative_about", n=n, all=len(targets)))
    rows = "".join(f"<p class='co-small' style='margin-bottom:.35rem'>{escape(line)}</p>" for line in said)
    return block(rows, "co-columns")
