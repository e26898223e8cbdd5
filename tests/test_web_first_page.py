"""The one HTML page: it gets its address and its language, and nothing else is touched."""

import pytest
from starlette.responses import HTMLResponse, PlainTextResponse, Response
from starlette.types import ASGIApp, Scope

from cityops.web.first_page import FirstPage, rewrite
from tests.support.asgi import ask

PAGE = b'<!doctype html><html lang="en"><head><title>x</title></head><body></body></html>'


def scope(query: str = "", root_path: str = "") -> Scope:
    """What the page looks at of a request."""
    return {"type": "http", "query_string": query.encode(), "root_path": root_path}


LANGUAGES = [
    pytest.param("lang=zh", "zh", id="chinese"),
    pytest.param("lang=en", "en", id="english"),
    pytest.param("", "en", id="not-said"),
    pytest.param("on=2019-12-31&lang=zh", "zh", id="among-others"),
    pytest.param("lang=zh&lang=en", "zh", id="the-first-of-two"),
    pytest.param("lang=xx", "en", id="unknown"),
    pytest.param("lang=%22%3E%3Cscript%3Ealert(1)%3C/script%3E", "en", id="markup"),
    pytest.param("lang=%FF%FE", "en", id="no-utf-8"),
]


@pytest.mark.parametrize(("query", "language"), LANGUAGES)
def test_the_page_says_its_language_and_nothing_that_was_asked(query: str, language: str) -> None:
    told = rewrite(PAGE, scope(query))
    assert told == rewrite(PAGE, scope()).replace(b'lang="en"', f'lang="{language}"'.encode())
    assert b"alert" not in told


@pytest.mark.parametrize(
    ("root_path", "base"),
    [("", "/"), ("/", "/"), ("/city", "/city/"), ("city/", "/city/"), ("/a/b", "/a/b/")],
)
def test_the_page_says_where_its_server_is(root_path: str, base: str) -> None:
    told = rewrite(PAGE, scope(root_path=root_path)).decode()
    assert f'BACKEND_BASE_URL:location.origin+"{base}"' in told
    assert f'MAIN_PAGE_BASE_URL:location.origin+"{base}"' in told
    assert told.index("window.__streamlit") < told.index("<title>")


def test_a_second_head_is_left_alone() -> None:
    told = rewrite(PAGE + b'<template><head></head><html lang="en"></template>', scope("lang=zh"))
    assert told.count(b"window.__streamlit") == 1
    assert told.endswith(b'<template><head></head><html lang="en"></template>')


def page(_body: bytes = PAGE, **headers: str) -> ASGIApp:
    """An app that answers with the page."""
    return FirstPage(HTMLResponse(_body, headers=headers))


def test_a_page_is_rewritten_with_its_length_and_without_its_tag() -> None:
    answer = ask(page(etag='"1"'), "/", headers={"accept": "text/html"})
    assert answer.body == rewrite(PAGE, scope())
    assert answer.headers["content-length"] == str(len(answer.body))
    assert "etag" not in answer.headers


def test_a_page_in_parts_is_rewritten_once() -> None:
    async def parts(_scope: Scope, _receive: object, send: object) -> None:
        assert callable(send)
        head = [(b"content-type", b"text/html")]
        await send({"type": "http.response.start", "status": 200, "headers": head})
        for i in range(0, len(PAGE), 10):
            await send({"type": "http.response.body", "body": PAGE[i : i + 10], "more_body": True})
        await send({"type": "http.response.body"})

    assert ask(FirstPage(parts), "/").body == rewrite(PAGE, scope())


UNTOUCHED = [
    pytest.param(PlainTextResponse(PAGE), "GET", id="no-page"),
    pytest.param(Response(PAGE, media_type="application/javascript"), "GET", id="a-script"),
    pytest.param(HTMLResponse(PAGE, status_code=404), "GET", id="not-found"),
    pytest.param(HTMLResponse(PAGE), "POST", id="not-read"),
]


@pytest.mark.parametrize(("response", "method"), UNTOUCHED)
def test_anything_else_passes_untouched(response: Response, method: str) -> None:
    answer = ask(FirstPage(response), "/", method=method)
    assert answer.body == PAGE
    assert answer.status == response.status_code


@pytest.mark.parametrize(("accept", "asked"), [("text/html", ""), ("*/*", "gzip")], ids=["page", "script"])
def test_only_a_page_is_asked_for_uncompressed(accept: str, asked: str) -> None:
    async def echo(scope: Scope, receive: object, send: object) -> None:
        said = dict(scope["headers"]).get(b"accept-encoding", b"")
        await PlainTextResponse(said)(scope, receive, send)  # type: ignore[arg-type]

    answer = ask(FirstPage(echo), "/", headers={"accept": accept, "accept-encoding": "gzip"})
    assert answer.body.decode() == asked
