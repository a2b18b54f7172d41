"""What a child is told, in a child's words."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l

from webapp.feedback.rules import Rating, Step
from webapp.opinions.rules import RefusalReason
from webapp.registration.rules import RegistrationState
from webapp.tracker.labels import CHILD_DECISIONS

STEPS = {
    Step.READING: _l("We are reading it"),
    Step.NOT_CARRIED_ON: _l("Kept, but not carried on"),
    Step.SEEKING_BODY: _l("We are finding who should answer"),
    Step.SENT: _l("Sent on"),
    Step.REPLIED: _l("There is a reply"),
    Step.ASKED_AGAIN: _l("We have asked again"),
}
REASONS = {
    RefusalReason.PRIVATE_INFORMATION: _l("it has private information of you or somebody else"),
    RefusalReason.INSULT: _l("it has words that insult somebody"),
    RefusalReason.DUPLICATE: _l("you or a friend sent the same before"),
    RefusalReason.NOT_ABOUT_CHILDREN: _l("it is not about children's matters"),
    RefusalReason.MAY_HARM: _l("it could harm somebody"),
    RefusalReason.UNREADABLE: _l("we could not read it"),
}
# What the writer of a reply saw as a preview and what a child reads are one.
DECISIONS = CHILD_DECISIONS
RATINGS = {
    Rating.YES: _l("Yes"),
    Rating.NOT_YET: _l("Not yet"),
    Rating.NOT_UNDERSTOOD: _l("I do not understand it"),
}
REGISTRATIONS = {
    RegistrationState.AWAITING_GUARDIAN: _l("Waiting for your parent or guardian to agree"),
    RegistrationState.AWAITING_APPROVAL: _l("Received. We are looking at it"),
    RegistrationState.PLANNED: _l("You are on the list. We will confirm soon"),
    RegistrationState.CONFIRMED: _l("Confirmed. See you there!"),
    RegistrationState.WAITING_LIST: _l("You are on the waiting list"),
    RegistrationState.ATTENDED: _l("You took part. Thank you!"),
    RegistrationState.ABSENT: _l("We missed you that day"),
    RegistrationState.WITHDRAWN: _l("Your registration was withdrawn"),
    RegistrationState.REFUSED: _l("There was no place this time"),
}
