"""The projector: a plain page that shows on the wall what the room may see."""

from html import escape

from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response
from starlette.routing import Route

from cityops.config import Config
from cityops.web import ballot_page, reach
from cityops.web.hall import HEADERS, Guest, Hall, answering
from cityops.web.plain import SPOKEN, Parts, page, script_of
from cityops.web.wall import Wall, subject
from cityops.words.catalogue import LANGUAGE_NAMES, LANGUAGES, words
from cityops.workshop import views
from cityops.workshop.refusals import TurnedAwayError


class Projector:
    """The routes of one app. Arguments as those of `Ballot`."""

    def __init__(self, base: str, hall: Hall) -> None:
        self._base, self._hall = base, hall

    def routes(self) -> list[Route]:
        """Return them."""
        room = f"{self._base}/projector/{{code}}"
        return [Route(room, self.page), Route(f"{room}/state", answering(self.state))]

    async def page(self, request: Request) -> Response:
        """Answer with the page; it shows the moment at once and asks for what changes."""
        try:
            guest = await self._hall.admit(request)
        except TurnedAwayError as error:
            return ballot_page.entrance(request, self._base, error)
        if request.path_params["code"] != guest.code:
            return RedirectResponse(f"{self._base}/projector/{guest.code}", 307, HEADERS)
        language = ballot_page.language_of(request)
        wall, _ = await self._wall(request, guest, language)
        return _page(f"{self._base}/projector/{guest.code}", language, wall.html)

    async def state(self, request: Request) -> Response:
        """Answer with what is on the wall; 304 where it is what the projector has."""
        guest = await self._hall.admit(request)
        language = ballot_page.language_of(request)
        wall, tag = await self._wall(request, guest, language)
        if request.headers.get("if-none-match") == tag:
            return Response(status_code=304, headers=HEADERS | {"etag": tag})
        policy = {"content-security-policy": "default-src 'none'", "etag": tag}
        return HTMLResponse(wall.html, headers=HEADERS | policy)

    async def _wall(self, request: Request, guest: Guest, language: str) -> tuple[Wall, str]:
        """Return what is on the wall, and a tag that is another one once that changes."""
        store = guest.store
        version = store.version  # before the look, as the ballot does
        view = views.room_view(store, guest.code)
        wave_id = view.room.wave_id
        about = await self._hall.fresh.of(store, ("wall", wave_id), lambda: subject(store, wave_id))
        address, is_reachable = reach.address(request, Config.from_env())
        tag = f'"{version}.{view.version}.{language}"'
        return Wall(view, about, language, address, is_reachable, self._base), tag


def _page(address: str, language: str, main: str) -> Response:
    t, other = words(language), next(one for one in LANGUAGES if one != language)
    over = f'<div class="big over"><h1 class="huge">{escape(t("projector.page.over"))}</h1>'
    over += f"<p>{escape(t('projector.page.over_about'))}</p></div>"
    data = {"address": f"{address}/state?lang={language}", "lost": t("projector.page.lost"), "over": over}
    turn = f'<a class="turn" href="?lang={other}" lang="{SPOKEN[other]}">{LANGUAGE_NAMES[other]}</a>'
    title = f"CityOps · {escape(t('projector.page.title'))}"
    silent = f"<noscript><p>{escape(t('projector.page.no_script'))}</p></noscript>"
    parts = Parts(SPOKEN[language], title, "", turn + silent, main, script_of("projector", data))
    return page("projector", parts)
