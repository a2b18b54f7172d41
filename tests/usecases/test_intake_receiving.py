"""A submission arriving: whole, once, and each part in its own room."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from threading import Barrier, Thread

import pytest
from sqlalchemy import text
from sqlalchemy.orm import Session, sessionmaker

from tests.support.builders import (
    add_class,
    add_school,
    add_topic,
    add_user,
    fill_draft,
    survey_round,
    viewer_of,
)
from tests.support.forms import FORUM_ANSWERS
from webapp.accounts.rules import Role
from webapp.base.errors import Invalid, NotFound
from webapp.feedback import service as feedback
from webapp.intake import service as intake
from webapp.opinions import service as opinions
from webapp.privacy import service as privacy
from webapp.registration import service as registration
from webapp.rounds import service as rounds
from webapp.safeguarding import service as safeguarding
from webapp.safeguarding.rules import ConcernState
from webapp.submissions import service as submissions
from webapp.submissions.rules import receipt_digest

KEY = "test-receipt-key"
TODAY = date(2026, 11, 23)
NOW = datetime(2026, 11, 23, 3, 0, tzinfo=UTC)
MONTHLY = {"tuoi": "9", "noi_them": "Sân trường em thiếu cây xanh."}
FORUM = {**FORUM_ANSWERS, "truong": "THCS Đồi Xanh"}


def send(session: Session, secret: str, seat: str, now: datetime = NOW) -> str:
    return intake.receive(session, seat, secret, KEY, TODAY, now)


def everything(session: Session) -> str:
    """Return every stored value of the tables that hold a submission, as one text."""
    tables = (
        "draft", "submission", "opinion", "personal_answer", "consent", "concern",
        "registration", "audit_event",
    )  # fmt: skip
    rows = [row for table in tables for row in session.execute(text(f"SELECT * FROM {table}"))]  # noqa: S608
    return " ".join(str(value) for row in rows for value in row)


def test_an_opinion_is_stored_apart_from_its_words(session: Session) -> None:
    add_topic(session, "CSVC", "Cơ sở vật chất")
    seat = fill_draft(
        session, "s", survey_round(session, "y-kien-hang-thang", TODAY), "6-10", MONTHLY, NOW
    )
    receipt = send(session, "s", seat)
    found = submissions.of_receipt(session, receipt_digest(KEY, receipt))
    assert found is not None
    assert (found.age, found.answers) == (9, {"tuoi": "9"})
    said = opinions.public_of_submission(session, found.id)
    assert len(said) == 1
    assert submissions.draft_of(session, seat, NOW) is None
    stored = everything(session)
    assert "Sân trường" not in stored
    assert receipt not in stored


def test_sending_again_shows_the_same_receipt_and_changes_nothing(session: Session) -> None:
    round_id = survey_round(session, "y-kien-hang-thang", TODAY)
    seat = fill_draft(session, "s", round_id, "6-10", MONTHLY, NOW)
    first = send(session, "s", seat)
    # Back, another answer, and send once more from the same seat.
    fill_draft(session, "s", round_id, "6-10", {"tuoi": "8", "noi_them": "Khác hẳn."}, NOW)
    assert send(session, "s", seat) == first
    assert intake.receipt_again(session, seat, "s", KEY) == first
    assert session.scalar(text("SELECT count(*) FROM submission")) == 1
    assert session.scalar(text("SELECT count(*) FROM opinion")) == 1
    assert session.scalar(text("SELECT count(*) FROM draft")) == 0


def test_two_requests_at_the_same_moment_make_one_submission(session: Session) -> None:
    round_id = survey_round(session, "y-kien-hang-thang", TODAY)
    seat = fill_draft(session, "s", round_id, "6-10", MONTHLY, NOW)
    session.commit()
    make = sessionmaker(session.get_bind())
    start, receipts = Barrier(4), []

    def request() -> None:
        with make() as own:
            start.wait()
            receipts.append(send(own, "s", seat))
            own.commit()

    threads = [Thread(target=request) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    assert len(receipts) == 4
    assert len(set(receipts)) == 1
    assert session.scalar(text("SELECT count(*) FROM submission")) == 1
    assert session.scalar(text("SELECT count(*) FROM opinion")) == 1


def test_store_returns_the_first_of_two_and_keeps_the_transaction_whole(session: Session) -> None:
    round_id = survey_round(session, "y-kien-hang-thang", TODAY)
    fill_draft(session, "other", round_id, "6-10", {"tuoi": "7"}, NOW)
    new = submissions.NewSubmission(
        round_id, "y-kien-hang-thang", submissions.SurveyKind.OPINION, "6-10",
        rounds.form_version_for(session, round_id, "6-10"), None, None, 9, {}, TODAY, "seat", "r1",
    )  # fmt: skip
    first = submissions.store(session, new)
    again = submissions.store(session, new)
    assert first.just_stored
    assert not again.just_stored
    assert again.id == first.id
    session.commit()
    assert session.scalar(text("SELECT count(*) FROM draft")) == 1


def test_wrong_answers_and_an_empty_seat_are_refused(session: Session) -> None:
    round_id = survey_round(session, "y-kien-hang-thang", TODAY)
    seat = fill_draft(session, "s", round_id, "6-10", {"noi_them": "Không có tuổi."}, NOW)
    with pytest.raises(Invalid) as refused:
        send(session, "s", seat)
    assert set(refused.value.fields) == {"tuoi"}
    with pytest.raises(NotFound):
        send(session, "nobody", "no-such-seat")
    assert intake.receipt_again(session, "no-such-seat", "nobody", KEY) is None


def test_a_draft_is_sealed_and_lives_an_hour(session: Session) -> None:
    round_id = survey_round(session, "y-kien-hang-thang", TODAY)
    seat = fill_draft(session, "s", round_id, "6-10", MONTHLY, NOW)
    assert "Sân trường" not in everything(session)
    draft = submissions.draft_of(session, seat, NOW + timedelta(minutes=59))
    assert draft is not None
    assert draft.answers == MONTHLY
    assert submissions.draft_of(session, seat, NOW + timedelta(minutes=60)) is None
    with pytest.raises(NotFound):
        send(session, "s", seat, NOW + timedelta(minutes=61))
    assert submissions.purge_drafts(session, NOW + timedelta(minutes=59)) == 0
    assert submissions.purge_drafts(session, NOW + timedelta(minutes=60)) == 1


def test_a_class_session_gives_the_school_and_counts(session: Session) -> None:
    school = add_school(session)
    class_id = add_class(session, school.id)
    staff = viewer_of(add_user(session, Role.MODERATOR))
    round_id = survey_round(session, "y-kien-hang-thang", TODAY)
    code = rounds.open_session(session, staff, round_id, class_id, NOW)
    joined = rounds.join(session, code, NOW)
    assert joined is not None
    rounds.note_joined(session, joined.id)
    seat = fill_draft(session, "s", round_id, "6-10", MONTHLY, NOW, joined.id)
    receipt = send(session, "s", seat)
    send(session, "s", seat)
    found = submissions.of_receipt(session, receipt_digest(KEY, receipt))
    assert found is not None
    assert found.school_id == school.id
    counts = rounds.counts(session, staff, round_id, NOW)
    assert (counts.joined, counts.finished) == (1, 1)


def test_a_registration_keeps_names_sealed_and_consents_provable(session: Session) -> None:
    school = add_school(session)
    round_id = survey_round(session, "dien-dan-tre-em", TODAY)
    seat = fill_draft(session, "s", round_id, "tat-ca", FORUM, NOW)
    receipt = send(session, "s", seat)
    found = submissions.of_receipt(session, receipt_digest(KEY, receipt))
    assert found is not None
    assert (found.age, found.school_id) == (12, school.id)
    assert not {"ho_ten", "dien_thoai", "truong", "thong_diep", "tu_nguyen"} & set(found.answers)
    stored = everything(session)
    for secret in ("Trẻ Em Mẫu", "0900000000", "Phụ Huynh", "bể bơi", "2014-05-31"):
        assert secret not in stored
    named = {answer.role: answer.value for answer in privacy.answers_of(session, found.id)}
    assert named["child_name"] == "Trẻ Em Mẫu"
    given = {consent.purpose: consent for consent in privacy.consents_of(session, found.id)}
    assert given["consent_guardian"].holds
    assert not given["consent_photo"].given
    assert given["consent_guardian"].wording


def test_a_danger_sign_opens_no_opinion_and_looks_like_any_other(session: Session) -> None:
    answers = {"tuoi": "9", "noi_them": "Bố em uống rượu về là đánh em đau lắm."}
    round_id = survey_round(session, "y-kien-hang-thang", TODAY)
    seat = fill_draft(session, "s", round_id, "6-10", answers, NOW)
    receipt = send(session, "s", seat)
    found = submissions.of_receipt(session, receipt_digest(KEY, receipt))
    assert found is not None
    assert len(receipt) == 16
    assert opinions.public_of_submission(session, found.id) == []
    assert safeguarding.is_sealed(session, found.id)
    assert "đánh" not in everything(session)


def test_a_released_concern_becomes_ordinary_opinions(session: Session) -> None:
    officer = viewer_of(add_user(session, Role.PROTECTION_OFFICER))
    answers = {"tuoi": "9", "noi_them": "Em đóng vai cô bé, mẹ kế đánh em."}
    round_id = survey_round(session, "y-kien-hang-thang", TODAY)
    send(session, "s", fill_draft(session, "s", round_id, "6-10", answers, NOW))
    (line,) = safeguarding.concerns(session, officer, NOW)
    assert session.scalar(text("SELECT count(*) FROM opinion")) == 0
    safeguarding.move(session, officer, line.id, ConcernState.ACKNOWLEDGED, "", NOW)
    with pytest.raises(Invalid):
        intake.release_concern(session, officer, line.id, " ", TODAY, NOW)
    intake.release_concern(session, officer, line.id, "Kể chuyện vở kịch", TODAY, NOW)
    assert session.scalar(text("SELECT count(*) FROM opinion")) == 1
    assert session.scalar(text("SELECT count(*) FROM concern")) == 1
    assert not safeguarding.is_sealed(session, submission_ids(session)[0])


def submission_ids(session: Session) -> list[str]:
    return list(session.scalars(text("SELECT id FROM submission")))


def test_a_dialogue_question_that_tells_of_danger_is_not_even_listed(session: Session) -> None:
    staff = viewer_of(add_user(session, Role.MODERATOR))
    officer = viewer_of(add_user(session, Role.PROTECTION_OFFICER))
    asked = {
        "truong": "THCS Mẫu",
        "lop": "7B",
        "cau_hoi": "Thầy sờ vào người em thì em nói với ai?",
        "tu_nguyen": True,
    }
    round_id = survey_round(session, "doi-thoai-hoc-duong", TODAY)
    sealed = send(session, "s", fill_draft(session, "s", round_id, "tat-ca", asked, NOW))
    assert registration.listing(session, staff, "doi-thoai-hoc-duong") == []
    # Its receipt shows what the receipt of any other question shows.
    harmless = {**asked, "cau_hoi": "Sao lớp em không có tủ sách?"}
    other = send(session, "t", fill_draft(session, "t", round_id, "tat-ca", harmless, NOW))
    views = [
        feedback.look_up(session, receipt_digest(KEY, receipt), TODAY)
        for receipt in (sealed, other)
    ]
    # Whose it is is for us alone; everything a page shows of them is the same.
    shown = [replace(view, submission_id="") for view in views if view is not None]
    assert shown[0] == shown[1]
    (line,) = safeguarding.concerns(session, officer, NOW)
    safeguarding.move(session, officer, line.id, ConcernState.ACKNOWLEDGED, "", NOW)
    assert len(registration.listing(session, staff, "doi-thoai-hoc-duong")) == 1
    intake.release_concern(session, officer, line.id, "Hỏi cho biết", TODAY, NOW)
    assert len(registration.listing(session, staff, "doi-thoai-hoc-duong")) == 2


def test_danger_in_a_personal_box_is_sealed_there_too(session: Session) -> None:
    officer = viewer_of(add_user(session, Role.PROTECTION_OFFICER))
    staff = viewer_of(add_user(session, Role.MODERATOR))
    answers = {**FORUM, "nhu_cau": "Bố em hay đánh em nên em sợ."}
    round_id = survey_round(session, "dien-dan-tre-em", TODAY)
    send(session, "s", fill_draft(session, "s", round_id, "tat-ca", answers, NOW))
    (row,) = registration.listing(session, staff, "dien-dan-tre-em")
    opened = registration.detail(session, staff, row.id)
    assert "support_need" not in {answer.role for answer in opened.personal}
    assert "child_name" in {answer.role for answer in opened.personal}
    assert (opened.texts, opened.texts_waiting) == ((), 0)
    (line,) = safeguarding.concerns(session, officer, NOW)
    concern = safeguarding.open_concern(session, officer, line.id, NOW)
    assert any(text_.role == "support_need" for text_ in concern.texts)
    assert "child_name" not in {text_.role for text_ in concern.texts}
