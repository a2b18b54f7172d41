"""The page on which opinions are taken out of a case."""

from __future__ import annotations

from flask import Flask
from sqlalchemy import select

from tests.support.builders import (
    add_body,
    add_round,
    add_submission,
    add_topic,
    add_user,
    person,
    viewer_of,
)
from webapp.accounts.rules import Role
from webapp.base import clock
from webapp.extensions import db
from webapp.moderation.service import Sending, send
from webapp.opinions import service as opinions
from webapp.opinions.records import Opinion
from webapp.opinions.views import TextAnswer


def test_what_is_about_something_else_gets_a_case_of_its_own(app: Flask) -> None:
    client = person(app, Role.MODERATOR)
    with app.app_context():
        session, today = db.session(), clock.today()
        moderator = viewer_of(add_user(session, Role.MODERATOR))
        topic = add_topic(session, "ATGT", "An toàn giao thông")
        lead, case_id = add_body(session, "ubnd", "UBND xã"), None
        for text in ("Cầu không có lan can", "cau khong lan can", "Quạt lớp em hỏng"):
            submission = add_submission(session, add_round(session), today)
            answers = [TextAnswer("q", "Câu hỏi", text)]
            opinions.open_opinions(session, submission, answers, today, today)
            (view,) = opinions.of_submission(session, moderator, submission.id)
            sending = Sending(topic, case_id=case_id, title="Cầu", lead_body_id=lead)
            case_id = send(session, moderator, view, sending, clock.now())
        fan = session.scalars(select(Opinion.id).where(Opinion.search_text.like("%quat%"))).one()
        session.commit()
    client.get(f"/can-bo/vu-viec/{case_id}")
    page = client.follow("Tách ý kiến ra khỏi vụ việc này")
    # What shares least with the others stands first.
    assert page.words.index("Quạt lớp em hỏng") < page.words.index("Cầu không có lan can")
    page = client.submit(title="Quạt hỏng", status=422)
    assert "ít nhất một ý kiến" in page.words
    client.submit(title="Quạt hỏng", opinion=[fan])
    with app.app_context():
        assert opinions.case_of(db.session(), fan) not in (None, case_id)
    person(app, Role.LEADER).get(f"/can-bo/y-kien/vu-viec/{case_id}/tach", status=403)
