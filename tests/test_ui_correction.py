"""The form that corrects a value, and what is shown below an upload."""

from collections.abc import Iterator
from pathlib import Path

import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from cityops.access import Role
from cityops.store import PRESENT, open_store
from cityops.web import runtime
from tests.support import city, claims
from tests.support.pages import exceptions, open_page, words


@pytest.fixture
def upload_id(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    path = tmp_path / "city.duckdb"
    store = city.build(open_store(str(path)))
    made = city.upload(store, *(f"T0,Fine dust,{year},{value}" for year, value in ((2020, 20), (2024, 13))))
    store.close()
    monkeypatch.setenv("CITYOPS_DB", str(path))
    st.cache_resource.clear()
    yield made.upload_id
    runtime.stop()
    st.cache_resource.clear()


def _form(role: Role, value: str, language: str = "en") -> AppTest:
    page = open_page("progress", role, lang=language, target="dust")
    page.session_state["correction_open"] = True
    page.run()
    if page.text_input:
        page.text_input(key="correction_value_0").set_value(value)
        page.text_input(key="correction_reason_0").set_value("a slip").run()
    assert exceptions(page) == []
    return page


@pytest.mark.parametrize("language", ["en", "zh"])
def test_a_value_is_corrected_after_what_gets_worse_was_confirmed(upload_id: str, language: str) -> None:
    page = _form(Role.ANALYST, "25", language)
    [write] = [one for one in page.button if one.label in ("Write the correction", "写入更正")]
    assert write.disabled
    page.checkbox(key="correction_confirm").check().run()
    [write] = [one for one in page.button if one.label in ("Write the correction", "写入更正")]
    write.click().run()
    assert exceptions(page) == []
    assert len(page.success) == 1
    assert page.text_input(key="correction_value_1").value == ""
    assert claims.held(runtime.store(), PRESENT)[("T0", 2024)] == (25.0, "")


def test_what_is_no_number_is_named_and_nothing_is_written(upload_id: str) -> None:
    page = _form(Role.ANALYST, "n/a")
    assert "is not a number" in page.error[0].value.replace("\\", "")
    assert claims.held(runtime.store(), PRESENT)[("T0", 2024)] == (13.0, "")


def test_a_viewer_finds_no_form(upload_id: str) -> None:
    assert [one.label for one in _form(Role.VIEWER, "25").text_input] == []


@pytest.mark.parametrize(("language", "said"), [("en", "its latest value"), ("zh", "最新数值")])
def test_an_upload_shows_what_rests_on_it(upload_id: str, language: str, said: str) -> None:
    page = open_page("data", Role.ANALYST, lang=language)
    page.session_state[f"rests_{upload_id}"] = True
    page.run()
    assert exceptions(page) == []
    assert said in words(page)
