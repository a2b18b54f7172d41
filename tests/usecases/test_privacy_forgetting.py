"""Forgetting a submission leaves nothing that identifies anybody."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from sqlalchemy import text
from sqlalchemy.orm import Session

from tests.support.builders import add_user, fill_draft, survey_round, viewer_of
from tests.support.forms import FORUM_ANSWERS
from tests.usecases.test_feedback_receipts import Paper
from webapp.accounts.rules import Role
from webapp.base.errors import NotFound
from webapp.feedback import service as feedback
from webapp.intake import holdings as intake_holdings
from webapp.intake import service as intake
from webapp.opinions import service as opinions
from webapp.opinions.rules import RefusalReason
from webapp.petitions import service as petitions
from webapp.petitions.rules import PetitionKind
from webapp.privacy import holdings as privacy_holdings
from webapp.privacy import service as privacy
from webapp.privacy.service import ConsentGiven
from webapp.submissions import service as submissions
from webapp.submissions.rules import receipt_digest

KEY = "test-receipt-key"
TODAY = date(2026, 11, 23)
NOW = datetime(2026, 11, 23, 3, 0, tzinfo=UTC)


@pytest.fixture
def forgotten(session: Session) -> tuple[str, str, str]:
    round_id = survey_round(session, "dien-dan-tre-em", TODAY)
    seat = fill_draft(session, "s", round_id, "tat-ca", FORUM_ANSWERS, NOW)
    receipt = intake.receive(session, seat, "s", KEY, TODAY, NOW)
    found = submissions.of_receipt(session, receipt_digest(KEY, receipt))
    assert found is not None
    assert privacy_holdings.held(session, found.id)["personal_answers"] >= 8
    intake_holdings.forget(session, found.id)
    session.flush()
    return found.id, seat, receipt


def test_nothing_identifying_is_left(session: Session, forgotten: tuple[str, str, str]) -> None:
    submission_id, _, _ = forgotten
    assert privacy.answers_of(session, submission_id) == []
    left = submissions.submission(session, submission_id)
    assert left is not None
    assert (left.answers, left.age, left.class_session_id) == ({}, None, None)
    assert intake_holdings.held(session, submission_id) == {
        "answers": 0,
        "pictures": 0,
        "personal_answers": 0,
        "consents": 3,
        "petitions": 0,
        "questions": 0,
        "opinions": 0,
    }


def test_neither_cookie_nor_receipt_leads_there(
    session: Session, forgotten: tuple[str, str, str]
) -> None:
    _, seat, receipt = forgotten
    assert submissions.of_seat(session, seat) is None
    assert submissions.of_receipt(session, receipt_digest(KEY, receipt)) is None
    assert intake.receipt_again(session, seat, "s", KEY) is None


def test_it_is_still_counted(session: Session, forgotten: tuple[str, str, str]) -> None:
    rows = submissions.figures(session, date(2026, 11, 1), date(2026, 12, 1))
    assert [row.id for row in rows] == [forgotten[0]]


def test_what_staff_typed_about_it_is_gone_too(session: Session) -> None:
    secret, paper = "Bảo Bối", Paper(session)
    who, one = paper.moderator, paper.ids[0]
    asked = feedback.ask(session, who, one, f"{secret} ở đâu?", NOW)
    feedback.answer(session, paper.receipt, asked, "Ở cạnh cổng.", NOW)
    petitions.propose(session, who, one, PetitionKind.COMPLAINT, secret, NOW)
    opinions.propose_refusal(session, who.user_id, one, RefusalReason.DUPLICATE, "", NOW)
    second = viewer_of(add_user(session, Role.POLICY_OFFICER))
    opinions.decline_refusal(session, second, one, f"{secret} nói đúng", NOW)
    opinions.split(session, who.user_id, one, ["Sân trường em", "không có cây."], NOW)
    assert secret in everything(session)
    intake_holdings.forget(session, paper.look().submission_id)
    session.flush()
    assert secret not in everything(session)


def everything(session: Session) -> str:
    tables = ("opinion", "opinion_event", "child_question", "petition_event", "feedback_entry")
    rows = [session.execute(text(f"SELECT * FROM {one}")).all() for one in tables]  # noqa: S608
    return str(rows)


def test_a_withdrawn_consent_no_longer_holds(session: Session) -> None:
    round_id = survey_round(session, "y-kien-hang-thang", TODAY)
    seat = fill_draft(session, "s", round_id, "6-10", {"tuoi": "9"}, NOW)
    intake.receive(session, seat, "s", KEY, TODAY, NOW)
    submission_id = session.scalar(text("SELECT id FROM submission"))
    asked = [
        ConsentGiven("consent_photo", True, "Chụp ảnh"),
        ConsentGiven("consent_photo", True, "Ghi hình"),
    ]
    privacy.store_consents(session, submission_id, asked, TODAY)
    assert privacy.consent_holds(session, submission_id, "consent_photo")
    privacy.withdraw_consent(session, submission_id, "consent_photo", TODAY)
    assert not privacy.consent_holds(session, submission_id, "consent_photo")
    (kept,) = privacy.consents_of(session, submission_id)
    assert (kept.given, kept.wording) == (True, "Chụp ảnh / Ghi hình")
    with pytest.raises(NotFound):
        privacy.withdraw_consent(session, submission_id, "consent_publish", TODAY)
