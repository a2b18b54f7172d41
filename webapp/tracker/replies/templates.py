"""Words to begin a reply with: by decision, topic and body, kept by those who use them."""

from __future__ import annotations

from dataclasses import dataclass, fields
from datetime import datetime

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from webapp.accounts.rules import Permission, Viewer
from webapp.audit import service as audit
from webapp.base.errors import Invalid, NotFound
from webapp.base.text import clean
from webapp.tracker.records import ReplyTemplate
from webapp.tracker.rules import Decision
from webapp.tracker.views import ReplyText

LONGEST_NAME, LONGEST_WORDS = 120, 3000


@dataclass(frozen=True)
class TemplateText:
    """A template as it is written; gaps are marked by dots, as on paper."""

    title: str
    decision: Decision
    topic: str | None = None
    heard: str = ""
    decided: str = ""
    why: str = ""
    when_text: str = ""
    in_use: bool = True


@dataclass(frozen=True)
class TemplateView:
    """A template with its keeper: a body, or Đoàn xã (None)."""

    id: int
    body_id: int | None
    text: TemplateText
    editable: bool


def templates(session: Session, viewer: Viewer) -> list[TemplateView]:
    """Return the templates this viewer may use, those of Đoàn xã first.

    A body sees its own and Đoàn xã's; Đoàn xã sees all.
    """
    query = select(ReplyTemplate)
    if not viewer.can(Permission.REPLIES_PUBLISH):
        query = query.where(
            or_(ReplyTemplate.body_id.is_(None), ReplyTemplate.body_id == viewer.body_id)
        )
    rows = session.scalars(query.order_by(ReplyTemplate.id)).all()
    ordered = sorted(rows, key=lambda row: (row.body_id is not None, not row.in_use, row.title))
    return [_view(row, viewer) for row in ordered]


def fitting(session: Session, viewer: Viewer, topic: str | None) -> list[TemplateView]:
    """Return the templates in use for a case about *topic*, the closest first."""
    found = [
        one
        for one in templates(session, viewer)
        if one.text.in_use and one.text.topic in (None, topic)
    ]
    return sorted(found, key=lambda one: (one.text.topic is None, one.body_id is None))


def template(session: Session, viewer: Viewer, template_id: int) -> TemplateView:
    """Return one template; raise NotFound for one of another body."""
    for one in templates(session, viewer):
        if one.id == template_id:
            return one
    raise NotFound


def save_template(
    session: Session, viewer: Viewer, template_id: int | None, text: TemplateText, now: datetime
) -> int:
    """Keep a template, a new one without *template_id*, and return its id.

    Đoàn xã keeps those for everybody, a body its own.  Raise NotFound for one that
    is not this viewer's to change, Invalid for a missing name or words too long.
    """
    row = _mine(session, viewer, template_id)
    title = clean(text.title)
    if not title or len(title) > LONGEST_NAME:
        raise Invalid(fields={"title": "too_long" if title else "required"})
    blocks = {name: clean(getattr(text, name)) for name in ("heard", "decided", "why", "when_text")}
    too_long = [name for name, words in blocks.items() if len(words) > LONGEST_WORDS]
    if too_long:
        raise Invalid(fields=dict.fromkeys(too_long, "too_long"))
    row.title, row.decision, row.topic = title, text.decision, text.topic
    for name, words in blocks.items():
        setattr(row, name, words)
    row.in_use, row.changed_by, row.changed_at = text.in_use, viewer.user_id, now
    session.add(row)
    session.flush()
    audit.record(session, viewer.user_id, "reply_template.saved", "reply_template", row.id)
    return row.id


def filled(text: ReplyText, one: TemplateText) -> ReplyText:
    """Return a draft with the template's words where it is still empty."""
    return ReplyText(
        decision=one.decision,
        heard=text.heard or one.heard,
        decided=text.decided or one.decided,
        why=text.why or one.why,
        when_text=text.when_text or one.when_text,
        promised_on=text.promised_on,
    )


def _mine(session: Session, viewer: Viewer, template_id: int | None) -> ReplyTemplate:
    office = viewer.can(Permission.REPLIES_PUBLISH)
    if not office and (viewer.body_id is None or not viewer.can(Permission.CASES_REPLY)):
        raise NotFound
    if template_id is None:
        return ReplyTemplate(body_id=None if office else viewer.body_id)
    row = session.get(ReplyTemplate, template_id, with_for_update=True)
    if row is None or not _editable(row, viewer):
        raise NotFound
    return row


def _editable(row: ReplyTemplate, viewer: Viewer) -> bool:
    if row.body_id is None:
        return viewer.can(Permission.REPLIES_PUBLISH)
    return row.body_id == viewer.body_id and viewer.can(Permission.CASES_REPLY)


def _view(row: ReplyTemplate, viewer: Viewer) -> TemplateView:
    names = [field.name for field in fields(TemplateText)]
    text = TemplateText(**{name: getattr(row, name) for name in names})
    return TemplateView(row.id, row.body_id, text, _editable(row, viewer))
