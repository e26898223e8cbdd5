"""What a phone may do: join a room by its code, and vote with the token that it was given.

No account, no role. What is refused is counted, and nothing of it is written. `join` and `cast` wait for
their commit; `joining` and `casting` return at once with a future, for whoever must not wait.
"""

from collections.abc import Iterator
from concurrent.futures import Future
from contextlib import contextmanager
from typing import TypeVar

from cityops.assessment.model import VOTES
from cityops.store import Store
from cityops.words.catalogue import FALLBACK, LANGUAGES
from cityops.workshop import codes
from cityops.workshop.live import Live, registry
from cityops.workshop.model import Phase, Vote
from cityops.workshop.refusals import TurnedAwayError
from cityops.workshop.seen import Acknowledgement
from cityops.workshop.writer import Casting, Joining, writer

T = TypeVar("T")

MOST_PHONES = 2_000
"""That one room takes."""
_PATIENCE = 20.0
"""Seconds that `join` and `cast` wait for their commit."""
_LARGEST_KEY = 2**62


def join(store: Store, code: str, group_id: str = "", language: str = FALLBACK) -> str:
    """Let a phone into the room of a code; return its token, which is kept nowhere here.

    Args:
        store: The store.
        code: As it was typed.
        group_id: One of the wave's groups, '' for none.
        language: Of the phone.

    Raises:
        TurnedAwayError: 'code', 'locked', 'group', 'full' or 'busy'.
        StoreError: The store cannot write now.
    """
    token, committed = joining(store, code, group_id, language)
    committed.result(_PATIENCE)
    return token


def joining(
    store: Store, code: str, group_id: str = "", language: str = FALLBACK
) -> "tuple[str, Future[None]]":
    """Do as `join` does without waiting: the token counts once the future is done."""
    live = find(store, code)
    with _counting(store, live):
        if live.room.state.is_locked:
            raise TurnedAwayError("locked")
        if group_id and group_id not in live.groups:
            raise TurnedAwayError("group")
        if len(live.members) >= MOST_PHONES:
            raise TurnedAwayError("full")
        token, spoken = codes.new_token(), language if language in LANGUAGES else FALLBACK
        request = Joining(
            live.room.id, member=codes.member(live.salt, token), group_id=group_id, language=spoken
        )
        return token, _counted(store, live, writer(store).put(request))


def cast(store: Store, code: str, token: str, ballot: int, answer: str | None, key: int) -> Acknowledgement:
    """Take a vote; return what counts now, once it is committed.

    Args:
        store: The store.
        code: Of the room.
        token: That `join` returned.
        ballot: Of the `BallotView` that the phone showed when it was pressed.
        answer: '1' to '5'; None or 'unknown' for "?".
        key: Rises with every press on this phone, and is the same for every try of one press: milliseconds
            will do. A press that arrives late does not undo a later one; one that arrives twice counts once.

    Raises:
        TurnedAwayError: 'code', 'token', 'other_room', 'range', 'late' or 'busy'.
        StoreError: The store cannot write now; the phone tries again with the same key.
    """
    return casting(store, code, token, ballot, answer, key).result(_PATIENCE)


def casting(
    store: Store, code: str, token: str, ballot: int, answer: str | None, key: int
) -> "Future[Acknowledgement]":
    """Do as `cast` does without waiting."""
    live = find(store, code)
    with _counting(store, live):
        group_id = member_of(store, live, token)[0]
        said = "unknown" if answer is None else answer
        if said not in VOTES or not 0 <= key <= _LARGEST_KEY:
            raise TurnedAwayError("range")
        state = live.room.state
        voter = codes.voter(live.salt, token, state.item_id, state.aspect)
        vote = Vote(ballot, voter, key, group_id, said)
        is_open = state.phase is Phase.VOTING and state.ballot == ballot
        if not is_open and (ballot, voter) not in live.votes:
            raise TurnedAwayError("late")
        return _counted(store, live, writer(store).put(Casting(live.room.id, vote=vote)))


def member_of(store: Store, live: Live, token: str) -> tuple[str, str]:
    """Return group and language of a phone that joined.

    Raises:
        TurnedAwayError: 'token' where it is missing or forged, 'other_room' where it is another room's.
    """
    found = live.members.get(codes.member(live.salt, token)) if token else None
    if found is not None:
        return found
    others = [one for one in registry(store).loaded() if one is not live]
    is_elsewhere = token and any(codes.member(one.salt, token) in one.members for one in others)
    raise TurnedAwayError("other_room" if is_elsewhere else "token")


def find(store: Store, code: str) -> Live:
    """Return the open room of a code, however it was typed.

    Raises:
        TurnedAwayError: 'code'.
    """
    live = registry(store).find(code)
    if live is None:
        raise TurnedAwayError("code")
    return live


@contextmanager
def _counting(store: Store, live: Live) -> Iterator[None]:
    """Count what is refused at once."""
    try:
        yield
    except TurnedAwayError as error:
        registry(store).refuse(live.room.id, error.why)
        raise


def _counted(store: Store, live: Live, answer: "Future[T]") -> "Future[T]":
    """Count what is refused later, when it comes to be written."""

    def look(done: "Future[T]") -> None:
        error = None if done.cancelled() else done.exception()
        if isinstance(error, TurnedAwayError):
            registry(store).refuse(live.room.id, error.why)

    answer.add_done_callback(look)
    return answer
