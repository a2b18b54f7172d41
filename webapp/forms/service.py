"""Form versions: what a round pins and a submission was filled in."""

from __future__ import annotations

from datetime import date
from weakref import WeakKeyDictionary

from sqlalchemy import Connection, Engine, select
from sqlalchemy.orm import Session

from webapp.base.errors import NotFound
from webapp.forms.records import FormVersion
from webapp.forms.rules import Form, text_in
from webapp.forms.tree import digest_of, from_json, to_json

# Compiled forms by database and id.  A stored version never changes, so nothing
# is ever thrown away; a commune has a few dozen in ten years.
_COMPILED: WeakKeyDictionary[Engine, dict[int, Form]] = WeakKeyDictionary()
_NEW = "form versions of this session"


def store_version(session: Session, form: Form, today: date) -> int:
    """Return the id of *form*; the same questions always have the same id."""
    digest = digest_of(form)
    known = session.scalar(
        select(FormVersion.id).where(
            FormVersion.survey == form.survey,
            FormVersion.band == form.band,
            FormVersion.digest == digest,
        )
    )
    if known is not None:
        return known
    row = FormVersion(
        survey=form.survey,
        band=form.band,
        title=text_in(form.title, form.default_language),
        version=form.version,
        digest=digest,
        definition=to_json(form),
        stored_on=today,
    )
    session.add(row)
    session.flush()
    session.info.setdefault(_NEW, set()).add(row.id)
    return row.id


def form_of(session: Session, form_version_id: int) -> Form:
    """Return a stored form, compiled once per process; NotFound when there is none.

    A version stored by this very session is not kept: were the transaction rolled
    back, another form could get its number.
    """
    compiled = _COMPILED.setdefault(_engine(session), {})
    form = compiled.get(form_version_id)
    if form is None:
        row = session.get(FormVersion, form_version_id)
        if row is None:
            raise NotFound
        form = from_json(row.definition)
        if form_version_id not in session.info.get(_NEW, ()):
            compiled[form_version_id] = form
    return form


def _engine(session: Session) -> Engine:
    bind = session.get_bind()
    return bind.engine if isinstance(bind, Connection) else bind
