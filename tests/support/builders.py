"""Rows and people that tests start from.  One builder, one thing, at most 15 lines."""

from __future__ import annotations

import secrets
from datetime import date
from functools import cache

from flask import Flask, session
from flask_security import hash_password, login_user
from sqlalchemy import select
from sqlalchemy.orm import Session

from tests.support.pages import PageClient
from webapp.accounts.records import RoleRow, User
from webapp.accounts.rules import Role, Viewer, permissions_of
from webapp.extensions import db
from webapp.forms.records import FormVersion
from webapp.rounds.records import Round
from webapp.rounds.rules import RoundState
from webapp.submissions import service as submissions
from webapp.submissions.rules import SurveyKind
from webapp.submissions.service import NewSubmission, SubmissionView

PASSWORD = "mat-khau-dai-cua-thu-nghiem"


@cache
def password_hash(salt: str) -> str:
    """Return the hash of ``PASSWORD``; it is slow on purpose, so it is made once."""
    return hash_password(PASSWORD)


def add_user(
    database: Session,
    *roles: Role,
    username: str | None = None,
    password: str | None = None,
    body_id: int | None = None,
    school_id: int | None = None,
) -> User:
    """Add a person with *roles*; *password* is a hash, None means not yet accepted."""
    name = username or f"nguoi-{secrets.token_hex(4)}"
    known = {row.name: row for row in database.scalars(select(RoleRow))}
    user = User(username=name, email=f"{name}@noi-bo.invalid", password=password, active=True)
    user.fs_uniquifier, user.display_name = secrets.token_hex(16), f"Cán bộ {name}"
    user.body_id, user.school_id = body_id, school_id
    database.add(user)
    user.roles = [known.get(role) or RoleRow(name=role.value) for role in roles]
    database.flush()
    return user


def viewer_of(user: User) -> Viewer:
    """Return *user* as use-cases see a signed-in person."""
    roles = frozenset(Role(role.name) for role in user.roles)
    return Viewer(
        user.id, user.display_name, roles, user.body_id, user.school_id, permissions_of(roles)
    )


def person(
    app: Flask, *roles: Role, body_id: int | None = None, school_id: int | None = None
) -> PageClient:
    """Return a page client of a new person with *roles*, already signed in.

    The session is made by Flask-Security itself but without the slow check of
    a password; tests of signing in use ``PageClient.sign_in``.
    """
    client = PageClient(app)
    with app.test_request_context("/can-bo/", headers={"User-Agent": "PageClient"}):
        user = add_user(db.session(), *roles, body_id=body_id, school_id=school_id)
        login_user(user)
        made = dict(session)
        db.session.commit()
    with client.browser.session_transaction("/can-bo/") as kept:
        kept.update(made)
    return client


def add_round(database: Session, title: str = "Ý kiến tháng 11", survey: str = "y-kien") -> int:
    """Add an open round of November 2026 and return its id."""
    row = Round(
        survey=survey,
        title=title,
        period=date(2026, 11, 1),
        opens_on=date(2026, 11, 1),
        closes_on=date(2026, 11, 30),
        state=RoundState.OPEN,
    )
    database.add(row)
    database.flush()
    return row.id


def add_form_version(database: Session, survey: str = "y-kien", band: str = "6-10") -> int:
    """Add an empty form version, for rows that only have to point at one."""
    row = FormVersion(survey=survey, band=band, title="Phiếu", version="1", definition={})
    row.digest, row.stored_on = secrets.token_hex(32), date(2026, 11, 1)
    database.add(row)
    database.flush()
    return row.id


def add_submission(
    database: Session, round_id: int, received_on: date, school_id: int | None = None
) -> SubmissionView:
    """Add what one child of 6 to 10 sent, without any answers."""
    new = NewSubmission(
        round_id, "y-kien", SurveyKind.OPINION, "6-10", add_form_version(database), None,
        school_id, 9, {}, received_on, secrets.token_hex(32), secrets.token_hex(32),
    )  # fmt: skip
    return submissions.store(database, new)
