"""Writes of what a wave finds: answers, the evidence for them, and reviews."""

from collections.abc import Mapping

from cityops import access
from cityops.access import Actor, Duty
from cityops.assessment import reads, rules, tables
from cityops.assessment.model import Evidence, Review, WaveItem
from cityops.assessment.tables import EVIDENCE, ITEMS, REVIEWS
from cityops.indicators import reads as catalogue
from cityops.store import Store, Transaction, new_id, parts
from cityops.words.refusals import overtaken, refused


def answer(
    store: Store,
    actor: Actor,
    wave_id: str,
    item_id: str,
    version: int,
    values: Mapping[str, object],
    reason: str = "",
) -> int:
    """Write cells of a question: `current`, `ambition`, `confidence`, `rationale`, `dissent`, `owner`.

    Others may write other cells of the same question meanwhile: both are kept.

    Args:
        store: The store.
        actor: Who answers.
        wave_id: Of the wave.
        item_id: Of the element or statement.
        version: Of the question as the writer saw it.
        values: Column and value; answers as in `model.ANSWERS`, '' to take one back.
        reason: Why.

    Returns:
        The new version of the question.

    Raises:
        RefusedError: The wave is closed, there is no such question, or see `rules.wrong_values`.
        StaleError: Somebody else wrote another value into one of these cells since `version`; it has both.
    """

    def work(tx: Transaction) -> int:
        fresh = rules.cleaned(values)
        tables.check(rules.wrong_values(fresh))
        tables.open_wave(tx, wave_id)
        return answer_within(tx, tables.item(tx, wave_id, item_id), version, rules.answered(fresh))

    return access.write(store, actor, Duty.WAVES, work, action="answer_wave", reason=reason)


def answer_within(tx: Transaction, item: WaveItem, version: int, values: dict[str, object]) -> int:
    """Do what `answer` does, as a part of a greater write; the values were checked."""
    if version != item.version:
        _merge(tx, item, version, values)
    if all(getattr(item, name) == value for name, value in values.items()):
        return item.version
    return tx.change(ITEMS, item.id, item.version, values)


def _merge(tx: Transaction, item: WaveItem, version: int, values: Mapping[str, object]) -> None:
    """Let pass what goes into cells that nobody else has changed since."""
    seen = next(iter(tx.rows("assessment/item_version", id=item.id, version=version)), {})
    cells = [name for name in values if name in rules.SHEET_COLUMNS]
    mine = {name: values[name] for name in cells if getattr(item, name) != values[name]}
    clash = {name: getattr(item, name) for name in mine if seen.get(name) != getattr(item, name)}
    if clash:
        raise overtaken(
            "assessment.refused.clash",
            yours={name: mine[name] for name in clash},
            theirs=clash,
            item=item.item_id,
            yours_said=", ".join(str(mine[name]) or "-" for name in clash),
            theirs_said=", ".join(str(value) or "-" for value in clash.values()),
        )


def add_evidence(
    store: Store,
    actor: Actor,
    wave_id: str,
    item_id: str,
    *,
    text: str = "",
    link: str = "",
    indicator: str = "",
) -> str:
    """Bring evidence for a question: a text, a link, or an indicator of the catalogue; return its id.

    Raises:
        RefusedError: It says nothing, the link or the indicator is none, or the wave is closed.
    """

    def work(tx: Transaction) -> str:
        tables.open_wave(tx, wave_id)
        tables.item(tx, wave_id, item_id)
        whole = reads.whole(tx, wave_id)
        rank = 1 + max((one.rank for one in whole.evidence_of(item_id)), default=0) if whole else 1
        row = Evidence(new_id(), 1, wave_id, item_id, rank, text.strip(), link.strip(), indicator.strip())
        tables.check(rules.wrong_evidence(row))
        if row.indicator_id and row.indicator_id not in catalogue.catalogue(tx):
            raise refused("refused.no_indicator", indicator=row.indicator_id)
        return tx.create(EVIDENCE, parts(row)[1], row.id)

    return access.write(store, actor, Duty.WAVES, work, action="add_wave_evidence")


def remove_evidence(store: Store, actor: Actor, wave_id: str, evidence_id: str, version: int) -> None:
    """Take evidence back; refused where the wave is closed or somebody else changed it."""

    def work(tx: Transaction) -> None:
        tables.open_wave(tx, wave_id)
        tx.remove(EVIDENCE, evidence_id, version)

    access.write(store, actor, Duty.WAVES, work, action="remove_wave_evidence")


def add_review(store: Store, actor: Actor, review: Review) -> str:
    """Keep what somebody found of a wave, also of a closed one; return its id. Id and version are given here.

    Raises:
        RefusedError: There is no such wave, or the reviewer or the finding is missing.
    """

    def work(tx: Transaction) -> str:
        tables.wave(tx, review.wave_id)
        if not (review.reviewer.strip() and review.finding.strip()):
            raise refused("assessment.refused.review")
        if max(len(review.reviewer), len(review.organisation), len(review.finding)) > rules.MOST:
            tables.check("long")
        return tx.create(REVIEWS, parts(review)[1])

    return access.write(store, actor, Duty.WAVES, work, action="review_wave")
