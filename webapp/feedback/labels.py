"""What a child is told, in a child's words."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l

from webapp.feedback.rules import Channel, Kept, Obstacle, QuestionState, Rating, Standing, Step
from webapp.opinions.rules import RefusalReason
from webapp.registration.rules import RegistrationState
from webapp.tracker.labels import CHILD_DECISIONS, CHILD_EXTENSIONS

STEPS = {
    Step.READING: _l("We are reading it"),
    Step.NOT_CARRIED_ON: _l("Kept, but not carried on"),
    Step.SEEKING_BODY: _l("We are finding who should answer"),
    Step.SENT: _l("Sent on"),
    Step.REPLIED: _l("There is a reply"),
    Step.ASKED_AGAIN: _l("We have asked again"),
    Step.HANDED_ON: _l("Handed to those who decide by law"),
    Step.TAKEN_BACK: _l("You took it back"),
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
EXTENSIONS = CHILD_EXTENSIONS
RATINGS = {
    Rating.YES: _l("Yes"),
    Rating.NOT_YET: _l("Not yet"),
    Rating.NOT_UNDERSTOOD: _l("I do not understand it"),
}
# Why a case is at work again, as this child said it; another child's answer is not told.
ASKED_AGAIN = {
    None: _l("We have asked again, so that the reply becomes better: %(body)s."),
    Rating.YES: _l("We have asked again, so that the reply becomes better: %(body)s."),
    Rating.NOT_YET: _l("The reply did not help enough, so we have asked again: %(body)s."),
    Rating.NOT_UNDERSTOOD: _l(
        "You did not understand the reply, so we have asked again: %(body)s."
    ),
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
# What became of a promise, as a child reads it.
PROMISES = {
    Kept.KEPT: _l("The promise was kept"),
    Kept.PARTLY: _l("A part of the promise was kept"),
    Kept.NOT_YET: _l("Not yet, but it goes on"),
    Kept.BROKEN: _l("The promise was not kept"),
}
# The same as staff choose and read it.
OUTCOMES = {
    Kept.KEPT: _l("Kept"),
    Kept.PARTLY: _l("Kept in part"),
    Kept.NOT_YET: _l("Not yet: a new day"),
    Kept.BROKEN: _l("Not kept"),
}
OUTCOME_STYLES = {
    Kept.KEPT: "state-done",
    Kept.PARTLY: "state-go",
    Kept.NOT_YET: "state-wait",
    Kept.BROKEN: "state-stop",
}
CHANNELS = {
    Channel.RECEIPT: _l("the child opened its receipt"),
    Channel.READ_IN_CLASS: _l("read aloud in class"),
    Channel.CLASS_TICKET: _l("class ticket handed over"),
    Channel.SCHOOL_BOARD: _l("posted at the school"),
    Channel.VILLAGE_HOUSE: _l("posted at the village house"),
    Channel.LOUDSPEAKER: _l("told over the loudspeaker"),
    Channel.FORUM: _l("told at a forum"),
    Channel.PHONE: _l("told by telephone (adults who asked for it)"),
    Channel.OTHER: _l("in another way (please say how)"),
}
OBSTACLES = {
    Obstacle.NO_CLASS: _l("it wrote from home, and nobody opened the receipt"),
    Obstacle.LEFT_SCHOOL: _l("it has left the school or moved away"),
    Obstacle.CLASS_ENDED: _l("the class is no more"),
    Obstacle.FORGOTTEN: _l("it asked us to forget it"),
    Obstacle.OTHER: _l("for another reason (please say which)"),
}
STANDINGS = {
    Standing.NOTHING_YET: (_l("nothing to tell yet"), ""),
    Standing.TO_REACH: (_l("still to be told"), "state-wait"),
    Standing.REACHED: (_l("told"), "state-done"),
    Standing.IMPOSSIBLE: (_l("could not be told"), "state-stop"),
}
QUESTION_STATES = {
    QuestionState.PROPOSED: _l("Proposed by the body"),
    QuestionState.DECLINED: _l("Not asked"),
    QuestionState.ASKED: _l("Waits for the child"),
    QuestionState.ANSWERED: _l("The child answered"),
    QuestionState.RETURNED: _l("Nobody answered in time"),
}
# What a use-case says about a field, where the shared sentences do not fit.
MISTAKES = {
    "phone_child": _l("Only adults who asked for it are called: please tick nobody else."),
    "not_yet": _l("This day has not come yet."),
    "before_reply": _l("No reply was published by that day."),
}
