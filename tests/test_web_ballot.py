"""The phone's ballot over plain HTTP: what it answers, what it refuses and counts, what it never reads."""

import asyncio
import json
import re
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from itertools import islice
from typing import Any

import pytest
from starlette.applications import Starlette

from cityops.operating_model import writes as operating_model
from cityops.store import Store, open_store
from cityops.web import runtime
from cityops.web.ballot import Ballot
from cityops.web.fresh import Fresh
from cityops.web.hall import Hall
from cityops.web.routes import middleware
from cityops.words.catalogue import words
from cityops.workshop import views
from cityops.workshop.events import CloseVote, EditQuestion, End, Lock, OpenVote, TakeUp
from tests.support import city, rooms
from tests.support.asgi import Answer, ask
from tests.support.rooms import Hall as Room

JSON = {"content-type": "application/json"}


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    """The store of this process's routes: a small city with its operating model."""
    path = tmp_path_factory.mktemp("ballot") / "city.duckdb"
    built = city.build(open_store(str(path)))
    operating_model.load(built, city.ADMINISTRATOR)
    built.close()
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("CITYOPS_DB", str(path))
        yield runtime.store()
        runtime.stop()


class Phone:
    """A phone in a room: keeps its cookie, speaks to the routes."""

    def __init__(self, app: Starlette, code: str, client: str = "192.0.2.9") -> None:
        self._app, self.base, self._client, self.cookie = app, f"/ballot/{code}", client, ""

    def ask(self, path: str = "", said: object = None, **headers: str) -> Answer:
        """Ask for something of the room, or send what is said as JSON."""
        known = {"cookie": f"cityops_ballot={self.cookie}"} if self.cookie else {}
        sent = {"method": "POST", "body": json.dumps(said).encode()} if said is not None else {}
        answer = ask(
            self._app,
            self.base + path,
            client=self._client,
            headers=known | JSON | headers,
            **sent,  # type: ignore[arg-type]
        )
        if "set-cookie" in answer.headers and "cityops_ballot" in answer.headers["set-cookie"]:
            self.cookie = answer.headers["set-cookie"].partition(";")[0].partition("=")[2]
        return answer

    def join(self, **said: str) -> Answer:
        return self.ask("/join", {"group": "", "language": "en"} | said)

    def vote(self, ballot: object, answer: object, key: object = 1) -> Answer:
        return self.ask("/vote", {"ballot": ballot, "answer": answer, "key": key})

    def state(self) -> dict[str, Any]:
        answer = self.ask("/state")
        assert answer.status == 200
        return dict(json.loads(answer.body))


@pytest.fixture
def room(served: Store) -> Room:
    """A room in its lobby."""
    return rooms.hall(served)


@pytest.fixture(scope="module")
def voting(served: Store) -> Room:
    """A room with an open vote, which tests leave as it is but for who voted."""
    opened = rooms.hall(served)
    opened.ask()
    return opened


@pytest.fixture
def app() -> Starlette:
    """Routes that nobody has asked yet."""
    return Starlette(middleware=middleware())


@pytest.fixture
def phone(app: Starlette, room: Room) -> Phone:
    """A phone that has not joined."""
    return Phone(app, room.room.code)


@pytest.fixture
def voter(app: Starlette, voting: Room) -> Phone:
    """A phone that may vote."""
    joined = Phone(app, voting.room.code)
    joined.join()
    return joined


def said(answer: Answer) -> str:
    return str(json.loads(answer.body)["why"])


def refused(room: Room, why: str) -> int:
    return views.room_view(room.store, room.room.code).refused.get(why, 0)


# --- the page -----------------------------------------------------------------


@pytest.mark.parametrize("language", ["en", "zh"])
def test_the_whole_ballot_is_small_and_asks_no_other_host(voter: Phone, language: str) -> None:
    answer = voter.ask("", **{"accept-language": f"{language},fr;q=0.5"})
    assert answer.status == 200
    assert len(answer.body) < 15_000
    assert words(language)("ballot.page.title") in answer.body.decode()
    assert re.findall(rb"https?://", answer.body) == []
    assert answer.headers["cache-control"] == "no-store"
    policy = answer.headers["content-security-policy"]
    assert policy.startswith("default-src 'none'")
    assert "unsafe" not in policy


@pytest.mark.parametrize("code", ["ZZZZZZ", "nothing", "%3Cscript%3E", "a" * 500])
def test_an_unknown_code_answers_404_with_a_sentence_in_each_language(
    app: Starlette, voting: Room, code: str
) -> None:
    answer = ask(app, f"/ballot/{code}")
    assert answer.status == 404
    assert all(words(one)("workshop.away.code") in answer.body.decode() for one in ("en", "zh"))
    assert ask(app, f"/ballot/{code}/state").status == 404
    assert "<script>" not in answer.body.decode()


def test_a_code_that_is_typed_leads_to_the_room(app: Starlette, voting: Room) -> None:
    typed = f"{voting.room.code[:3]}-{voting.room.code[3:]}".lower()
    assert ask(app, "/ballot").status == 200
    assert ask(app, "/ballot", query=f"code={typed}").headers["location"] == f"/ballot/{voting.room.code}"
    assert ask(app, f"/ballot/{typed}").headers["location"] == f"/ballot/{voting.room.code}"
    assert words("zh")("workshop.away.code") in ask(app, "/ballot", query="code=12&lang=zh").body.decode()


# --- a phone's way --------------------------------------------------------------


def test_a_phone_joins_votes_and_is_told_what_counts(phone: Phone, room: Room) -> None:
    joined = phone.join(group=room.groups[0])
    assert joined.status == 200
    assert all(
        part in joined.headers["set-cookie"] for part in ("HttpOnly", "SameSite=strict", f"Path={phone.base}")
    )
    assert phone.state()["phase"] == "lobby"
    ballot = room.ask()
    assert phone.state()["answer"] == ""
    assert json.loads(phone.vote(ballot, "3").body) == {"ballot": ballot, "answer": "3", "is_repeated": False}
    assert json.loads(phone.vote(ballot, "3").body)["is_repeated"] is True
    assert json.loads(phone.vote(ballot, "unknown", 2).body)["answer"] == "unknown"
    assert phone.state()["answer"] == "unknown"
    room.step(CloseVote())
    assert said(phone.vote(ballot, "4", 3)) == "late"
    assert phone.state()["phase"] == "closed"
    assert views.room_view(room.store, room.room.code).presence.groups == {room.groups[0]: 1}


def test_a_join_whose_answer_was_lost_is_one_phone(phone: Phone, room: Room) -> None:
    first = phone.join(attempt="0123456789-abcdefghij")
    phone.cookie = ""
    again = phone.join(attempt="0123456789-abcdefghij")
    assert first.headers["set-cookie"] == again.headers["set-cookie"]
    phone.cookie = ""
    phone.join(attempt="short")
    phone.cookie = ""
    phone.join(attempt="short")
    assert views.room_view(room.store, room.room.code).presence.tokens == 3


def test_nothing_is_sent_twice_while_nothing_changes(phone: Phone, room: Room) -> None:
    phone.join()
    tag = phone.ask("/state").headers["etag"]
    again = phone.ask("/state", **{"if-none-match": tag})
    assert (again.status, again.body) == (304, b"")
    ballot = room.ask()
    changed = phone.ask("/state", **{"if-none-match": tag})
    assert changed.status == 200
    phone.vote(ballot, "2")
    assert phone.ask("/state", **{"if-none-match": changed.headers["etag"]}).status == 200


def test_a_step_between_a_look_and_its_answer_is_seen_at_the_next(
    phone: Phone, room: Room, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A tag that stood for more than what was seen would leave a phone behind until the next step."""
    phone.join()
    phone.state()
    seen, steps = views.ballot_view, iter([TakeUp("B5")])

    def then_a_step(*args: Any) -> object:
        found = seen(*args)
        room.step(*islice(steps, 1))
        return found

    monkeypatch.setattr(views, "ballot_view", then_a_step)
    answer = phone.ask("/state")
    assert json.loads(answer.body)["phase"] == "lobby"
    assert phone.ask("/state", **{"if-none-match": answer.headers["etag"]}).status == 200


def test_a_poll_reads_no_database(phone: Phone, room: Room, monkeypatch: pytest.MonkeyPatch) -> None:
    phone.join()
    room.ask()
    phone.state()
    with monkeypatch.context() as patch:
        for name in ("snapshot", "rows", "write"):
            patch.delattr(type(room.store), name)
        assert phone.state()["phase"] == "voting"


def test_a_script_in_a_question_stays_text(phone: Phone, room: Room) -> None:
    phone.join()
    room.step(TakeUp("B5"), EditQuestion("</script><script>alert(1)</script>", None), OpenVote())
    assert phone.state()["question"][0].startswith("</script>")
    assert phone.ask("/state").headers["content-type"] == "application/json"
    wall = ask(Starlette(middleware=middleware()), f"/projector/{room.room.code}").body.decode()
    assert "alert(1)" in wall
    assert "<script>alert" not in wall


# --- what is refused --------------------------------------------------------------

BAD = [
    pytest.param("6", 1, 422, "range", id="level-out-of-range"),
    pytest.param("not_applicable", 1, 422, "range", id="no-answer-of-a-ballot"),
    pytest.param(3, 1, 422, "range", id="a-number"),
    pytest.param(None, 1, 422, "range", id="nothing"),
    pytest.param("3", -1, 422, "range", id="key-below-zero"),
    pytest.param("3", "1", 422, "range", id="key-as-text"),
    pytest.param("3", True, 422, "range", id="key-as-truth"),
    pytest.param("3", 2**70, 422, "range", id="key-beyond-all"),
]


@pytest.mark.parametrize(("answer", "key", "status", "why"), BAD)
def test_what_is_no_vote_is_refused_and_counted(
    voter: Phone, voting: Room, answer: object, key: object, status: int, why: str
) -> None:
    before = refused(voting, why)
    told = voter.vote(voting.room.state.ballot, answer, key)
    assert (told.status, said(told)) == (status, why)
    assert refused(voting, why) == before + 1
    assert voter.state()["answer"] == ""


BODIES = [
    pytest.param(b"no json", "application/json", 422, "range", id="no-json"),
    pytest.param(b"[1]", "application/json", 422, "range", id="a-list"),
    pytest.param(b"[" * 2_000, "application/json", 422, "range", id="a-thousand-brackets"),
    pytest.param(b"\xff\xfe", "application/json", 422, "range", id="no-utf-8"),
    pytest.param(b'{"ballot":1,"answer":"3","key":1}', "text/plain", 422, "range", id="another-page"),
    pytest.param(b" " * 10_000_000, "application/json", 413, "large", id="ten-megabytes"),
]


@pytest.mark.parametrize(("body", "kind", "status", "why"), BODIES)
def test_a_body_that_is_no_vote_is_refused_and_counted(
    app: Starlette, voter: Phone, voting: Room, body: bytes, kind: str, status: int, why: str
) -> None:
    before = refused(voting, why)
    headers = {"cookie": f"cityops_ballot={voter.cookie}", "content-type": kind}
    told = ask(app, f"{voter.base}/vote", method="POST", headers=headers, body=body)
    assert (told.status, said(told)) == (status, why)
    assert refused(voting, why) == before + 1


def test_ten_megabytes_that_are_announced_are_not_read(app: Starlette, voting: Room) -> None:
    path = f"/ballot/{voting.room.code}/join"
    told = ask(app, path, method="POST", headers=JSON | {"content-length": "10000000"})
    assert said(told) == "large"


@pytest.mark.parametrize("forged", ["", "guessed", "数据".encode().decode("latin-1"), "x" * 3_000])
def test_a_forged_token_votes_nowhere(voter: Phone, voting: Room, forged: str) -> None:
    before = refused(voting, "token")
    voter.cookie = forged
    told = voter.vote(voting.room.state.ballot, "3")
    assert (told.status, said(told), refused(voting, "token")) == (403, "token", before + 1)
    assert voter.ask("/state").status == 403


def test_a_token_of_another_room_votes_nowhere(app: Starlette, phone: Phone, voting: Room) -> None:
    phone.join()
    there = Phone(app, voting.room.code)
    there.cookie = phone.cookie
    assert said(there.vote(voting.room.state.ballot, "3")) == "other_room"
    assert refused(voting, "other_room") == 1


def test_a_locked_lobby_takes_nobody_and_keeps_who_is_in(app: Starlette, phone: Phone, room: Room) -> None:
    phone.join()
    room.step(Lock())
    late = Phone(app, room.room.code)
    assert said(late.join()) == "locked"
    assert phone.state()["phase"] == "lobby"
    assert said(Phone(app, room.room.code).join(group="none of these")) == "locked"


def test_after_the_end_the_code_answers_no_more(phone: Phone, room: Room) -> None:
    phone.join()
    room.step(End())
    assert (phone.ask().status, phone.ask("/state").status, phone.vote(1, "3").status) == (404, 404, 404)


@pytest.fixture
def moment() -> Starlette:
    """Routes for which no time passes: nobody's allowance grows."""
    return Starlette(routes=Ballot("", Hall(clock=lambda: 0.0)).routes())


def test_one_phone_that_asks_too_often_disturbs_nobody_at_its_address(moment: Starlette, room: Room) -> None:
    ballot = room.ask()
    hasty = Phone(moment, room.room.code)
    hasty.join()
    statuses = [hasty.ask("/state").status for _ in range(80)]
    assert (statuses.count(200), statuses.count(429)) == (30, 50)
    assert refused(room, "often") == 50
    assert hasty.vote(ballot, "3").status == 429
    for _ in range(40):
        neighbour = Phone(moment, room.room.code)
        answers = [neighbour.ask(), neighbour.join(), neighbour.vote(ballot, "4")]
        assert [one.status for one in answers] == [200, 200, 200]
    assert views.room_view(room.store, room.room.code).presence.voted == 40


def test_whoever_has_not_joined_cannot_ask_for_ever(moment: Starlette, voting: Room) -> None:
    path = f"/ballot/{voting.room.code}"
    statuses = [ask(moment, path, client="192.0.2.66").status for _ in range(610)]
    assert (statuses.count(200), statuses[600:]) == (600, [429] * 10)
    assert ask(moment, path, client="192.0.2.67").status == 200


def test_what_was_made_of_the_store_is_made_anew_once_it_changes(voting: Room) -> None:
    fresh, made = Fresh(), []

    def make() -> int:
        made.append(voting.store.version)
        return made[-1]

    async def asked(times: int) -> set[int]:
        return set(await asyncio.gather(*(fresh.of(voting.store, "key", make) for _ in range(times))))

    async def before_and_after() -> list[set[int]]:
        first = await asked(50)
        await asyncio.to_thread(rooms.hall, voting.store)
        return [first, await asked(50)]

    with ThreadPoolExecutor(1) as thread:  # the browser tests keep a loop running in this one
        told = thread.submit(lambda: asyncio.run(before_and_after())).result()
    assert told == [{version} for version in made]
    assert len(made) == 2
