"""What was recorded is seen at once: beside its element, and on the draft overview; released pages wait."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
import streamlit as st

from cityops.access import Role
from cityops.assessment import answers
from cityops.store import Store
from cityops.vision import releases
from cityops.web import runtime
from tests.support import city
from tests.support.pages import exceptions, open_page, words
from tests.support.rooms import ADA, prepare_wave


@pytest.fixture
def store(small_file: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Store]:
    """The small city with a wave, as the pages see it; what it says of the vision is released."""
    monkeypatch.setenv("CITYOPS_DB", str(shutil.copy(small_file, tmp_path / "city.duckdb")))
    st.cache_resource.clear()
    yield runtime.store()
    runtime.stop()
    st.cache_resource.clear()


def test_a_recorded_level_is_seen_at_once(store: Store) -> None:
    wave_id = prepare_wave(store)
    releases.release(store, city.ADMINISTRATOR, "Council")
    assert "Level 3" not in words(open_page("operating_model", Role.FACILITATOR))
    answers.answer(store, ADA, wave_id, "B5", 1, {"current": "3", "ambition": "5"})
    found = open_page("operating_model", Role.FACILITATOR)
    assert exceptions(found) == []
    assert "Level 3, wanted 5" in words(found)
    assert "First wave, 30 June 2025, a draft" in words(found)
    draft = words(open_page("overview", Role.FACILITATOR, known="now"))
    assert "Operating model: 1 of 3 elements that apply have an answer; 1 stands on level 3" in draft
    assert "3级，目标5级" in words(open_page("overview", Role.FACILITATOR, lang="zh", known="now"))
    for page in ("overview", "operating_model"):
        assert "Level 3" not in words(open_page(page, Role.VIEWER))
