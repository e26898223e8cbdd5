"""Every page in both languages, both tones and both sizes: nothing fails, overflows or shuts anybody out."""

import hashlib
from collections.abc import Callable

import pytest
from _pytest.mark.structures import ParameterSet
from playwright.sync_api import expect

from cityops.words.catalogue import LANGUAGES
from tests.support import axe
from tests.support.app import App
from tests.support.browser import DESKTOP, PHONE, Look, Tab
from tests.support.pages import PATHS

pytestmark = pytest.mark.browser

TITLES = {
    "/": ("London is ", "伦敦"),
    "/progress": ("targets are behind", "进度滞后"),
    "/map": ("across the districts", "各区介于"),
    "/compare": ("indicators stand out", "项指标中有"),
    "/compare?area=E09000007&indicator=ldn_jobs": ("across 33 areas", "33个地区介于"),
    "/map?indicator=headline&district=E09000007": ("of the way across the districts", "各区已走完"),
    "/progress?area=E09000007": ("Camden: outcomes and targets", "卡姆登区：成果与目标"),
    "/operating-model": ("Operating model", "运行模型"),
    "/operating-model?element=B5": ("Mapping the city's interoperability needs", "描绘城市交互性需求"),
    "/assessment": ("Half of the elements stand on level", "半数要素处于第"),
    "/assessment?element=B5": ("Mapping the city's interoperability needs: ", "描绘城市交互性需求："),
    "/assessment?view=sheet": ("Score sheet", "评分表"),
    "/workshop": ("No wave is under way", "目前没有正在进行的评估"),
    "/catalogue": ("have no owner", "尚未明确责任人"),
    "/access": ("Who may do what", "角色与权限"),
    "/data": ("Add data", "添加数据"),
    "/operations": ("Operations", "运行维护"),
    "/set-up": ("Set up your city", "新建城市"),
}
STATES = [path for path in TITLES if "?" in path]
"""What pages show besides what they open with."""
LOOKS = {
    f"{'dark' if dark else 'light'}-{size[0]}x{size[1]}": Look(size, dark)
    for size in (DESKTOP, PHONE)
    for dark in (False, True)
}
SAMPLE = [("en", "light-1440x900"), ("zh", "dark-390x844")]
"""What every run looks at: a page in one or the other, in turn. All of it is for the long run."""
SEEN_ELSEWHERE = {
    "/",
    "/progress",
    "/compare",
    "/map",
    "/operating-model",
    "/operating-model?element=B5",
    "/data",
    "/workshop",
}
"""What a reader's path in another of these tests opens, and looks at with axe."""


def _views() -> list[ParameterSet]:
    return [
        pytest.param(
            path,
            language,
            look,
            id=f"{path}-{language}-{name}",
            marks=[] if _is_sampled(turn, path, language, name) else pytest.mark.soak,
        )
        for turn, path in enumerate([*PATHS, *STATES])
        for language in LANGUAGES
        for name, look in LOOKS.items()
    ]


def _is_sampled(turn: int, path: str, language: str, look: str) -> bool:
    return path not in SEEN_ELSEWHERE and (language, look) == SAMPLE[turn % len(SAMPLE)]


@pytest.mark.parametrize(("path", "language", "look"), _views())
def test_a_page_is_whole(
    path: str, language: str, look: Look, app: App, open_tab: Callable[..., Tab]
) -> None:
    """A complaint of the browser fails the test as well, when the tab closes."""
    tab = open_tab(app.url, look).open(f"{path}{'&' if '?' in path else '?'}lang={language}")
    title = TITLES[path][LANGUAGES.index(language)]
    expect(tab.page.get_by_role("heading", level=1)).to_contain_text(title)
    assert tab.overflow() == 0
    assert axe.violations(tab.page) == []


def test_axe_is_the_one_that_its_table_names() -> None:
    table = (axe.FILE.parent / "README.md").read_text("utf-8")
    digest = hashlib.sha256(axe.FILE.read_bytes()).hexdigest()
    version = axe.FILE.read_text("utf-8")[:40].split()[2].removeprefix("v")
    assert f"| {version} |" in table
    assert f"`{digest}`" in table
