"""People on both engines: invitations, locks, the last administrator, the log."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy.orm import Session

from webapp.accounts import service
from webapp.accounts.rules import Role
from webapp.audit import service as audit
from webapp.base.errors import IllegalMove, Invalid, NotFound

NOW = datetime(2026, 11, 23, 1, 0, tzinfo=UTC)


def add(session: Session, username: str = "lan.mau", **changes: Any) -> tuple[int, str]:
    values: dict[str, Any] = {
        "display_name": "Mẫu Thị Lan",
        "title": "",
        "roles": [Role.ADMINISTRATOR],
        "body_id": None,
        "school_id": None,
        "now": NOW,
    }
    return service.create_user(session, None, username=username, **{**values, **changes})


def test_an_invitation_is_used_up(session: Session) -> None:
    user_id, secret = add(session)
    assert service.invitation_open(session, secret, NOW).username == "lan.mau"
    assert service.accept_invitation(session, secret, "hash", NOW) == user_id
    with pytest.raises(NotFound):
        service.accept_invitation(session, secret, "other", NOW)


def test_a_new_invitation_ends_the_one_before_and_each_gets_old(session: Session) -> None:
    user_id, first = add(session)
    second = service.invite(session, None, user_id, NOW)
    with pytest.raises(NotFound):
        service.accept_invitation(session, first, "hash", NOW)
    with pytest.raises(NotFound):
        service.accept_invitation(session, second, "hash", NOW + timedelta(days=3))


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"username": "có dấu"}, "username"),
        ({"username": "LAN.MAU"}, "username"),
        ({"display_name": " "}, "display_name"),
        ({"roles": []}, "roles"),
        ({"roles": [Role.BODY_OFFICIAL]}, "body_id"),
        ({"roles": [Role.SCHOOL_COORDINATOR]}, "school_id"),
    ],
)
def test_a_person_that_does_not_fit_is_refused(
    session: Session, changes: dict[str, Any], field: str
) -> None:
    add(session)
    with pytest.raises(Invalid) as refused:
        add(session, **{"username": "hai.mau", **changes})
    assert list(refused.value.fields) == [field]


def test_the_last_administrator_cannot_go(session: Session) -> None:
    one, secret = add(session)
    service.accept_invitation(session, secret, "hash", NOW)
    two, other = add(session, "hai.mau")
    with pytest.raises(IllegalMove):
        service.deactivate(session, one, one, NOW)
    keep = {"display_name": "Lan", "title": "", "body_id": None, "school_id": None}
    with pytest.raises(IllegalMove):
        service.change_person(session, one, one, roles=[Role.LEADER], **keep)
    service.accept_invitation(session, other, "hash", NOW)
    service.deactivate(session, two, one, NOW)
    assert service.name_of(session, one) == "Mẫu Thị Lan"
    assert [p.active for p in service.people(session)] == [True, False]


def test_a_person_may_come_back(session: Session) -> None:
    one, secret = add(session)
    service.accept_invitation(session, secret, "hash", NOW)
    two, _ = add(session, "hai.mau", roles=[Role.LEADER])
    service.deactivate(session, one, two, NOW)
    with pytest.raises(IllegalMove):
        service.invite(session, one, two, NOW)
    again = service.reactivate(session, one, two, NOW)
    assert service.accept_invitation(session, again, "hash", NOW) == two


def test_wrong_passwords_are_counted_and_a_lock_is_not_lengthened(session: Session) -> None:
    user_id, secret = add(session)
    service.accept_invitation(session, secret, "hash", NOW)
    for minute in range(5):
        assert not service.may_enter(session, user_id, False, NOW + timedelta(minutes=minute))
    last = NOW + timedelta(minutes=4)
    assert not service.may_enter(session, user_id, True, last + timedelta(minutes=10))
    assert not service.may_enter(session, user_id, False, last + timedelta(minutes=14))
    assert service.may_enter(session, user_id, True, last + timedelta(minutes=15))
    assert service.may_enter(session, user_id, True, last + timedelta(minutes=16))


def test_the_first_sign_in_is_offered_until_somebody_used_it(session: Session) -> None:
    path = service.first_sign_in(session, NOW)
    assert path is not None
    again = service.first_sign_in(session, NOW)
    assert again not in (None, path)
    secret = (again or "").rsplit("/", 1)[1]
    service.accept_invitation(session, secret, "hash", NOW)
    assert service.first_sign_in(session, NOW) is None
    assert len(service.people(session)) == 1


def test_changed_roles_stand_in_the_log(session: Session) -> None:
    one, secret = add(session)
    service.accept_invitation(session, secret, "hash", NOW)
    two, _ = add(session, "hai.mau", roles=[Role.LEADER])
    keep = {"display_name": "Hai", "title": "", "body_id": None, "school_id": None}
    service.change_person(session, one, two, roles=[Role.MODERATOR], **keep)
    event = audit.events(session).items[0]
    assert (event.actor_id, event.action) == (one, "person.changed")
    assert event.detail == {"before": ["leader"], "after": ["moderator"]}


def test_the_log_neither_shows_nor_counts_what_is_sealed(session: Session) -> None:
    add(session)
    before = audit.events(session).total
    audit.record(session, None, "concern.opened", "concern", "x")
    audit.record(session, None, "opinions.taken_out", "submission", "x", texts=1)
    found = audit.events(session)
    assert found.total == before
    assert not [event for event in found.items if event.subject_id == "x"]
    assert audit.first_broken(session) is None
