"""What the ballot's page says: asking for a code, and the page of a room with its words in it."""

from html import escape
from typing import Any

from starlette.requests import Request
from starlette.responses import Response

from cityops.web.hall import STATUS, Guest
from cityops.web.plain import SPOKEN, Parts, page, script_of
from cityops.words.catalogue import FALLBACK, LANGUAGE_NAMES, LANGUAGES, pick, words
from cityops.workshop.model import TRIAL
from cityops.workshop.refusals import TurnedAwayError
from cityops.workshop.seen import BallotView, Lobby

_SPOKEN_HERE = "cityops_language"
_YEAR = 365 * 24 * 3600
_STAGES = ("lobby", "question", "voting", "closed", "revealed", "discussing", "agreed", "recorded", "parked")
_SAID = (
    *_STAGES, "group", "none", "join", "joining", "secret", "illustrative", "ended", "current", "ambition",
    "unknown", "level", "sending", "counts", "voted", "pending", "yours", "nothing", "offline", "round",
    "left", "trial", "trial_question", "trial_1", "trial_2", "trial_3", "trial_4", "trial_5",
)  # fmt: skip


def language_of(request: Request) -> str:
    """Return the language of the address, else of the phone as it last chose, else of its browser.

    The first language that the browser asks for and that is spoken here counts.
    """
    asked = request.query_params.get("lang") or request.cookies.get(_SPOKEN_HERE, "")
    accepted = request.headers.get("accept-language", "").lower().split(",")
    wanted = [asked, *(part.strip()[:2] for part in accepted)]
    return next((one for one in wanted if one in LANGUAGES), FALLBACK)


def entrance(request: Request, base: str, turned_away: TurnedAwayError | None) -> Response:
    """Return the page that asks for a code; with a sentence in every language to whoever was turned away."""
    language = language_of(request)
    t = words(language)
    order = (language, *(one for one in LANGUAGES if one != language))
    said = "".join(
        f'<p class="bad" lang="{SPOKEN[one]}">{escape(turned_away.sentence(one))}</p>'
        for one in order
        if turned_away
    )
    form = (
        f'<form action="{escape(base)}/ballot" method="get">'
        f'<p><label for="code">{escape(t("ballot.page.code"))}</label></p>'
        '<input class="code" id="code" name="code" required maxlength="12" autocomplete="off" '
        'autocapitalize="characters" spellcheck="false">'
        f'<button class="main">{escape(t("ballot.page.go"))}</button></form>'
    )
    main = f"<h1>{escape(t('ballot.page.enter'))}</h1>{said}{form}"
    status = STATUS.get(turned_away.why, 403) if turned_away else 200
    return _page(request, language, main, "", status)


def ballot(request: Request, address: str, lobby: Lobby, guest: Guest) -> Response:
    """Return the ballot of a room, whole: what it asks for afterwards is what has changed."""
    language = language_of(request)
    t = words(language)
    data = {
        "base": address,
        "code": guest.code,
        "lang": language,
        "joined": bool(guest.token),
        "name": pick(language, lobby.name_en, lobby.name_zh),
        "illustrative": lobby.is_illustrative,
        "groups": [[one, pick(language, en, zh)] for one, en, zh in lobby.groups],
        "words": {name: _template(language, name) for name in _SAID},
    }
    main = f"<noscript><p>{escape(t('ballot.page.no_script'))}</p></noscript>"
    return _page(request, language, main, script_of("ballot", data))


def _template(language: str, name: str) -> str:
    """Return a text with its gaps, which the phone fills."""
    gaps = {gap: f"{{{gap}}}" for gap in ("answer", "n", "time")}
    return words(language)(f"ballot.say.{name}", **gaps)


def _page(request: Request, language: str, main: str, data: str, status: int = 200) -> Response:
    other = next(one for one in LANGUAGES if one != language)
    turn = f'<a class="turn" href="?lang={other}" lang="{SPOKEN[other]}">{LANGUAGE_NAMES[other]}</a>'
    title = escape(words(language)("ballot.page.title"))
    answer = page("ballot", Parts(SPOKEN[language], title, f"CityOps · {title}", turn, main, data), status)
    if request.query_params.get("lang") == language:
        answer.set_cookie(_SPOKEN_HERE, language, max_age=_YEAR, samesite="lax")
    return answer


def shown(view: BallotView) -> dict[str, Any]:
    """Return what a phone draws."""
    return {
        "phase": view.phase.value,
        "ballot": view.ballot,
        "round": view.round,
        "answer": view.answer,
        "item": view.item_id,
        "trial": view.item_id == TRIAL,
        "aspect": view.aspect,
        "title": [view.title_en, view.title_zh],
        "question": [view.question_en, view.question_zh],
        "levels": [list(one) for one in view.levels],
        "ends": int(view.ends_at.timestamp()) if view.ends_at else None,
    }
