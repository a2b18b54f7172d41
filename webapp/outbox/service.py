"""The door of the room: telling people that something waits for them.

A notice is written in the transaction of what caused it and sent afterwards, so
that nothing is announced that did not happen and nothing that happened goes
unannounced.
"""

from __future__ import annotations

from webapp.outbox.forgetting import forget_old
from webapp.outbox.mailboxes import (
    MailTroubles,
    NoticeLine,
    change_wishes,
    mail_troubles,
    my_notices,
    people_without_address,
    wishes_of,
)
from webapp.outbox.rules import Level, Wishes
from webapp.outbox.sending import Begin, Sent, send_due
from webapp.outbox.telling import notify, notify_many

__all__ = [
    "Begin",
    "Level",
    "MailTroubles",
    "NoticeLine",
    "Sent",
    "Wishes",
    "change_wishes",
    "forget_old",
    "mail_troubles",
    "my_notices",
    "notify",
    "notify_many",
    "people_without_address",
    "send_due",
    "wishes_of",
]
