"""Mail without content, to a real server: bundled, tried again, given up, never held up."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from datetime import UTC, datetime, timedelta

import pytest
from flask import current_app
from sqlalchemy.orm import Session

from tests.support.builders import add_user
from tests.support.smtp_server import MailServer, mail_server
from webapp.accounts.records import User
from webapp.accounts.rules import Role
from webapp.base.errors import Invalid
from webapp.config import MailSecurity, MailSettings
from webapp.outbox import service as outbox
from webapp.outbox.rules import Level, NoticeState, Wishes
from webapp.web.transaction import apart

NOW = datetime(2026, 11, 23, 2, 0, tzinfo=UTC)
HOUR = timedelta(hours=1)
SITE = "http://em-noi.mau"
Begin = Callable[[], AbstractContextManager[Session]]


@pytest.fixture
def server() -> Iterator[MailServer]:
    with mail_server() as found:
        yield found


def settings(port: int) -> MailSettings:
    sender = "em-noi@xa.example"
    return MailSettings("127.0.0.1", port, MailSecurity.NONE, "", "", sender, SITE)


@pytest.fixture
def begin(session: Session) -> Begin:
    app = current_app._get_current_object()  # type: ignore[attr-defined]
    return lambda: apart(app)


def reader(session: Session, name: str, **wishes: bool) -> int:
    user = add_user(session, Role.MODERATOR, username=name).id
    outbox.change_wishes(session, user, Wishes(f"{name}@thu.example", **wishes))
    return user


def states(session: Session, user_id: int) -> list[NoticeState]:
    found = [line.state for line in outbox.my_notices(session, user_id)]
    session.rollback()  # a transaction left open would keep the sender waiting
    return found


def troubles(session: Session) -> outbox.MailTroubles:
    found = outbox.mail_troubles(session)
    session.rollback()
    return found


def test_mail_says_that_something_waits_and_nothing_else(
    session: Session, begin: Begin, server: MailServer
) -> None:
    reader_id = reader(session, "lan")
    silent = add_user(session, Role.MODERATOR).id
    about = "concern.new:0123456789abcdef:Em bị đánh"
    for level in (Level.NEW_WORK, Level.URGENT):
        assert outbox.notify(session, [reader_id, silent], level, f"{about}{level}", NOW)
    assert outbox.notify(session, [reader_id], Level.URGENT, f"{about}{Level.URGENT}", NOW) == []
    session.commit()
    done = outbox.send_due(begin, settings(server.port), NOW)
    assert (done.sent, done.refused) == (1, 0)
    [(to, mail)] = server.mails
    assert to == "lan@thu.example"
    assert mail["Subject"] == "Khẩn: có việc cần anh chị mở Em nói ngay"
    assert SITE + "/can-bo/" in mail.get_content()
    assert set(mail.keys()) == {
        "Subject", "From", "To", "Date", "Message-ID", "Auto-Submitted", "Content-Type",
        "Content-Transfer-Encoding", "MIME-Version",
    }  # fmt: skip
    assert re.fullmatch(r"<[0-9a-f]{32}@xa\.example>", mail["Message-ID"])
    everything = server.raw[0].decode() + mail.get_content()
    for word in ("0123456789abcdef", "đánh", "concern", "moderator", "Cán bộ", "vụ việc"):
        assert word not in everything
    assert states(session, reader_id) == [NoticeState.SENT] * 2
    assert states(session, silent) == [NoticeState.ON_SCREEN] * 2


def test_one_refused_dropped_or_opted_out_never_stops_the_others(
    session: Session, begin: Begin, server: MailServer
) -> None:
    names = ["anh", "binh", "chi", "dung", "em"]
    users = [reader(session, name, reminders=name != "dung") for name in names]
    ended = reader(session, "nghi")
    server.refused = {"anh@thu.example"}
    server.dropped = {"chi@thu.example"}
    outbox.notify(session, [*users, ended], Level.REMINDER, "case.due:1", NOW)
    session.get_one(User, ended).active = False
    session.commit()
    done = outbox.send_due(begin, settings(server.port), NOW)
    assert (done.sent, done.refused, done.unreachable) == (2, 2, False)
    assert sorted(server.recipients()) == ["binh@thu.example", "em@thu.example"]
    assert states(session, users[3]) == [NoticeState.ON_SCREEN]
    # It is tried again with growing waits, and after a day not any more, visibly.
    tries = 0
    at = (1, 4, 5, 6, 14, 15, 34, 35, 74, 75, 200, 400, 800, 1200, 1440, 1441, 1500)
    for minutes in at:
        tries += outbox.send_due(begin, settings(server.port), NOW + minutes * HOUR / 60).refused
        assert minutes != 74 or tries == 2 * 3
    assert tries == 2 * 8
    assert states(session, users[0]) == [NoticeState.UNDELIVERED]
    assert troubles(session).people == ("Cán bộ anh", "Cán bộ chi")
    assert len(server.mails) == 2
    # A new address begins anew; a mail that arrives clears the other one.
    outbox.change_wishes(session, users[0], Wishes("anh.moi@thu.example"))
    server.dropped = set()
    later = NOW + timedelta(days=2)
    outbox.notify(session, users[:3], Level.NEW_WORK, "case.new:2", later)
    session.commit()
    assert outbox.send_due(begin, settings(server.port), later).sent == 3
    assert not troubles(session).any


def test_mail_that_is_not_urgent_comes_once_an_hour(
    session: Session, begin: Begin, server: MailServer
) -> None:
    user = reader(session, "lan")
    for minute in range(0, 180, 30):
        at = NOW + timedelta(minutes=minute)
        outbox.notify(session, [user], Level.NEW_WORK, f"case.new:{minute}", at)
        session.commit()
        outbox.send_due(begin, settings(server.port), at)
    assert len(server.mails) == 3
    at = NOW + timedelta(minutes=181)
    outbox.notify(session, [user], Level.URGENT, "concern.new:1", at)
    session.commit()
    outbox.send_due(begin, settings(server.port), at)
    assert len(server.mails) == 4
    assert set(states(session, user)) == {NoticeState.SENT}


def test_a_server_that_is_down_costs_nobody_a_mail(
    session: Session, begin: Begin, server: MailServer
) -> None:
    users = [reader(session, name) for name in ("anh", "binh")]
    outbox.notify(session, users, Level.REMINDER, "case.due:1", NOW)
    session.commit()
    with mail_server() as other:
        dead = settings(other.port)
    assert outbox.send_due(begin, dead, NOW).unreachable
    assert not outbox.send_due(begin, dead, NOW).unreachable, "the server is given a rest"
    assert outbox.send_due(begin, dead, NOW + timedelta(minutes=2)).unreachable
    assert troubles(session).server_down_since == NOW
    assert troubles(session).people == ()
    assert outbox.send_due(begin, settings(server.port), NOW + HOUR).sent == 2
    assert troubles(session).server_down_since is None


def test_a_crash_after_sending_repeats_the_mail_once_at_most(
    session: Session, begin: Begin, server: MailServer
) -> None:
    user = reader(session, "lan")
    outbox.notify(session, [user], Level.URGENT, "concern.new:1", NOW)
    session.commit()
    opened = 0

    @contextmanager
    def dying() -> Iterator[Session]:
        nonlocal opened
        opened += 1
        if opened == 3:  # tidied, claimed, sent, and then the power went
            raise SystemExit
        with begin() as inner:
            yield inner

    for hours in (0, 2, 4):
        opened = 0
        try:
            outbox.send_due(dying, settings(server.port), NOW + hours * HOUR)
        except SystemExit:
            continue
    assert len(server.mails) == 2
    assert states(session, user) == [NoticeState.SENT]


def test_without_a_server_notices_stay_on_the_screen(session: Session, begin: Begin) -> None:
    user = reader(session, "lan")
    outbox.notify(session, [user], Level.URGENT, "concern.new:1", NOW)
    session.commit()
    outbox.send_due(begin, None, NOW)
    assert states(session, user) == [NoticeState.ON_SCREEN]
    with pytest.raises(Invalid):
        outbox.change_wishes(session, user, Wishes("lan@thu.example\nBcc: ai@thu.example"))
