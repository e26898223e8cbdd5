"""What is seen of a room: by a phone, by the projector and the console. No vote is before it is revealed."""

from collections import Counter
from collections.abc import Iterable

from cityops.assessment import reads as waves
from cityops.assessment.model import WaveItem
from cityops.operating_model import reads as operating_model
from cityops.store import Store
from cityops.workshop import ballots, codes, counting, machine
from cityops.workshop.live import Live, Members, registry
from cityops.workshop.model import Phase, RoomState, Vote
from cityops.workshop.seen import BallotView, Lobby, Presence, RoomView, RoundShown

Levels = tuple[tuple[int, str | None, str | None], ...]

_HIDDEN = {Phase.VOTING, Phase.CLOSED}
"""Here the last round is not shown yet; those before it are."""


def lobby(store: Store, code: str) -> Lobby:
    """Return what a phone is asked when it joins.

    Raises:
        TurnedAwayError: 'code'.
    """
    live = ballots.find(store, code)
    with store.snapshot() as reader:
        wave, groups = waves.wave(reader, live.room.wave_id), waves.groups(reader, live.room.wave_id)
    return Lobby(
        name_en=wave.name_en if wave else None,
        name_zh=wave.name_zh if wave else None,
        groups=tuple((one.id, one.name_en, one.name_zh) for one in groups),
        is_locked=live.room.state.is_locked,
        is_illustrative=bool(wave and wave.is_illustrative),
    )


def ballot_view(store: Store, code: str, token: str) -> BallotView:
    """Return what a phone that joined may see: the question, the levels, and what it said itself.

    Raises:
        TurnedAwayError: 'code', 'token' or 'other_room'.
    """
    live = ballots.find(store, code)
    group_id, language = ballots.member_of(store, live, token)
    state = live.room.state
    voter = codes.voter(live.salt, token, state.item_id, state.aspect)
    said = live.votes.get((state.ballot, voter))
    item, levels = _asked(store, live)
    put = machine.wording(state, state.item_id)
    return BallotView(
        room_id=live.room.id,
        wave_id=live.room.wave_id,
        phase=state.phase,
        version=live.room.version,
        item_id=state.item_id,
        aspect=state.aspect,
        ballot=state.ballot,
        round=state.round,
        answer=said.answer if said else "",
        group_id=group_id,
        language=language,
        ends_at=state.ends_at,
        title_en=item.title_en if item else None,
        title_zh=item.title_zh if item else None,
        question_en=put.en if put else item.question_en if item else None,
        question_zh=put.zh if put else item.question_zh if item else None,
        levels=levels,
    )


def _asked(store: Store, live: Live) -> tuple[WaveItem | None, Levels]:
    """Return the question of the moment and its levels; read once for all phones."""
    if live.asked is None:
        with store.snapshot() as reader:
            model = operating_model.read(reader)
            items = waves.items(reader, live.room.wave_id)
        item = next((one for one in items if one.item_id == live.room.state.item_id), None)
        found = model.levels_of(item.element_id) if model and item else ()
        live.asked = item, tuple((one.level, one.text_en, one.text_zh) for one in found)
    return live.asked


def room_view(store: Store, code: str) -> RoomView:
    """Return what projector and console may see of an open room: counts, and the rounds that were revealed.

    Raises:
        TurnedAwayError: 'code'.
    """
    live = ballots.find(store, code)
    members, votes, seen = registry(store).copy(live)
    return RoomView(
        room=live.room,
        version=live.room.version * 10**9 + seen.changes % 10**9,
        presence=_presence(live, members, votes),
        rounds=_rounds(live, votes),
        refused=dict(seen.refused),
        clash=seen.clash,
    )


def _presence(live: Live, members: Members, votes: Iterable[Vote]) -> Presence:
    ballot = live.room.state.ballot
    return Presence(
        tokens=len(members),
        groups=dict(Counter(group for group, _ in members.values())),
        heads=live.room.state.heads,
        voted=sum(vote.ballot == ballot for vote in votes),
        on_paper=sum(heads for _, _, heads in live.papers.get(ballot, [])),
    )


def _rounds(live: Live, votes: Iterable[Vote]) -> tuple[RoundShown, ...]:
    state = live.room.state
    shown = state.rounds[:-1] if state.phase in _HIDDEN else state.rounds
    by_ballot = counting.by_ballot(state.rounds, votes)
    groups = {ballot: counting.counted(by_ballot[ballot], live.papers.get(ballot, [])) for ballot in shown}
    return tuple(_round(state, place, shown, groups, by_ballot) for place in range(len(shown)))


def _round(
    state: RoomState,
    place: int,
    shown: tuple[int, ...],
    groups: dict[int, dict[str, dict[str, int]]],
    votes: dict[int, list[Vote]],
) -> RoundShown:
    ballot, earlier = shown[place], shown[place - 1] if place else None
    merged = counting.merged(groups[ballot])
    return RoundShown(
        ballot=ballot,
        outcome=counting.outcome(groups[ballot], state.rule),
        counts=counting.together(groups[ballot]),
        groups=merged,
        moved=counting.movement(votes[earlier], votes[ballot]) if earlier else {},
        warnings=counting.warnings(groups[earlier], groups[ballot]) if earlier else (),
        gap=counting.gap(merged),
    )
