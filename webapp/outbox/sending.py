"""Sending what waits: claimed in one transaction, sent in none, settled in another.

A mail server may need seconds; no child's answer may wait for it, so no
transaction is open while a mail travels.  When the program is killed between
sending and settling, the mail goes out once more and never a third time.
"""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from webapp.config import MailSettings
from webapp.outbox import claiming
from webapp.outbox.claiming import Bundle
from webapp.outbox.letter import letter
from webapp.outbox.mailer import Mailer, Refused, Unreachable, mailer
from webapp.outbox.rules import Outcome

Begin = Callable[[], AbstractContextManager[Session]]
# A run ends after so many; the next one, a minute later, goes on.
MOST_AT_ONCE = 100


@dataclass(frozen=True)
class Sent:
    """What one run of sending did, in numbers only."""

    sent: int = 0
    refused: int = 0
    unreachable: bool = False


def send_due(
    begin: Begin, settings: MailSettings | None, now: datetime, send: Mailer | None = None
) -> Sent:
    """Send the mails that are due at *now*, each in its own transactions.

    One address that refuses never keeps the next from being tried; a server
    that does not answer ends the run.  Without *settings* every notice stays on
    the screen only.
    """
    if settings is None:
        with begin() as session:
            claiming.keep_on_screen(session)
        return Sent()
    send = send or mailer(settings)
    sent = refused = 0
    with begin() as session:
        claiming.tidy(session, now)
    for _ in range(MOST_AT_ONCE):
        with begin() as session:
            bundle = claiming.claim(session, now)
        if bundle is None:
            break
        outcome = _try(send, settings, bundle, now)
        with begin() as session:
            claiming.settle(session, bundle, outcome, now)
        sent += outcome is Outcome.SENT
        refused += outcome is Outcome.REFUSED
        if outcome is Outcome.UNREACHABLE:
            return Sent(sent, refused, unreachable=True)
    return Sent(sent, refused)


def _try(send: Mailer, settings: MailSettings, bundle: Bundle, now: datetime) -> Outcome:
    try:
        message = letter(bundle.level, bundle.address, settings.sender, settings.site, now)
        send(message)
    except Unreachable:
        return Outcome.UNREACHABLE
    except (Refused, ValueError):
        # A stored address that no header can hold is this person's trouble alone.
        return Outcome.REFUSED
    return Outcome.SENT
