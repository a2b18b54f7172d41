"""Who may see a picture a child sent: moderators, or the protection officer alone."""

from __future__ import annotations

from dataclasses import dataclass

import pytest
from flask import Flask
from sqlalchemy import select

from tests.support.builders import add_commune, fill_draft, person
from tests.support.every_type import BAND, open_every_type, picture
from webapp.accounts.rules import Role
from webapp.base import clock
from webapp.base.errors import NotFound
from webapp.extensions import db
from webapp.intake import holdings
from webapp.intake import service as intake
from webapp.intake.sorting import PICTURE_ALONE
from webapp.opinions.records import Opinion
from webapp.safeguarding.records import Concern
from webapp.submissions import pictures
from webapp.submissions import service as submissions
from webapp.submissions.records import Picture, Submission
from webapp.submissions.rules import DRAFT_TIME

DANGER = "Bố em hay đánh em tím chân."


@dataclass(frozen=True)
class Sent:
    """Where a submission and its picture are."""

    submission: str
    picture: str
    concern: str | None

    @property
    def sheet(self) -> str:
        return f"/can-bo/y-kien/phieu/{self.submission}"

    @property
    def address(self) -> str:
        return f"{self.sheet}/anh/{self.picture}"


def send(app: Flask, **answers: str) -> Sent:
    """Send a paper with a picture, and one more picture that no answer names."""
    round_id = open_every_type(app)
    with app.test_request_context("/"):
        database, today, now = db.session(), clock.today(), clock.now()
        add_commune(database)
        seat = fill_draft(database, "s", round_id, BAND, {}, now)
        kept = pictures.keep(database, seat, "anh", picture(), today)
        pictures.keep(database, seat, "anh", picture("PNG"), today)
        fill_draft(database, "s", round_id, BAND, {**answers, "anh": kept}, now)
        intake.receive(database, seat, "s", "key", today, now)
        concern = database.scalar(select(Concern.id))
        submission = database.scalars(select(Submission.id)).one()
        database.commit()
        assert database.scalars(select(Picture.submission_id)).all() == [submission]
    return Sent(submission, kept, concern)


def test_a_moderator_sees_it_on_the_sheet_and_others_do_not(app: Flask) -> None:
    sent = send(app, ke="Sân trường nhiều nắng quá.")
    moderator = person(app, Role.MODERATOR)
    page = moderator.get(sent.sheet)
    assert page.one(".child-pictures img")["src"] == sent.address
    answer = moderator.browser.get(sent.address)
    assert answer.mimetype == "image/jpeg"
    assert answer.headers["Cache-Control"] == "no-store"
    for role in set(Role) - {Role.MODERATOR, Role.MODERATION_LEAD}:
        status = person(app, role).browser.get(sent.address).status_code
        assert status in {403, 404}, role


def test_a_picture_without_a_word_still_reaches_a_moderator(app: Flask) -> None:
    sent = send(app)
    assert PICTURE_ALONE in person(app, Role.MODERATOR).get(sent.sheet).words
    with app.app_context():
        assert db.session.scalars(select(Opinion.original)).all() == [PICTURE_ALONE]


def test_a_concern_shows_its_picture_to_the_officer_alone(app: Flask) -> None:
    sent = send(app, ke=DANGER)
    assert sent.concern
    officer = person(app, Role.PROTECTION_OFFICER)
    address = f"/can-bo/bao-ve/{sent.concern}/anh/{sent.picture}"
    assert (
        officer.get(f"/can-bo/bao-ve/{sent.concern}").one(".child-pictures img")["src"] == address
    )
    assert officer.browser.get(address).mimetype == "image/jpeg"
    moderator = person(app, Role.MODERATOR)
    assert moderator.browser.get(sent.address).status_code == 404
    for role in set(Role) - {Role.PROTECTION_OFFICER}:
        assert person(app, role).browser.get(address).status_code == 404, role


def test_a_picture_is_sealed_where_it_lies_and_forgotten_with_the_rest(app: Flask) -> None:
    sent = send(app, ke="Sân trường nhiều nắng quá.")
    with app.app_context():
        raw = db.session.connection().exec_driver_sql("SELECT content FROM picture").scalar()
        assert b"JFIF" not in bytes(raw)
        assert holdings.held(db.session(), sent.submission)["pictures"] == 1
        holdings.forget(db.session(), sent.submission)
        db.session.commit()
        assert holdings.held(db.session(), sent.submission)["pictures"] == 0
        with pytest.raises(NotFound):
            pictures.sent_with(db.session(), sent.submission, sent.picture)


def test_pictures_go_with_a_draft_past_its_time(app: Flask) -> None:
    round_id = open_every_type(app)
    with app.app_context():
        database, now = db.session(), clock.now()
        seat = fill_draft(database, "s", round_id, BAND, {}, now)
        pictures.keep(database, seat, "anh", picture(), clock.today())
        assert submissions.purge_drafts(database, now + 2 * DRAFT_TIME) == 1
        assert database.scalars(select(Picture.id)).all() == []
