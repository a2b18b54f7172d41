"""Deleting old notices: who was told when is of no use to anybody after some months."""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlalchemy import delete, func, select
from sqlalchemy.orm import Session

from webapp.audit import service as audit
from webapp.base import clock
from webapp.directory import service as directory
from webapp.outbox.records import Notice
from webapp.outbox.rules import Level, NoticeState


def forget_old(session: Session, now: datetime) -> None:
    """Delete notices older than the setting ``notice_keep_days`` says; a duty.

    None that still waits to be mailed.  What was done and who did it stays in the log of
    each room; of a concern its own record keeps for ever who was told and when.  A thing
    that waits for longer than this is told anew, as if it were new.  Once a day, since all
    notices of a day go together.
    """
    days = directory.number(session, "notice_keep_days")
    before = clock.day_starts(clock.local_day(now) - timedelta(days=days))
    old = (Notice.made_at < before, Notice.state != NoticeState.WAITING)
    # An urgent notice is about a sign of danger: the log must not tell that there was one.
    plain = session.scalar(select(func.count()).where(*old, Notice.level != Level.URGENT)) or 0
    session.execute(delete(Notice).where(*old))
    if plain:
        audit.record(session, None, "notice.forgotten", "notice", "", number=plain)
