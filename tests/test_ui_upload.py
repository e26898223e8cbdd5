"""The last step of an upload: what gets worse is confirmed by hand before it can be written."""

from collections.abc import Iterator
from pathlib import Path

import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from cityops.access import Role
from cityops.ingest import drafts
from cityops.store import PRESENT, open_store
from cityops.web import runtime
from tests.support import city, claims
from tests.support.pages import exceptions, open_page

HEADER = "area_code,indicator,year,value\n"
DUST_2024 = ("T0", 2024)


@pytest.fixture
def database(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    path = tmp_path / "city.duckdb"
    store = city.build(open_store(str(path)))
    city.upload(store, "T0,Fine dust,2020,20", "T0,Fine dust,2024,13")
    store.close()
    monkeypatch.setenv("CITYOPS_DB", str(path))
    st.cache_resource.clear()
    yield path
    runtime.stop()
    st.cache_resource.clear()


def _last_step(database: Path, value: int, language: str) -> AppTest:
    store = open_store(str(database))
    data = f"{HEADER}T0,Fine dust,2024,{value}\n".encode()
    draft = drafts.begin(store, city.ANALYST, "a.csv", data)
    store.close()
    page = open_page("data", Role.ANALYST, lang=language, upload=draft, step="commit")
    assert exceptions(page) == []
    return page


def _write(page: AppTest, language: str) -> AppTest:
    label = {"en": "Write this upload", "zh": "写入本次上传"}[language]
    [button] = [one for one in page.button if one.label == label]
    if not button.disabled:
        button.click().run()
    return page


@pytest.mark.parametrize("language", ["en", "zh"])
def test_what_gets_worse_waits_for_its_box(language: str, database: Path) -> None:
    page = _write(_last_step(database, 25, language), language)
    assert claims.held(runtime.store(), PRESENT)[DUST_2024] == (13.0, "")
    page.checkbox(key="confirm").check().run()
    _write(page, language)
    assert exceptions(page) == []
    assert claims.held(runtime.store(), PRESENT)[DUST_2024] == (25.0, "")


def test_what_gets_no_worse_has_no_box(database: Path) -> None:
    page = _last_step(database, 12, "en")
    assert not page.checkbox
    _write(page, "en")
    assert claims.held(runtime.store(), PRESENT)[DUST_2024] == (12.0, "")
