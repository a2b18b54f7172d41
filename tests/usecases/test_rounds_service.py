"""Rounds and class sessions: what lets a child in, and who sees which numbers."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from threading import Barrier, Thread

import pytest
from sqlalchemy import text
from sqlalchemy.orm import Session, sessionmaker

from tests.support.builders import (
    add_class,
    add_school,
    add_user,
    fill_draft,
    survey_round,
    viewer_of,
)
from webapp.accounts.rules import Role
from webapp.base.errors import IllegalMove, Invalid, NotFound
from webapp.rounds import service
from webapp.rounds.rules import RoundState

TODAY = date(2026, 11, 23)
NOW = datetime(2026, 11, 23, 3, 0, tzinfo=UTC)
SURVEY = "y-kien-hang-thang"


def create(session: Session, actor_id: int, **other: object) -> int:
    values = {
        "survey": SURVEY,
        "title": "Ý kiến tháng 11",
        "period": TODAY,
        "opens_on": TODAY,
        "closes_on": TODAY + timedelta(days=7),
        "reply_by": TODAY + timedelta(days=14),
        "reader": "Chị Mẫu",
        "today": TODAY,
        **other,
    }
    return service.create_round(session, actor_id, **values)  # type: ignore[arg-type]


def test_a_round_is_bound_to_its_forms_and_its_days(session: Session) -> None:
    actor = add_user(session, Role.MODERATOR).id
    round_id = create(session, actor)
    assert service.open_rounds(session, TODAY) == []
    service.open_round(session, actor, round_id)
    (found,) = service.open_rounds(session, TODAY)
    assert (found.id, found.period) == (round_id, date(2026, 11, 1))
    assert service.open_rounds(session, TODAY + timedelta(days=8)) == []
    assert set(service.round_view(session, round_id).bands) == {"6-10", "11-15"}
    assert service.form_version_for(session, round_id, "6-10")
    with pytest.raises(NotFound):
        service.form_version_for(session, round_id, "99")
    with pytest.raises(IllegalMove):
        service.open_round(session, actor, round_id)
    service.close_round(session, actor, round_id)
    assert service.open_rounds(session, TODAY) == []
    assert service.round_view(session, round_id).state is RoundState.CLOSED


def test_wrong_dates_and_surveys_are_refused(session: Session) -> None:
    actor = add_user(session, Role.MODERATOR).id
    with pytest.raises(Invalid) as early:
        create(session, actor, closes_on=TODAY - timedelta(days=1))
    assert set(early.value.fields) == {"closes_on"}
    with pytest.raises(Invalid) as promise:
        create(session, actor, reply_by=TODAY)
    assert set(promise.value.fields) == {"reply_by"}
    with pytest.raises(NotFound):
        create(session, actor, survey="khong-co")
    assert session.scalar(text("SELECT count(*) FROM round")) == 0


def test_a_code_lets_in_for_one_lesson(session: Session) -> None:
    staff = viewer_of(add_user(session, Role.MODERATOR))
    class_id = add_class(session, add_school(session).id)
    round_id = survey_round(session, SURVEY, TODAY)
    code = service.open_session(session, staff, round_id, class_id, NOW)
    assert len(code) == 6
    assert code.isdigit()
    assert service.join(session, "000000" if code != "000000" else "111111", NOW) is None
    joined = service.join(session, code, NOW + timedelta(minutes=89))
    assert joined is not None
    assert (joined.round_id, joined.class_id) == (round_id, class_id)
    assert service.join(session, code, NOW + timedelta(minutes=90)) is None
    service.close_session(session, staff, joined.id, NOW)
    assert service.join(session, code, NOW) is None
    with pytest.raises(IllegalMove):
        service.close_session(session, staff, joined.id, NOW)


def test_a_new_class_clears_what_the_last_one_left(session: Session) -> None:
    staff = viewer_of(add_user(session, Role.MODERATOR))
    class_id = add_class(session, add_school(session).id)
    round_id = survey_round(session, SURVEY, TODAY)
    fill_draft(session, "left", round_id, "6-10", {"tuoi": "9"}, NOW - timedelta(hours=1))
    fill_draft(session, "writing", round_id, "6-10", {"tuoi": "8"}, NOW - timedelta(minutes=5))
    service.open_session(session, staff, round_id, class_id, NOW)
    assert session.scalar(text("SELECT count(*) FROM draft")) == 1


def test_a_closed_round_lets_nobody_in(session: Session) -> None:
    staff = viewer_of(add_user(session, Role.MODERATOR))
    class_id = add_class(session, add_school(session).id)
    round_id = survey_round(session, SURVEY, TODAY)
    code = service.open_session(session, staff, round_id, class_id, NOW)
    service.close_round(session, staff.user_id, round_id)
    assert service.join(session, code, NOW) is None
    with pytest.raises(IllegalMove):
        service.open_session(session, staff, round_id, class_id, NOW)


def test_a_coordinator_sees_and_opens_only_the_own_school(session: Session) -> None:
    own, other = add_school(session, "THCS Một"), add_school(session, "THCS Hai")
    own_class, other_class = add_class(session, own.id), add_class(session, other.id)
    staff = viewer_of(add_user(session, Role.MODERATOR))
    coordinator = viewer_of(add_user(session, Role.SCHOOL_COORDINATOR, school_id=own.id))
    round_id = survey_round(session, SURVEY, TODAY)
    code = service.open_session(session, staff, round_id, other_class, NOW)
    service.open_session(session, coordinator, round_id, own_class, NOW)
    with pytest.raises(NotFound):
        service.open_session(session, coordinator, round_id, other_class, NOW)
    with pytest.raises(NotFound):
        service.session_of_code(session, coordinator, code, NOW)
    joined = service.join(session, code, NOW)
    assert joined is not None
    with pytest.raises(NotFound):
        service.close_session(session, coordinator, joined.id, NOW)
    seen = service.counts(session, coordinator, round_id, NOW)
    assert {each.school_id for each in seen.sessions} == {own.id}
    assert {each.school_id for each in seen.schools} == {own.id}
    assert len(service.counts(session, staff, round_id, NOW).sessions) == 2
    nobody = viewer_of(add_user(session, Role.SCHOOL_COORDINATOR))
    assert service.counts(session, nobody, round_id, NOW).sessions == ()


def test_forty_children_joining_together_are_all_counted(session: Session) -> None:
    staff = viewer_of(add_user(session, Role.MODERATOR))
    class_id = add_class(session, add_school(session).id)
    round_id = survey_round(session, SURVEY, TODAY)
    joined = service.join(
        session, service.open_session(session, staff, round_id, class_id, NOW), NOW
    )
    assert joined is not None
    session.commit()
    make, start = sessionmaker(session.get_bind()), Barrier(8)

    def arrive() -> None:
        start.wait()
        for _ in range(5):
            with make() as own:
                service.note_joined(own, joined.id)
                own.commit()

    threads = [Thread(target=arrive) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    session.expire_all()
    assert service.counts(session, staff, round_id, NOW).joined == 40
