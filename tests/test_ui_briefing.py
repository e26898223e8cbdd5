"""The button on Overview: nothing lies under it until it is opened, then what it says and gives."""

import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import streamlit as st

from cityops.access import Role
from cityops.briefing import pdf
from cityops.store import open_store
from cityops.vision import releases
from cityops.web import runtime
from tests.support import city
from tests.support.pages import exceptions, open_page, words


@pytest.fixture
def database(london_file: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """London, as the page sees it."""
    path = Path(shutil.copy(london_file, tmp_path / "london.duckdb"))
    monkeypatch.setenv("CITYOPS_DB", str(path))
    st.cache_resource.clear()
    yield path
    runtime.stop()
    st.cache_resource.clear()


def opened(language: str) -> Any:
    """Overview with the button's leaf open."""
    page = open_page("overview", Role.VIEWER, lang=language)
    page.session_state["briefing"] = True
    page.run()
    assert exceptions(page) == []
    return page


_OF_VALUES = {"Download as CSV", "下载CSV"}
"""The overview offers its values too."""


def downloads(page: Any) -> list[str]:
    """Names of the formats that are offered."""
    return [one.proto.label for one in page.get("download_button") if one.proto.label not in _OF_VALUES]


def test_nothing_is_made_until_the_leaf_is_opened(database: Path) -> None:
    page = open_page("overview", Role.VIEWER, lang="en")
    assert downloads(page) == []
    assert "PowerPoint" not in words(page)


OFFERED = [
    pytest.param("en", ["PowerPoint, to edit", "PDF, to send"], "9 pages.", "Draft, not released", id="en"),
    pytest.param("zh", ["PowerPoint（可编辑）", "PDF（供报送）"], "共9页。", "草稿，未发布", id="zh"),
]


@pytest.mark.parametrize(("language", "formats", "length", "standing"), OFFERED)
def test_the_leaf_offers_both_formats_and_says_what_they_hold(
    language: str, formats: list[str], length: str, standing: str, database: Path
) -> None:
    page = opened(language)
    assert downloads(page) == formats
    leaf = next(one.proto.body for one in page.get("html") if "co-leaf" in one.proto.body)
    assert length in leaf
    assert standing in leaf


def test_the_leaf_names_the_release(database: Path) -> None:
    store = open_store(str(database))
    releases.release(store, city.ADMINISTRATOR, "Council")
    store.close()
    assert "Released: Council, " in words(opened("en"))


def test_without_a_chinese_font_it_says_what_to_install(
    database: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pdf, "_HAN", ())
    page = opened("zh")
    assert downloads(page) == ["PowerPoint（可编辑）"]
    assert "fonts-noto-cjk" in words(page)
    assert downloads(opened("en")) == ["PowerPoint, to edit", "PDF, to send"]
