"""What the projector shows, as HTML. Counts only: no name, and no vote before it is revealed."""

from dataclasses import dataclass
from html import escape

from cityops.assessment import reads as waves
from cityops.assessment.model import OTHER_GROUP, AgreementRule, Wave, WaveItem
from cityops.operating_model import reads as operating_model
from cityops.operating_model.model import Level
from cityops.store import Store
from cityops.web import drawings
from cityops.web.wall_votes import level, results, spread
from cityops.words import numbers
from cityops.words.catalogue import Translator, pick, words
from cityops.workshop import machine
from cityops.workshop.model import TRIAL, Phase, RoomState
from cityops.workshop.seen import RoomView

_SHOWN = {Phase.REVEALED, Phase.DISCUSSING}
_SETTLED = {Phase.AGREED, Phase.RECORDED}


@dataclass(frozen=True, slots=True)
class Subject:
    """What a room speaks of: read once while nothing changes.

    Attributes:
        groups: Names in English and Chinese by id, in the order of the wave.
        levels: Of each element.
    """

    wave: Wave
    items: dict[str, WaveItem]
    groups: dict[str, tuple[str | None, str | None]]
    levels: dict[str, tuple[Level, ...]]


def subject(store: Store, wave_id: str) -> Subject:
    """Read what a wave's room speaks of."""
    with store.snapshot() as reader:
        wave, model = waves.wave(reader, wave_id), operating_model.read(reader)
        items, groups = waves.items(reader, wave_id), waves.groups(reader, wave_id)
    if wave is None:
        raise LookupError(f"A room is open for the wave {wave_id!r}, which is not there.")
    elements = {one.element_id for one in items}
    return Subject(
        wave=wave,
        items={one.item_id: one for one in items},
        groups={one.id: (one.name_en, one.name_zh) for one in groups},
        levels={element: model.levels_of(element) if model else () for element in elements},
    )


@dataclass(frozen=True, slots=True)
class Wall:
    """One moment of a room, in one language.

    Attributes:
        address: Where phones find the app.
        is_reachable: Whether they can reach it there.
        base: The path of the app, as '/city'; '' for none.
    """

    view: RoomView
    subject: Subject
    language: str
    address: str
    is_reachable: bool
    base: str

    @property
    def html(self) -> str:
        """What stands between `<main>` and its end."""
        phase = self._state.phase
        if phase is Phase.LOBBY:
            return self._head(self._name) + self._lobby()
        return self._head(self._question) + self._body(phase)

    def _body(self, phase: Phase) -> str:
        if phase in (Phase.QUESTION, Phase.VOTING):
            is_open = phase is Phase.VOTING
            kind = "levels small" if is_open else "levels"
            return self._text() + self._levels(kind) + (self._turnout() if is_open else "")
        if phase is Phase.CLOSED:
            return self._big(self._t("projector.say.closed"), self._voted())
        if phase in _SHOWN:
            return results(self.view, self.groups, self.language, is_talk=phase is Phase.DISCUSSING)
        if phase in _SETTLED:
            return self._settled(phase)
        return self._big(self._t("projector.say.parked"), "")

    @property
    def _state(self) -> RoomState:
        return self.view.room.state

    @property
    def _t(self) -> Translator:
        return words(self.language)

    @property
    def _item(self) -> WaveItem | None:
        return self.subject.items.get(self._state.item_id)

    @property
    def _name(self) -> str:
        return pick(self.language, self.subject.wave.name_en, self.subject.wave.name_zh)

    @property
    def _question(self) -> str:
        if self._state.item_id == TRIAL:
            return self._t("ballot.say.trial_question")
        return pick(self.language, self._item.title_en, self._item.title_zh) if self._item else ""

    @property
    def groups(self) -> dict[str, str]:
        """Names of the groups by id, those that are none of the wave's with them."""
        named = {one: pick(self.language, en, zh) for one, (en, zh) in self.subject.groups.items()}
        return named | {OTHER_GROUP: self._t("projector.say.other"), "": self._t("projector.say.no_group")}

    # --- the top ------------------------------------------------------------------

    def _head(self, title: str) -> str:
        state, t = self._state, self._t
        tags = []
        if state.item_id and state.phase is not Phase.LOBBY:
            is_trial = state.item_id == TRIAL
            tags = (
                [t("projector.say.trial")]
                if is_trial
                else [state.item_id, t(f"projector.say.{state.aspect}")]
            )
            tags += [t("projector.say.round", n=state.round)] if state.round > 1 else []
        tags += [t("projector.say.illustrative")] if self.subject.wave.is_illustrative else []
        shown = "".join(f"<li>{escape(tag)}</li>" for tag in tags)
        return f"{self._top()}{f'<ul class=tags>{shown}</ul>' if tags else ''}<h1>{escape(title)}</h1>"

    def _top(self) -> str:
        state = self._state
        done = sum(aspect == "current" for _, aspect in state.recorded)
        progress = self._t("projector.say.progress", done=done, all=len(state.items))
        ends = f'<b id="left" data-ends="{int(state.ends_at.timestamp())}"></b>' if state.ends_at else ""
        code = f'<span class="join">{escape(self._short)} <b>{self.view.room.code}</b></span>'
        is_lobby = state.phase is Phase.LOBBY
        return f'<p class="top"><span>{escape(progress)}</span>{ends}{"" if is_lobby else code}</p>'

    @property
    def _short(self) -> str:
        return f"{self.address.partition('//')[2]}{self.base}/ballot"

    # --- phases -------------------------------------------------------------------

    def _lobby(self) -> str:
        t, room = self._t, self.view.room
        full = f"{self.address}{self.base}/ballot/{room.code}"
        warning = "" if self.is_reachable else f'<p class="bad">{escape(t("projector.say.here_only"))}</p>'
        steps = (
            f'<p class="step">{escape(t("projector.say.address"))}</p>'
            f'<p class="address">{escape(self._short)}</p>'
            f'<p class="step">{escape(t("projector.say.code"))}</p><p class="code">{room.code}</p>'
        )
        locked = f'<p class="bad">{escape(t("projector.say.locked"))}</p>' if room.state.is_locked else ""
        drawn = drawings.qr(full, t("projector.say.qr", address=full))
        inside = f'<div class="scan">{drawn}</div><div>{locked or steps}</div>'
        return f'{warning}<div class="lobby">{inside}</div>{self._present()}{self._promise()}'

    def _present(self) -> str:
        t, here = self._t, self.view.presence
        parts = [t("projector.phones", n=here.tokens)]
        parts += [t("projector.heads", n=here.heads)] if here.heads is not None else []
        names = self.groups
        split = [
            f"<li>{escape(names[one])} <b>{here.groups[one]}</b></li>"
            for one in names
            if here.groups.get(one)
        ]
        has_groups = any(here.groups.get(one) for one in self.subject.groups)
        shown = f'<ul class="groups">{"".join(split)}</ul>' if has_groups else ""
        return f'<p class="present">{escape(" · ".join(parts))}</p>{shown}'

    def _promise(self) -> str:
        said = (_rule(self._state.rule, self._t, self.language), self._t("projector.say.purpose"))
        return '<div class="foot">' + "".join(f"<p>{escape(one)}</p>" for one in said) + "</div>"

    def _text(self) -> str:
        put, item = machine.wording(self._state, self._state.item_id), self._item
        both = (put.en, put.zh) if put else (item.question_en, item.question_zh) if item else ("", "")
        return f'<p class="question">{escape(pick(self.language, *both))}</p>' if any(both) else ""

    def _levels(self, kind: str) -> str:
        said = self._level_texts
        rows = "".join(f"<li><b>{n}</b><span>{escape(said.get(n, ''))}</span></li>" for n in "12345")
        return f'<ol class="{kind}">{rows}</ol>'

    @property
    def _level_texts(self) -> dict[str, str]:
        """What one sees on each level, '1' to '5'."""
        if self._state.item_id == TRIAL:
            return {n: self._t(f"ballot.say.trial_{n}") for n in "12345"}
        found = self.subject.levels.get(self._item.element_id, ()) if self._item else ()
        return {str(one.level): pick(self.language, one.text_en, one.text_zh) for one in found}

    def _turnout(self) -> str:
        here = self.view.presence
        share = 100 * here.voted / here.tokens if here.tokens else 0
        bar = (
            '<svg class="bar" viewBox="0 0 100 2" preserveAspectRatio="none" aria-hidden="true">'
            '<rect class="all" width="100" height="2"/>'
            f'<rect class="done" width="{share:.0f}" height="2"/></svg>'
        )
        return f'<div class="turnout">{bar}<p>{escape(self._voted())}</p></div>'

    def _voted(self) -> str:
        t, here = self._t, self.view.presence
        paper = [t("projector.paper", n=here.on_paper)] if here.on_paper else []
        return " · ".join([t("projector.say.voted", n=here.voted, all=here.tokens), *paper])

    def _settled(self, phase: Phase) -> str:
        t, settled = self._t, self._state.agreed
        if settled is None:
            return self._big(t(f"projector.say.{phase.value}"), "")
        answer = level(settled.answer, t)
        how = t(f"projector.how.{settled.how}")
        outcome = self._state.outcome
        votes = spread(outcome.low, outcome.high, t) if outcome and outcome.votes else ""
        return f'<p class="question">{escape(t(f"projector.say.{phase.value}"))}</p>' + self._big(
            answer,
            " · ".join(part for part in (how, votes) if part),
            self._level_texts.get(settled.answer, ""),
        )

    def _big(self, said: str, more: str, sense: str = "") -> str:
        below = f'<p class="sense">{escape(sense)}</p>' if sense else ""
        return f'<div class="big"><p class="huge">{escape(said)}</p>{below}<p>{escape(more)}</p></div>'


def _rule(rule: AgreementRule, t: Translator, language: str) -> str:
    return t(
        "projector.say.rule",
        share=numbers.percent(rule.share, 0, language),
        within=t(f"projector.say.within_{rule.within}"),
        gap=rule.gap,
        rounds=rule.rounds,
    )
