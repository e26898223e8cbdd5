"""Who changed what about an element, newest first."""

from cityops.operating_model.model import Change, Element, OperatingModel
from cityops.ui import cached
from cityops.ui.html import escape
from cityops.ui.operating_model.parts import code
from cityops.ui.session import View
from cityops.words import dates, people
from cityops.words.catalogue import pick


def lines(one: Element, model: OperatingModel, view: View) -> str:
    """Return what was changed, or that nothing was."""
    found = cached.model_changes(version=view.version, element_id=one.id, known=view.written)
    if not found:
        return escape(view.t("model.history_none"))
    rows = "".join(_line(change, model, view) for change in found)
    return f"<ul class='co-list co-happened'>{rows}</ul>"


def _line(one: Change, model: OperatingModel, view: View) -> str:
    t = view.t
    zone = cached.settings(view.version).time_zone
    moment = dates.moment(one.changed_at, zone, view.language)
    who = [people.shown(one.person, view.language), t(f"frame.role.{one.role}")] if view.names else []
    text = "<br>".join(escape(line) for line in _said(one, view))
    said = text if one.is_active else f"{text} ({escape(t('model.switched_off'))})"
    reason = f"<p class='co-small'>{escape(one.reason)}</p>" if one.reason and view.names else ""
    return (
        f"<li><div class='co-small'>{escape(moment)}<br>{escape(', '.join(who))}</div>"
        f"<div><strong>{escape(code(one.item_id, view))}</strong> {said}{reason}</div></li>"
    )


def _said(one: Change, view: View) -> list[str]:
    """Return the texts that the change wrote, in whichever language; what it says where it wrote none."""
    texts = ((one.text_en, one.former_en), (one.text_zh, one.former_zh))
    fresh = [text for text, former in texts if text and text != former]
    return fresh or [pick(view.language, one.text_en, one.text_zh) or view.t("model.level_missing")]
