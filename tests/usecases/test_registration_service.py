"""A registration: where it begins, who may move it, and what the tracker sees of it."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from sqlalchemy import text
from sqlalchemy.orm import Session

from tests.support.builders import (
    add_form_version,
    add_round,
    add_submission,
    add_user,
    viewer_of,
)
from webapp.accounts.rules import Role, Viewer
from webapp.base.errors import IllegalMove, Invalid, NotAllowed, NotFound
from webapp.privacy import service as privacy
from webapp.privacy.service import ConsentGiven, PersonalText
from webapp.registration import service
from webapp.registration.rules import RegistrationState as State
from webapp.submissions.service import SubmissionView

TODAY = date(2026, 11, 23)
DUE = date(2026, 12, 2)
NOW = datetime(2026, 11, 23, 3, 0, tzinfo=UTC)


@pytest.fixture
def staff(session: Session) -> Viewer:
    return viewer_of(add_user(session, Role.MODERATOR))


@pytest.fixture
def sent(session: Session) -> SubmissionView:
    add_form_version(session)
    return add_submission(session, add_round(session), TODAY)


def register(session: Session, sent: SubmissionView, anonymous: bool = False) -> int:
    return service.register(session, sent, anonymous=anonymous, due=DUE, today=TODAY)


def consent(session: Session, sent: SubmissionView, given: bool) -> None:
    asked = [ConsentGiven("consent_guardian", given, "Tôi đồng ý cho con tham gia")]
    privacy.store_consents(session, sent.id, asked, TODAY)


@pytest.mark.parametrize(
    ("anonymous", "given", "state"),
    [
        (True, None, State.PLANNED),
        (False, None, State.AWAITING_GUARDIAN),
        (False, False, State.AWAITING_GUARDIAN),
        (False, True, State.AWAITING_APPROVAL),
    ],
)
def test_where_a_registration_begins(
    session: Session, sent: SubmissionView, staff: Viewer, anonymous: bool, given: bool | None,
    state: State,
) -> None:  # fmt: skip
    if given is not None:
        consent(session, sent, given)
    number = register(session, sent, anonymous)
    assert service.detail(session, staff, number).line.state is state
    assert service.state_of(session, sent.id) is state
    assert register(session, sent, anonymous) == number


def test_steps_are_appended_with_their_reason(
    session: Session, sent: SubmissionView, staff: Viewer
) -> None:
    number = register(session, sent)
    with pytest.raises(Invalid):
        service.move(session, staff, number, State.AWAITING_APPROVAL, " ", NOW)
    service.move(session, staff, number, State.AWAITING_APPROVAL, "Bản ký lưu tại Đoàn xã", NOW)
    service.move(session, staff, number, State.PLANNED, "", NOW)
    with pytest.raises(IllegalMove):
        service.move(session, staff, number, State.ATTENDED, "", NOW)
    with pytest.raises(Invalid):
        service.move(session, staff, number, State.WITHDRAWN, "", NOW)
    service.move(session, staff, number, State.WITHDRAWN, "Em bị ốm", NOW)
    steps = service.detail(session, staff, number).steps
    assert [step.to_state for step in steps] == [
        State.AWAITING_GUARDIAN,
        State.AWAITING_APPROVAL,
        State.PLANNED,
        State.WITHDRAWN,
    ]
    assert steps[-1].why == "Em bị ốm"


@pytest.mark.parametrize(
    "role", [Role.LEADER, Role.BODY_OFFICIAL, Role.SCHOOL_COORDINATOR, Role.ADMINISTRATOR]
)
def test_others_neither_see_nor_move(session: Session, sent: SubmissionView, role: Role) -> None:
    number = register(session, sent)
    other = viewer_of(add_user(session, role))
    with pytest.raises(NotAllowed):
        service.listing(session, other, sent.survey)
    with pytest.raises(NotAllowed):
        service.detail(session, other, number)
    with pytest.raises(NotAllowed):
        service.move(session, other, number, State.REFUSED, "Không", NOW)
    assert session.execute(service.tracker_rows(session, other)).all() == []


def test_the_tracker_gets_numbers_and_no_names(
    session: Session, sent: SubmissionView, staff: Viewer
) -> None:
    privacy.store_answers(session, sent.id, [PersonalText("ho_ten", "child_name", "Trẻ Em Mẫu")])
    number = register(session, sent)
    (row,) = session.execute(service.tracker_rows(session, staff)).mappings().all()
    assert list(row) == [
        "kind", "ref", "number", "title", "state", "topic", "school_id", "lead_body_id",
        "due_on", "opened_on", "finished", "past_when_issued", "search_text",
    ]  # fmt: skip
    assert (row["kind"], row["ref"], row["number"]) == ("registration", number, f"ĐK-{number}")
    assert row["title"].endswith(f"số {number}")
    assert (row["due_on"], row["opened_on"], bool(row["finished"])) == (DUE, TODAY, False)
    assert "Mẫu" not in str(dict(row))


def test_names_are_read_only_where_it_is_written_down(
    session: Session, sent: SubmissionView, staff: Viewer
) -> None:
    privacy.store_answers(session, sent.id, [PersonalText("ho_ten", "child_name", "Trẻ Em Mẫu")])
    consent(session, sent, True)
    number = register(session, sent)
    assert service.listing(session, staff, sent.survey)[0].name == ""
    service.detail(session, staff, number)
    service.move(session, staff, number, State.PLANNED, "", NOW)
    (line,) = service.printed_list(session, staff, sent.survey, None)
    assert line.name == "Trẻ Em Mẫu"
    actions = list(session.scalars(text("SELECT action FROM audit_event ORDER BY id")))
    assert "registration.opened" in actions
    assert "registration.list_opened" in actions
    with pytest.raises(NotFound):
        service.detail(session, staff, 999)


def test_the_limits_count_those_who_take_part(
    session: Session, sent: SubmissionView, staff: Viewer
) -> None:
    register(session, sent, anonymous=True)
    limits = service.limits(session, staff, sent.survey, None)
    assert (limits.children, limits.enough, limits.missing) == (1, False, 29)


def test_a_planned_place_waits_for_the_event_and_is_never_overdue(
    session: Session, sent: SubmissionView, staff: Viewer
) -> None:
    consent(session, sent, True)
    number = register(session, sent)
    later = DUE + timedelta(days=90)
    assert service.listing(session, staff, sent.survey)[0].overdue(later)
    service.move(session, staff, number, State.PLANNED, "", NOW)
    assert not service.listing(session, staff, sent.survey)[0].overdue(later)
    (row,) = session.execute(service.tracker_rows(session, staff)).mappings().all()
    assert (row["due_on"], bool(row["finished"])) == (None, False)
