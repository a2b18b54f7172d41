"""Rows and people that tests start from.  One builder, one thing, at most 15 lines."""

from __future__ import annotations

import secrets
from datetime import date, datetime
from functools import cache
from typing import Any

from flask import Flask, session
from flask_security import hash_password, login_user
from sqlalchemy import select
from sqlalchemy.orm import Session

from tests.support.pages import PageClient
from webapp.accounts.records import RoleRow, User
from webapp.accounts.rules import Role, Viewer, permissions_of
from webapp.directory.records import Body, Commune, School, SchoolClass, Topic
from webapp.directory.rules import BodyKind, SchoolLevel
from webapp.extensions import db
from webapp.forms import service as forms
from webapp.forms.rules import Choice, Form, Page, Question, QuestionType
from webapp.rounds import service as rounds
from webapp.rounds.records import Round
from webapp.rounds.rules import RoundState
from webapp.submissions import service as submissions
from webapp.submissions.rules import SurveyKind, seat_digest
from webapp.submissions.service import DraftData, NewSubmission, SubmissionView

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
    with app.app_context():
        user = add_user(db.session(), *roles, body_id=body_id, school_id=school_id)
        db.session.commit()
        user_id = user.id
    return signed_in(app, user_id)


def signed_in(app: Flask, user_id: int) -> PageClient:
    """Return a page client of a person there is, already signed in."""
    client = PageClient(app)
    with app.test_request_context("/can-bo/", headers={"User-Agent": "PageClient"}):
        login_user(db.session.get_one(User, user_id))
        made = dict(session)
        db.session.commit()
    with client.browser.session_transaction("/can-bo/") as kept:
        kept.update(made)
    return client


def add_round(
    database: Session,
    title: str = "Ý kiến tháng 11",
    survey: str = "y-kien",
    closes_on: date = date(2026, 11, 30),
) -> int:
    """Add an open round of November 2026 and return its id."""
    row = Round(
        survey=survey,
        title=title,
        period=date(2026, 11, 1),
        opens_on=date(2026, 11, 1),
        closes_on=closes_on,
        state=RoundState.OPEN,
    )
    database.add(row)
    database.flush()
    return row.id


def add_form_version(database: Session, survey: str = "y-kien", band: str = "6-10") -> int:
    """Store a form with one page of one free text and return its version's id."""
    text = Question("q", QuestionType.TEXT, {"vi": "Em muốn nói gì?"})
    taste = Question(
        "truong", QuestionType.SELECT_ONE, {"vi": "Đi học thế nào?"},
        choices=(Choice("vui", {"vi": "Vui lắm"}),),
    )  # fmt: skip
    pages, names = (Page(1, ("q",)),), ("q", "truong")
    form = Form(survey, band, {"vi": "Phiếu"}, "1", ("vi",), "vi", pages, (text, taste), names)
    return forms.store_version(database, form, date(2026, 11, 1))


def add_submission(
    database: Session, round_id: int, received_on: date, school_id: int | None = None
) -> SubmissionView:
    """Add what one child of 6 to 10 sent, and one ticked answer."""
    new = NewSubmission(
        round_id, "y-kien", SurveyKind.OPINION, "6-10", add_form_version(database), None,
        school_id, 9, {"truong": "vui"}, received_on, secrets.token_hex(32), secrets.token_hex(32),
    )  # fmt: skip
    return submissions.store(database, new)


def add_body(database: Session, code: str, name: str, kind: BodyKind = BodyKind.OFFICE) -> int:
    """Add a body valid since 2023 and return its id."""
    row = Body(code=code, name=name, short_name=name, kind=kind, valid_from=date(2023, 1, 1))
    database.add(row)
    database.flush()
    return row.id


def add_school(database: Session, name: str = "Trường THCS Đồi Xanh") -> School:
    """Add a lower secondary school with the body cases are routed to."""
    body_id = add_body(database, f"truong-{secrets.token_hex(4)}", name, BodyKind.SCHOOL)
    row = School(body_id=body_id, level=SchoolLevel.LOWER_SECONDARY)
    database.add(row)
    database.flush()
    return row


def add_topic(database: Session, code: str, name: str, body_id: int | None = None) -> str:
    """Add a topic that *body_id* usually answers and return its code."""
    row = Topic(code=code, name=name, child_name=name, position=1, default_body_id=body_id)
    database.add(row)
    database.flush()
    return code


def add_class(database: Session, school_id: int, name: str = "5A") -> int:
    """Add a class of the school year 2026–2027 and return its id."""
    row = SchoolClass(
        school_id=school_id, name=name, grade=int(name[0]), school_year="2026-2027", pupils=30
    )
    database.add(row)
    database.flush()
    return row.id


def survey_round(database: Session, survey: str, today: date) -> int:
    """Create and open a round of a real survey that takes answers on *today*."""
    staff = add_user(database, Role.MODERATOR)
    round_id = rounds.create_round(
        database, staff.id, survey=survey, title="Đợt thử", period=today, opens_on=today,
        closes_on=today, reply_by=None, reader="Chị Mẫu", today=today,
    )  # fmt: skip
    rounds.open_round(database, staff.id, round_id)
    return round_id


def fill_draft(
    database: Session,
    secret: str,
    round_id: int,
    band: str,
    answers: dict[str, Any],
    now: datetime,
    class_session_id: int | None = None,
) -> str:
    """Keep *answers* as the draft of the seat whose cookie holds *secret*; return its digest."""
    version = rounds.form_version_for(database, round_id, band)
    seat = seat_digest("test-seat-key", secret)
    draft = DraftData(round_id, band, version, class_session_id, answers)
    submissions.save_draft(database, seat, draft, now)
    return seat


def add_commune(database: Session) -> None:
    """Add the commune whose name stands on what is printed."""
    database.add(
        Commune(
            name="Xã Mẫu", place_name="Xã Mẫu", province="Tỉnh Mẫu", youth_parent="Đoàn tỉnh Mẫu",
            youth_name="Đoàn xã Mẫu", valid_from=date(2023, 1, 1), valid_to=None,
        )
    )  # fmt: skip
    database.flush()
