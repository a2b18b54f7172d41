"""Adults speak apart, complaints by law are handed on, children are met: and nothing is mixed."""

from __future__ import annotations

import io
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import docx
import pytest
from sqlalchemy import Text, text
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from tests.support.builders import (
    add_body,
    add_commune,
    add_topic,
    add_user,
    fill_draft,
    survey_round,
    viewer_of,
)
from tests.support.generated_months import Generated
from webapp.accounts.rules import Role, Viewer
from webapp.audit import service as audit
from webapp.base.errors import IllegalMove, Invalid, NotAllowed, NotFound
from webapp.directory import service as directory
from webapp.feedback import service as feedback
from webapp.feedback.records import FeedbackEntry, RatingGiven
from webapp.feedback.rules import About, Channel, Rating
from webapp.intake import service as intake
from webapp.meetings import service as meetings
from webapp.meetings.records import Meeting, MeetingEvent
from webapp.meetings.rules import Asked, MeetingState, Wish
from webapp.opinions import service as opinions
from webapp.opinions.records import Opinion
from webapp.opinions.rules import HidingKind, OpinionState
from webapp.petitions import service as petitions
from webapp.petitions.rules import Handing, PetitionKind, PetitionState, Way, Words
from webapp.privacy import service as privacy
from webapp.privacy.encryption import SealedText
from webapp.reports import service as reports
from webapp.reports.files.letters import month_letter
from webapp.reports.files.table_file import cases_csv, figures_csv
from webapp.reports.files.transfer_slip import transfer_slip
from webapp.reports.rules import Beside
from webapp.safeguarding import service as safeguarding
from webapp.submissions import service as submissions
from webapp.submissions.records import Submission
from webapp.submissions.rules import Speaker, receipt_digest
from webapp.tracker.records import Case, CaseEvent, Reply
from webapp.tracker.rules import CaseState, ReplyState

KEY = "test-receipt-key"
TODAY = date(2026, 11, 23)
NOW = datetime(2026, 11, 23, 3, 0, tzinfo=UTC)
SURVEY = "kien-nghi-phu-huynh"
WORDS = "Tôi tố cáo ông Mẫu lập quỹ trái quy định của nhà trường."
MONTHS = (date(2026, 9, 1), date(2026, 10, 1), date(2026, 11, 1))


def send(session: Session, secret: str, words: str = WORDS, **more: object) -> str:
    """Send a parent's paper and return its receipt's digest."""
    round_id = survey_round(session, SURVEY, TODAY)
    answers = {"y_kien": words, "cach_nhan": "ma_so", **more}
    seat = fill_draft(session, secret, round_id, "phu-huynh", answers, NOW)
    return receipt_digest(KEY, intake.receive(session, seat, secret, KEY, TODAY, NOW))


def plant_adults(session: Session) -> None:
    """Let adults say as much as children did: in children's cases, and in one of their own."""
    rows = session.query(Opinion).order_by(Opinion.id).all()
    own = session.query(Case).order_by(Case.id).first()
    assert own is not None
    case = Case(
        number="VV-NL", title="Việc của người lớn", state=CaseState.REOPENED,
        opened_on=date(2026, 10, 5), routed_on=date(2026, 10, 6), due_on=date(2026, 10, 9),
        times_reopened=1, decision=session.query(Reply).first().decision,  # type: ignore[union-attr]
    )  # fmt: skip
    session.add(case)
    session.flush()
    session.add(
        CaseEvent(case_id=case.id, at=NOW - timedelta(days=9), to_state=CaseState.REOPENED, why="")
    )
    for number, row in enumerate(rows):
        if number % 2:
            sent = session.get(Submission, row.submission_id)
            assert sent is not None
            names = [c.name for c in Submission.__table__.columns]
            twin = Submission(**{name: getattr(sent, name) for name in names})
            twin.id, twin.seat, twin.receipt = f"a{number:015}", f"s{number}", f"r{number}"
            twin.speaker, twin.survey = Speaker.GUARDIAN, SURVEY
            said = Opinion(**{c.name: getattr(row, c.name) for c in Opinion.__table__.columns})
            said.id, said.submission_id, said.speaker = f"o{number:015}", twin.id, twin.speaker
            said.parent_id, said.survey = None, SURVEY
            if number % 3 == 0:
                said.state, said.case_id = OpinionState.IN_CASE, case.id
            session.add(twin)
            session.flush()
            session.add(said)
            session.flush()
            for reply in session.query(Reply).filter_by(case_id=said.case_id or 0):
                if reply.state is ReplyState.PUBLISHED and reply.published_on:
                    day = reply.published_on
                    session.add(
                        RatingGiven(
                            opinion_id=said.id, reply_id=reply.id, rating=Rating.YES, given_on=day
                        )
                    )
                    session.add(
                        FeedbackEntry(
                            opinion_id=said.id, reply_id=reply.id, about=About.REPLY,
                            channel=Channel.RECEIPT, once=f"reply:{reply.id}:receipt", day=day,
                        )
                    )  # fmt: skip
    session.flush()


def test_what_adults_say_changes_no_figure_and_no_paper_about_children(session: Session) -> None:
    add_commune(session)
    Generated(session, seed=7, author=add_user(session, Role.MODERATOR).id)
    commune = directory.commune(session, TODAY)

    def everything(first: date) -> list[object]:
        month = reports.published_month(session, first, date(2026, 12, 3))
        bare = replace(month, beside=())
        letter = docx.Document(io.BytesIO(month_letter(bare, commune, TODAY)))
        cells = [c.text for table in letter.tables for row in table.rows for c in row.cells]
        return [
            replace(reports.month_figures(session, first, date(2026, 12, 3)), beside=()),
            bare, figures_csv(bare), cases_csv(month), [p.text for p in letter.paragraphs], cells,
            feedback.coverage(session, first, date(first.year, first.month + 1, 1)),
        ]  # fmt: skip

    before = [everything(first) for first in MONTHS]
    plant_adults(session)
    assert [everything(first) for first in MONTHS] == before
    figures = [reports.month_figures(session, first, TODAY) for first in MONTHS]
    adults = [next(c.number for c in month.beside if c.key == SURVEY) for month in figures]
    assert sum(adults) > 50
    assert all(c.key != SURVEY for month in figures for c in month.by_survey)


def test_a_parents_paper_travels_the_same_road_marked(session: Session) -> None:
    add_topic(session, "ATGT", "Giao thông")
    digest = send(
        session, "p", "Đề nghị sửa đường.", nhom_van_de="duong_di", cach_nhan="truc_tiep",
        dong_y_lien_he=True, ho_ten="Phụ Huynh Mẫu", dien_thoai="0900000000",
    )  # fmt: skip
    found = submissions.of_receipt(session, digest)
    assert found is not None
    assert (found.speaker, found.age) == (Speaker.GUARDIAN, None)
    (row,) = opinions.opinions_in(session, TODAY, date(2026, 12, 1))
    assert row.speaker is Speaker.GUARDIAN
    named = {one.role: one.value for one in privacy.answers_of(session, found.id)}
    assert named == {"guardian_name": "Phụ Huynh Mẫu", "guardian_phone": "0900000000"}
    view = feedback.look_up(session, digest, TODAY)
    assert view is not None
    assert view.adult
    # The screening applies to adults as well.
    digest = send(session, "q", "Cháu hàng xóm bị bố đánh đập hằng đêm, cháu muốn chết.")
    sealed = submissions.of_receipt(session, digest)
    assert sealed is not None
    assert safeguarding.is_sealed(session, sealed.id)


@pytest.fixture
def office(session: Session) -> tuple[Viewer, Viewer, Viewer, int]:
    """Return a moderator, the lead of the moderators, the policy officer and a body."""
    people = (Role.MODERATOR, Role.MODERATION_LEAD, Role.POLICY_OFFICER)
    one, two, three = (viewer_of(add_user(session, role)) for role in people)
    return one, two, three, add_body(session, "thanh-tra", "Thanh tra Mẫu")


def proposed(session: Session, moderator: Viewer) -> tuple[str, str, int]:
    digest = send(session, "s")
    (row,) = opinions.opinions_in(session, TODAY, date(2026, 12, 1))
    opinions.start_reading(session, moderator.user_id, row.submission_id, NOW)
    opinions.hide_words(session, moderator.user_id, row.id, "ông Mẫu", HidingKind.MASK, "name", NOW)
    number = petitions.propose(session, moderator, row.id, PetitionKind.DENUNCIATION, "", NOW)
    return digest, row.id, number


def test_a_complaint_by_law_is_handed_on_and_never_lost(
    session: Session, office: tuple[Viewer, Viewer, Viewer, int]
) -> None:
    moderator, lead, officer, body = office
    add_commune(session)
    digest, opinion_id, number = proposed(session, moderator)
    assert petitions.waiting(session, moderator) == 0
    assert petitions.waiting(session, officer) == 1
    with pytest.raises(NotFound):
        petitions.petitions(session, moderator, TODAY)
    view = feedback.look_up(session, digest, TODAY)
    assert view is not None and view.reading  # noqa: PT018 (a proposal tells nothing)

    kind = PetitionKind.DENUNCIATION
    with pytest.raises(NotAllowed):
        petitions.confirm(session, officer, number, kind, body, Words.ORIGINAL, "vì", NOW)
    with pytest.raises(Invalid) as wrong:
        petitions.confirm(session, lead, number, kind, None, Words.ORIGINAL, "", NOW)
    assert set(wrong.value.fields) == {"body_id", "why_original"}
    petitions.confirm(session, officer, number, kind, body, Words.MASKED, "", NOW)
    slip = petitions.slip(session, officer, number, TODAY)
    words = "\n".join(
        p.text
        for p in docx.Document(
            io.BytesIO(transfer_slip(slip, directory.commune(session, TODAY), TODAY))
        ).paragraphs
    )
    assert "Thanh tra Mẫu" in words and "tố cáo" in words  # noqa: PT018
    assert "ông Mẫu" not in words

    late = NOW + timedelta(days=14)
    bad = Handing(date(2026, 1, 1), Way.POST, "", "")
    with pytest.raises(Invalid):
        petitions.hand_over(session, officer, number, bad, late)
    handing = Handing(date(2026, 12, 7), Way.IN_PERSON, "Chị Mẫu", "07-PC/ĐTN")
    petitions.hand_over(session, officer, number, handing, late)
    with pytest.raises(IllegalMove):
        petitions.decline(session, officer, number, "nhầm", late)
    day = date(2026, 12, 7)
    petitions.note_answer(session, officer, number, day, "12/TTr", "Đang xem xét.", late)
    (line,) = petitions.petitions(session, lead, day).items
    assert (line.state, line.late, line.slip_number) == (PetitionState.ANSWERED, True, "07-PC/ĐTN")
    view = feedback.look_up(session, digest, day)
    assert view is not None
    (told,) = view.opinions
    assert told.petition is not None
    assert (told.petition.body_name, told.petition.said) == ("Thanh tra Mẫu", "Đang xem xét.")
    month = reports.month_figures(session, MONTHS[2], TODAY)
    assert next(c.number for c in month.beside if c.key == Beside.PETITIONS) == 1
    assert sum(c.number for c in month.by_state) == 0
    # What tells of danger may still leave for the protection officer; the record stays.
    opinions.take_out(session, moderator.user_id, petitions.petition(
        session, lead, number, day).submission_id)  # fmt: skip
    session.expire_all()
    assert petitions.petition(session, lead, number, day).opinion_id is None


def test_a_complaint_that_became_a_sign_of_danger_leaves_no_line(
    session: Session, office: tuple[Viewer, Viewer, Viewer, int]
) -> None:
    moderator, lead, officer, _body = office
    _digest, _opinion, number = proposed(session, moderator)
    submission = petitions.petition(session, lead, number, TODAY).submission_id
    opinions.take_out(session, moderator.user_id, submission)
    session.expire_all()
    assert petitions.petitions(session, lead, TODAY).items == []
    assert petitions.waiting(session, officer) == 0
    with pytest.raises(NotFound):
        petitions.petition(session, lead, number, TODAY)


def test_a_name_nobody_has_hidden_yet_is_covered_for_who_handles_complaints(
    session: Session, office: tuple[Viewer, Viewer, Viewer, int]
) -> None:
    moderator, lead, officer, body = office
    digest = send(session, "s", "Tôi tố cáo cô Lan, nhà số 12 xóm Chùa, lập quỹ trái quy định.")
    found = submissions.of_receipt(session, digest)
    assert found is not None
    (row,) = opinions.of_submission(session, moderator, found.id)
    opinions.start_reading(session, moderator.user_id, found.id, NOW)
    opinions.hide_words(
        session, moderator.user_id, row.id, "xóm Chùa", HidingKind.MASK, "home", NOW
    )
    kind = PetitionKind.DENUNCIATION
    number = petitions.propose(session, moderator, row.id, kind, "", NOW)

    for person in (officer, lead):
        seen = petitions.petition(session, person, number, TODAY)
        assert "Lan" not in seen.text and "tố cáo" in seen.text  # noqa: PT018
        assert (seen.covered, seen.may_uncover) == (True, person is lead)
    for person in (officer, moderator):
        with pytest.raises(NotFound):
            petitions.words(session, person, number)
    uncovered = petitions.words(session, lead, number)
    assert "Lan" in uncovered and "xóm Chùa" not in uncovered  # noqa: PT018 (a mask stays one)
    assert audit.events(session).items[0].action == "petition.words_read"

    petitions.confirm(session, officer, number, kind, body, Words.MASKED, "", NOW)
    assert "Lan" not in petitions.slip(session, officer, number, TODAY).text
    assert "Lan" in petitions.slip(session, lead, number, TODAY).text
    assert audit.events(session).items[0].action == "petition.printed"


def test_what_is_no_complaint_becomes_an_opinion_again(
    session: Session, office: tuple[Viewer, Viewer, Viewer, int]
) -> None:
    moderator, lead, _officer, body = office
    _digest, opinion_id, number = proposed(session, moderator)
    why = "người gửi đã ghi tên"
    petitions.confirm(session, lead, number, PetitionKind.COMPLAINT, body, Words.ORIGINAL, why, NOW)
    assert "ông Mẫu" in petitions.slip(session, lead, number, TODAY).text
    with pytest.raises(NotAllowed):
        petitions.slip(session, _officer, number, TODAY)
    with pytest.raises(Invalid):
        petitions.decline(session, lead, number, " ", NOW)
    petitions.decline(session, lead, number, "chỉ là góp ý", NOW)
    assert opinions.masked(session, opinion_id).state is OpinionState.SCREENING
    again = petitions.propose(session, moderator, opinion_id, PetitionKind.COMPLAINT, "", NOW)
    assert again == number


WISH = Asked("Bống", "thư viện trường", "ra chơi thứ Tư", "", Wish.ADVICE_CLUB)


def ask(session: Session, meeting_id: str = "w" * 16, asked: Asked = WISH) -> str:
    meetings.ask(session, meeting_id, asked, NOW)
    return meeting_id


def test_a_child_is_met_and_what_it_wrote_is_forgotten(session: Session) -> None:
    adviser, other = (viewer_of(add_user(session, Role.ADVISER)) for _ in range(2))
    moderator = viewer_of(add_user(session, Role.MODERATOR))
    one = ask(session)
    ask(session)  # the button pressed twice
    assert meetings.waiting(session, adviser) == 1
    assert meetings.waiting(session, moderator) == 0
    with pytest.raises(NotFound):
        meetings.lists(session, moderator, TODAY)
    assert "Bống" not in str(session.execute(text("SELECT * FROM meeting")).all())
    meetings.move(session, adviser, one, MeetingState.TAKEN, NOW)
    for step in (MeetingState.WAITING, MeetingState.NOT_FOUND):
        with pytest.raises(IllegalMove):
            meetings.move(session, other, one, step, NOW)
    with pytest.raises(Invalid) as wrong:
        meetings.met(session, adviser, one, moderator.user_id, date(2027, 1, 1), NOW)
    assert set(wrong.value.fields) == {"by", "on"}
    meetings.met(session, adviser, one, other.user_id, date(2026, 11, 23), NOW)
    _waiting, (line,) = meetings.lists(session, adviser, TODAY)
    assert (line.met_on, line.late, line.called) == (TODAY, False, "Bống")
    meetings.forget_old(session, NOW + timedelta(days=29))
    assert not meetings.lists(session, adviser, TODAY)[1][0].forgotten
    meetings.forget_old(session, NOW + timedelta(days=31))
    (line,) = meetings.lists(session, adviser, TODAY)[1]
    assert line.forgotten
    assert (line.called, line.place, line.met_on) == ("", "", TODAY)
    month = reports.published_month(session, MONTHS[2], TODAY)
    asked = next(row for row in month.beside if row.key == Beside.MEETINGS)
    assert asked.figure.number is None, "one child is a small group"


def test_no_column_can_hold_what_was_said(session: Session) -> None:
    free = {
        column.name
        for table in (Meeting.__table__, MeetingEvent.__table__)
        for column in table.columns
        if isinstance(column.type, Text | SealedText)
    }
    assert free == {"called", "place", "time", "way"}, "only the child's own four answers"
    ask(session)
    forgotten = text("UPDATE meeting SET forgotten_on = '2026-12-31'")
    with pytest.raises(IntegrityError), session.begin_nested():
        session.execute(forgotten)


@pytest.mark.parametrize(
    "asked",
    [
        replace(WISH, way="bố em đánh em mỗi tối, em muốn chết"),
        replace(WISH, wish=Wish.PROTECTION),
    ],
)
def test_danger_in_a_wish_goes_to_the_protection_officer_alone(
    session: Session, asked: Asked
) -> None:
    adviser = viewer_of(add_user(session, Role.ADVISER))
    officer = viewer_of(add_user(session, Role.PROTECTION_OFFICER))
    one = ask(session, asked=asked)
    ask(session, asked=asked)
    assert meetings.lists(session, adviser, TODAY) == ([], [])
    (line,) = safeguarding.concerns(session, officer, NOW)
    found = safeguarding.open_concern(session, officer, line.id, NOW)
    assert "thư viện trường" in [words.text for words in found.texts]
    with pytest.raises(IllegalMove):
        safeguarding.release(session, officer, one, "không có gì", NOW)


def test_an_adviser_hands_a_wish_to_the_protection_officer(session: Session) -> None:
    adviser = viewer_of(add_user(session, Role.ADVISER))
    officer = viewer_of(add_user(session, Role.PROTECTION_OFFICER))
    one = ask(session)
    meetings.hand_on(session, adviser, one, NOW)
    assert meetings.lists(session, adviser, TODAY) == ([], []), "no line tells of it"
    assert "meeting" not in {one.subject for one in audit.events(session).items}, "nor the log"
    assert len(safeguarding.concerns(session, officer, NOW)) == 1


def test_a_child_that_goes_back_and_tells_of_danger_is_heard(session: Session) -> None:
    officer = viewer_of(add_user(session, Role.PROTECTION_OFFICER))
    ask(session)
    ask(session, asked=replace(WISH, way="bố em đánh em mỗi tối, em muốn chết"))
    assert len(safeguarding.concerns(session, officer, NOW)) == 1
