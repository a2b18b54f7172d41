"""Form versions as they are stored: found again, compiled once, published, listed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from weakref import WeakKeyDictionary

from sqlalchemy import Connection, Engine, Select, null, select
from sqlalchemy.orm import Session

from webapp.audit import service as audit
from webapp.base.errors import NotFound
from webapp.forms.records import FormVersion
from webapp.forms.rules import Form, text_in
from webapp.forms.tree import digest_of, from_json, to_json
from webapp.forms.xlsform import workbook as sources
from webapp.forms.xlsform.workbook import Workbook

# Compiled forms by database and id.  A stored version never changes, so nothing
# is ever thrown away; a commune has a few dozen in ten years.
_COMPILED: WeakKeyDictionary[Engine, dict[int, Form]] = WeakKeyDictionary()
_NEW = "form versions of this session"


@dataclass(frozen=True)
class VersionView:
    """A stored version as lists show it.

    ``number`` counts the versions of its survey and band from 1, the oldest first.
    ``version`` is what its workbook calls itself.  ``in_use`` tells that rounds made
    from now on get it; no version is while the folder's own form is used.
    """

    id: int
    survey: str
    band: str
    number: int
    title: str
    version: str
    stored_on: date
    published_at: datetime | None
    published_by: int | None
    has_workbook: bool
    in_use: bool


def store_version(
    session: Session, form: Form, today: date, workbook: Workbook | None = None
) -> int:
    """Return the id of *form*; the same questions always have the same id.

    *workbook* is the source it was compiled from.  A version that was stored without
    its source gets it now: what it asks does not change by that.
    """
    known = session.scalar(_same_as(form))
    if known is not None:
        if workbook is not None and not known.workbook:
            known.workbook = sources.workbook_to_json(workbook)
            session.flush()
        return known.id
    row = FormVersion(
        survey=form.survey,
        band=form.band,
        title=text_in(form.title, form.default_language)[:200],
        version=form.version[:40],
        digest=digest_of(form),
        definition=to_json(form),
        workbook=None if workbook is None else sources.workbook_to_json(workbook),
        stored_on=today,
    )
    session.add(row)
    session.flush()
    session.info.setdefault(_NEW, set()).add(row.id)
    return row.id


def stored_version(session: Session, form: Form) -> int | None:
    """Return the id of *form* when it is stored already."""
    row = session.scalar(_same_as(form))
    return None if row is None else row.id


def form_of(session: Session, form_version_id: int) -> Form:
    """Return a stored form, compiled once per process; NotFound when there is none.

    A version stored by this very session is not kept: were the transaction rolled
    back, another form could get its number.
    """
    compiled = _COMPILED.setdefault(_engine(session), {})
    form = compiled.get(form_version_id)
    if form is None:
        form = from_json(_row(session, form_version_id).definition)
        if form_version_id not in session.info.get(_NEW, ()):
            compiled[form_version_id] = form
    return form


def workbook_of(session: Session, form_version_id: int) -> Workbook | None:
    """Return the source of a version, or None where it was stored without; raises NotFound."""
    kept = _row(session, form_version_id).workbook
    return sources.workbook_from_json(kept) if kept else None


def publish(session: Session, form_version_id: int, actor_id: int, now: datetime) -> None:
    """Make a version the one that new rounds get; an older one goes back in use so, too.

    Rounds that exist keep theirs.  Raises NotFound.
    """
    row = _row(session, form_version_id)
    row.published_at, row.published_by = now, actor_id
    session.flush()
    audit.record(
        session,
        actor_id,
        "form.published",
        "form_version",
        row.id,
        survey=row.survey,
        band=row.band,
    )


def published(session: Session, survey: str, band: str) -> int | None:
    """Return the version that was published last, or None when none ever was."""
    return session.scalar(
        select(FormVersion.id)
        .where(
            FormVersion.survey == survey,
            FormVersion.band == band,
            FormVersion.published_at.is_not(None),
        )
        .order_by(FormVersion.published_at.desc(), FormVersion.id.desc())
        .limit(1)
    )


def versions(session: Session, survey: str, band: str) -> list[VersionView]:
    """Return all versions of a survey for one band, the newest first."""
    # Without the two trees, which are most of a row.
    rows = session.execute(
        select(
            FormVersion.id,
            FormVersion.survey,
            FormVersion.band,
            FormVersion.title,
            FormVersion.version,
            FormVersion.stored_on,
            FormVersion.published_at,
            FormVersion.published_by,
            FormVersion.workbook.is_not(null()).label("has_workbook"),
        )
        .where(FormVersion.survey == survey, FormVersion.band == band)
        .order_by(FormVersion.id)
    ).all()
    current = _last_published(rows)
    found = [
        VersionView(number=number, in_use=row.id == current, **row._mapping)
        for number, row in enumerate(rows, start=1)
    ]
    return found[::-1]


def version(session: Session, form_version_id: int) -> VersionView:
    """Return one version; raises NotFound."""
    row = _row(session, form_version_id)
    found = versions(session, row.survey, row.band)
    return next(one for one in found if one.id == form_version_id)


def _last_published(rows: Sequence[Any]) -> int | None:
    published_rows = [row for row in rows if row.published_at is not None]
    newest = max(published_rows, key=lambda row: (row.published_at, row.id), default=None)
    return None if newest is None else newest.id


def _same_as(form: Form) -> Select[FormVersion]:
    return select(FormVersion).where(
        FormVersion.survey == form.survey,
        FormVersion.band == form.band,
        FormVersion.digest == digest_of(form),
    )


def _row(session: Session, form_version_id: int) -> FormVersion:
    row = session.get(FormVersion, form_version_id)
    if row is None:
        raise NotFound
    return row


def _engine(session: Session) -> Engine:
    bind = session.get_bind()
    return bind.engine if isinstance(bind, Connection) else bind
