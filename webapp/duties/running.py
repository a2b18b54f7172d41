"""Running every duty once: one runner at a time, each duty apart from the others."""

from __future__ import annotations

import traceback
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from secrets import token_hex

import structlog

from webapp.base import clock
from webapp.config import MailSettings
from webapp.duties import lease
from webapp.duties.service import DUTIES, Duty
from webapp.outbox import service as outbox
from webapp.outbox.service import Begin, Sent

log = structlog.get_logger("em-noi")


@dataclass(frozen=True)
class Ran:
    """What one run did; ``busy`` when another runner has the lease."""

    busy: bool = False
    failed: tuple[str, ...] = ()
    mail: Sent = Sent()


def run_all(
    begin: Begin,
    mail: MailSettings | None,
    now: datetime,
    duties: Mapping[str, Duty] = DUTIES,
) -> Ran:
    """Run all *duties* and then send the mail that is due.

    A duty that fails is named in the log, without a word of what it was about,
    and never keeps the next from running.
    """
    holder = token_hex(8)
    with begin() as session:
        if not lease.take(session, holder, now):
            return Ran(busy=True)
    failed = [name for name in duties if not _ran(begin, name, duties[name], holder, now)]
    sent = Sent()
    try:
        sent = outbox.send_due(begin, mail, now)
    except Exception as error:
        _tell("mail", error)
        failed.append("mail")
    with begin() as session:
        lease.note_success(session, [name for name in (*duties, "mail") if name not in failed])
        for name in failed:
            lease.note_failure(session, name, now)
        lease.give_back(session, holder, now)
    return Ran(False, tuple(failed), sent)


def _ran(begin: Begin, name: str, duty: Duty, holder: str, now: datetime) -> bool:
    try:
        with begin() as session:
            # What time it is by now: the lease must outlast a run with slow duties.
            lease.take(session, holder, max(now, clock.now()))
        with begin() as session:
            duty(session, now)
    except Exception as error:
        _tell(name, error)
        return False
    return True


def _tell(name: str, error: Exception) -> None:
    """Log which duty failed and where; the message of an error may hold what must stay here."""
    frames = traceback.extract_tb(error.__traceback__)
    ours = [f for f in frames if "webapp" in f.filename.replace("\\", "/").split("/")] or frames
    where = f"{ours[-1].name}:{ours[-1].lineno}" if ours else ""
    log.error("duty failed", duty=name, kind=type(error).__name__, where=where)
