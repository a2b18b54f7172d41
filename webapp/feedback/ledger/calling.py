"""Whom to call: adults who asked to be answered directly, for the moderation lead alone."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy.orm import Session

from webapp.accounts.rules import Permission, Viewer
from webapp.audit import service as audit
from webapp.base.errors import NotFound
from webapp.opinions import service as opinions
from webapp.privacy import service as privacy
from webapp.submissions import service as submissions
from webapp.submissions.rules import Speaker
from webapp.surveykit import Role

_CONTACT = (Role.GUARDIAN_NAME, Role.GUARDIAN_PHONE, Role.GUARDIAN_EMAIL)


@dataclass(frozen=True)
class ToCall:
    """How an adult wants to be answered; empty where only the receipt was chosen."""

    name: str
    phone: str
    email: str
    text: str
    case_id: int | None


def to_call(session: Session, viewer: Viewer, opinion_id: str) -> ToCall:
    """Return how the adult behind an opinion asked to be reached; each look is written down.

    Nothing once the adult took the consent back.  Raise NotFound for other roles, and for
    what a child sent: a child is answered under its receipt, and its guardian is nobody's
    to call about an opinion.
    """
    if not viewer.can(Permission.OPINIONS_UNMASK):
        raise NotFound
    found = opinions.masked(session, opinion_id)
    sent = submissions.submission(session, found.submission_id)
    if sent is None or sent.speaker is Speaker.CHILD:
        raise NotFound
    agreed = privacy.consent_holds(session, sent.id, Role.CONSENT_GUARDIAN)
    told = privacy.answers_of(session, sent.id) if agreed else []
    given = {one.role: one.value for one in told}
    audit.record(session, viewer.user_id, "opinion.contact_read", "opinion", opinion_id)
    name, phone, email = (given.get(role.value, "") for role in _CONTACT)
    return ToCall(name, phone, email, found.text, opinions.case_of(session, opinion_id))
