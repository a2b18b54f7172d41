"""Words about notices: never what a notice is about."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l

from webapp.outbox.rules import Level, NoticeState

LEVELS = {
    Level.URGENT: (_l("Urgent"), "over"),
    Level.NEW_WORK: (_l("New work"), "ok"),
    Level.REMINDER: (_l("About a time limit"), "soon"),
}
STATES = {
    NoticeState.WAITING: _l("mail is about to go"),
    NoticeState.SENT: _l("mail sent"),
    NoticeState.ON_SCREEN: _l("on this page only"),
    NoticeState.UNDELIVERED: _l("mail could not be delivered"),
}
