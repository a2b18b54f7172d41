"""Old notices are deleted after the term of the setting; the deed stays in the log."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from tests.support.builders import add_user
from webapp.accounts.rules import Role
from webapp.audit import service as audit
from webapp.directory.records import Setting
from webapp.outbox import service as outbox
from webapp.outbox.records import Notice
from webapp.outbox.rules import Level, NoticeState

NOW = datetime(2026, 11, 23, 3, 0, tzinfo=UTC)


def told(session: Session, user: int, days_ago: int, state: NoticeState, level: Level) -> None:
    about = f"{days_ago}:{state}:{level}"
    outbox.notify(session, [user], level, about, NOW - timedelta(days=days_ago))
    row = session.scalars(select(Notice).order_by(Notice.id.desc())).first()
    assert row is not None
    row.state = state
    session.flush()


def left(session: Session) -> list[int]:
    """Return how many days ago the notices that are left were made, newest first."""
    made = session.scalars(select(Notice.made_at).order_by(Notice.made_at.desc()))
    return [(NOW - at).days for at in made]


def test_old_notices_go_and_what_waits_to_be_mailed_stays(session: Session) -> None:
    user = add_user(session, Role.MODERATOR).id
    for days, state in (
        (300, NoticeState.WAITING), (200, NoticeState.SENT), (190, NoticeState.ON_SCREEN),
        (181, NoticeState.UNDELIVERED), (180, NoticeState.SENT), (0, NoticeState.SENT),
    ):  # fmt: skip
        told(session, user, days, state, Level.REMINDER)
    for _ in range(2):
        outbox.forget_old(session, NOW)
        assert left(session) == [0, 180, 300]
    (event,) = audit.events(session).items
    assert (event.action, event.actor_id, event.detail) == ("notice.forgotten", None, {"number": 3})
    session.add(Setting(name="notice_keep_days", value="120"))
    session.flush()
    outbox.forget_old(session, NOW)
    assert left(session) == [0, 300]


def test_the_log_does_not_tell_that_there_was_an_urgent_notice(session: Session) -> None:
    told(session, add_user(session, Role.MODERATOR).id, 200, NoticeState.SENT, Level.URGENT)
    outbox.forget_old(session, NOW)
    assert left(session) == []
    assert audit.events(session, first_day=date(2026, 1, 1)).items == []
