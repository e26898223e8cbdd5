"""The rules of the house that neither ruff nor mypy nor import-linter can hold."""

import ast
import re
import sys
import tomllib
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

from cityops.__main__ import parser
from cityops.config import ROOT
from cityops.ui.pages import PAGES as LISTED
from cityops.words.catalogue import catalogue

PAGES = sorted((ROOT / "pages").glob("*.py"))
PRODUCT = sorted((ROOT / "cityops").rglob("*.py"))
KEYS = frozenset(catalogue("en"))
OURS = ("*", ".ci/*", ".streamlit/*.toml", *(f"{name}/**/*" for name in ("cityops", "pages", "data", "docs")))
OURS += ("tests/**/*", "benchmarks/**/*", "deploy/*")
TEXTS = {
    ".py",
    ".md",
    ".toml",
    ".sql",
    ".csv",
    ".txt",
    ".css",
    ".js",
    ".geojson",
    ".svg",
    ".conf",
    ".service",
    "",
}
INSTALLED_AS = {"charset_normalizer": "charset-normalizer", "pptx": "python-pptx"}
"""Packages that are imported under another name than the one they are installed by."""


def _name(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


@cache
def _tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text("utf-8"), str(path))


def _files() -> list[Path]:
    """Every text that belongs to the product and was written for it."""
    found = {path for pattern in OURS for path in ROOT.glob(pattern) if path.suffix in TEXTS}
    return sorted(path for path in found if path.is_file() and "vendor" not in path.parts)


@pytest.mark.parametrize("page", PAGES, ids=_name)
def test_a_page_only_composes(page: Path) -> None:
    own = (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef, ast.Lambda)
    assert len(page.read_text("utf-8").splitlines()) <= 80
    assert [node.lineno for node in ast.walk(_tree(page)) if isinstance(node, own)] == []
    assert [name for name in _imports(_tree(page)) if not _is_for_pages(name)] == []


def _imports(tree: ast.Module) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield str(node.module)


def _is_for_pages(name: str) -> bool:
    return name in {"streamlit", "cityops.errors"} or name.split(".")[:2] == ["cityops", "ui"]


def test_the_menu_knows_every_page() -> None:
    assert sorted(LISTED) == [page.stem for page in PAGES]


@pytest.mark.parametrize("page", PAGES, ids=_name)
def test_a_page_asks_first_whether_the_reader_may_open_it(page: Path) -> None:
    calls = [node for node in ast.walk(_tree(page)) if isinstance(node, ast.Call)]
    asked = [node for node in calls if ast.unparse(node.func) == "session.view"]
    assert [ast.unparse(node) for node in asked] == [f"session.view('{page.stem}')"]
    assert asked[0].lineno == min(node.lineno for node in _tree(page).body if not _is_head(node))


def _is_head(node: ast.stmt) -> bool:
    """Whether it is the title of a module or an import."""
    is_title = isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)
    return is_title or isinstance(node, ast.Import | ast.ImportFrom)


def test_no_file_is_too_long_to_read() -> None:
    lines = {_name(path): len(path.read_text("utf-8").splitlines()) for path in PRODUCT}
    assert {name: count for name, count in lines.items() if count > 300} == {}


def test_what_cityops_imports_is_declared_and_explained() -> None:
    names = {name.partition(".")[0] for path in PRODUCT for name in _imports(_tree(path))}
    roots = {INSTALLED_AS.get(name, name) for name in names}
    declared = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
    runtime = {_package(line) for line in declared["project"]["dependencies"]}
    development = {_package(line) for line in declared["dependency-groups"]["dev"]}
    assert roots - set(sys.stdlib_module_names) - {"cityops", "_typeshed"} <= runtime
    explained = re.findall(r"^\| `([^`]+)`", (ROOT / "docs/dependencies.md").read_text("utf-8"), re.M)
    assert sorted(explained) == sorted(runtime | development)


@pytest.mark.parametrize("name", ["requirements.txt", "requirements-dev.txt"])
def test_every_package_is_pinned(name: str) -> None:
    lines = (ROOT / name).read_text("utf-8").splitlines()
    packages = [line for line in lines if line and not line.lstrip().startswith("#")]
    assert [line for line in packages if not re.match(r"[\w.-]+==[\w.]+( ; |$)", line)] == []


def _package(line: str) -> str:
    return re.split(r"[\[=<>~! ]", line)[0]


def test_every_key_of_the_words_is_used() -> None:
    used = [pattern for path in (*PRODUCT, *PAGES) for pattern in _mentioned(_tree(path))]
    whole = re.compile("|".join(f"(?:{pattern})" for pattern in used))
    assert sorted(key for key in KEYS if not whole.fullmatch(key)) == []


def test_every_key_that_is_asked_for_exists() -> None:
    wanted = {(_name(path), asked) for path in (*PRODUCT, *PAGES) for asked in _asked(_tree(path))}
    missing = [(name, asked) for name, asked in wanted if not any(re.fullmatch(asked, k) for k in KEYS)]
    assert sorted(missing) == []


def _mentioned(tree: ast.Module) -> Iterator[str]:
    """Every text, and every text with gaps, that may be a key: it begins with the name of a group."""
    groups = {key.partition(".")[0] for key in KEYS}
    for node in ast.walk(tree):
        pattern = _pattern(node)
        if pattern and pattern.partition(r"\.")[0] in groups and r"\." in pattern:
            yield pattern


def _asked(tree: ast.Module) -> Iterator[str]:
    """What is handed to a translator: `t(...)`, `view.t(...)` or `words(language)(...)`."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and node.args and _is_translator(node.func):
            branches = _branches(node.args[0])
            yield from (pattern for branch in branches if (pattern := _pattern(branch)))


def _is_translator(called: ast.expr) -> bool:
    if isinstance(called, ast.Call):
        return isinstance(called.func, ast.Name) and called.func.id == "words"
    return getattr(called, "id", getattr(called, "attr", "")) == "t"


def _branches(node: ast.expr) -> list[ast.expr]:
    return [*_branches(node.body), *_branches(node.orelse)] if isinstance(node, ast.IfExp) else [node]


def _pattern(node: ast.AST) -> str:
    """Return a text as a regular expression in which a gap stands for one part of a key; '' for no text."""
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        return re.escape(node.value)
    if isinstance(node, ast.JoinedStr):
        return "".join(_pattern(part) or r"\w+" for part in node.values)
    if isinstance(node, ast.BinOp) and isinstance(node.op, ast.Add):
        left, right = _pattern(node.left), _pattern(node.right)
        return (left or r"\w+") + (right or r"\w+") if left or right else ""
    return ""


def test_readme_lists_every_command() -> None:
    known = next(action for action in parser()._actions if action.dest == "command").choices
    listed = re.findall(r"^\| `([a-z-]+)[^|]*` \|", (ROOT / "README.md").read_text("utf-8"), re.M)
    assert sorted(listed) == sorted(known or ())


def test_every_document_that_is_named_exists() -> None:
    named = {
        (_name(path), found)
        for path in _files()
        if path.suffix != ".csv"  # whose sources have documents of their own
        for found in re.findall(r"\bdocs/[\w/.-]+\.(?:md|png)\b", path.read_text("utf-8"))
    }
    assert sorted((name, found) for name, found in named if not (ROOT / found).exists()) == []


def test_links_between_documents_lead_somewhere() -> None:
    broken = [
        (_name(path), target)
        for path in _files()
        if path.suffix == ".md"
        for target in re.findall(r"\]\(([^)#:]+)\)", path.read_text("utf-8"))
        if not (path.parent / target).exists()
    ]
    assert broken == []


def test_the_product_names_no_place_of_its_making() -> None:
    places = ["/" + "work/", "shared" + "/guide", "shared" + "/data"]
    found = [
        (_name(path), place) for path in _files() for place in places if place in path.read_text("utf-8")
    ]
    assert found == []
