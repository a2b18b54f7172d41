"""Words of the room that are not in a template: states, reasons, kinds, waiting."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from flask_babel import LazyString, ngettext
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from webapp.moderation.queue.bulk import Left, Skipped
from webapp.opinions.rules import (
    Due,
    Identifies,
    Identity,
    OpinionState,
    QueueState,
    RefusalReason,
    Risk,
    Waited,
    Why,
)

STATES: dict[OpinionState, LazyString] = {
    OpinionState.RECEIVED: _l("Newly received"),
    OpinionState.SCREENING: _l("Being moderated"),
    OpinionState.NEEDS_INFO: _l("The child was asked something"),
    OpinionState.ACCEPTED: _l("Accepted, waits for a case"),
    OpinionState.REFUSAL_PROPOSED: _l("Waits for a second reader"),
    OpinionState.NOT_ACCEPTED: _l("Not carried on (with a reason)"),
    OpinionState.SPLIT: _l("Split into parts"),
    OpinionState.IN_CASE: _l("In a case"),
    OpinionState.WITHDRAWN: _l("Taken back by the child"),
    OpinionState.PETITION: _l("A complaint by law, handed over"),
}
STATE_LOOK: dict[OpinionState, str] = {
    OpinionState.RECEIVED: "wait",
    OpinionState.SCREENING: "go",
    OpinionState.ACCEPTED: "wait",
    OpinionState.NOT_ACCEPTED: "stop",
    OpinionState.SPLIT: "stop",
    OpinionState.IN_CASE: "done",
    OpinionState.NEEDS_INFO: "wait",
    OpinionState.REFUSAL_PROPOSED: "wait",
    OpinionState.WITHDRAWN: "stop",
    OpinionState.PETITION: "done",
}
QUEUE_STATES: dict[QueueState, LazyString] = {
    QueueState.WAITING: _l("Everything that waits"),
    QueueState.NEW: _l("Newly received"),
    QueueState.READING: _l("Being moderated"),
    QueueState.WITHOUT_CASE: _l("Accepted, waits for a case"),
    QueueState.ASKED: _l("The child was asked something"),
    QueueState.SECOND_READER: _l("Waits for a second reader"),
    QueueState.NOT_ACCEPTED: _l("Not carried on"),
    QueueState.IN_CASE: _l("In a case"),
}
DUE: dict[Due, LazyString] = {
    Due.LATE: _l("Overdue"),
    Due.TODAY: _l("Due today"),
    Due.LATER: _l("Later"),
}
IDENTITIES: dict[Identity, LazyString] = {
    Identity.PERSON: _l("Names a person"),
    Identity.REACHABLE: _l("Phone, e-mail, account"),
    Identity.FAMILY: _l("Family, date of birth"),
    Identity.PLACE: _l("Home, class, school"),
    Identity.NOTHING: _l("Nothing found"),
}
WAITED: dict[Waited, LazyString] = {
    Waited.DAYS_0_1: _l("Today or yesterday"),
    Waited.DAYS_2_4: _l("2 to 4 days"),
    Waited.DAYS_5_9: _l("5 to 9 days"),
    Waited.DAYS_10: _l("10 days or longer"),
}
SKIPPED: dict[Skipped, LazyString] = {
    Skipped.CHANGED: _l("somebody else has changed it meanwhile."),
    Skipped.DECIDED: _l("it is decided already."),
    Skipped.DISTRESSING: _l("it may tell of trouble; please read it on its own page."),
    Skipped.IDENTIFIES: _l("it may still identify somebody; please look at it first."),
}
FILTERS: dict[str, LazyString] = {
    "risk": _l("Attention"),
    "identity": _l("May identify"),
    "band": _l("Age"),
    "waited": _l("Has waited"),
    "round": _l("Round"),
    "school": _l("School"),
    "topic": _l("Topic"),
    "survey": _l("Survey"),
    "due": _l("Time limit"),
}
REASONS: dict[RefusalReason, LazyString] = {
    RefusalReason.PRIVATE_INFORMATION: _l("It holds private information of the child or others"),
    RefusalReason.INSULT: _l("It has insulting words"),
    RefusalReason.DUPLICATE: _l("The same opinion of this child is already there"),
    RefusalReason.NOT_ABOUT_CHILDREN: _l("It is not a matter of children"),
    RefusalReason.MAY_HARM: _l("It could harm somebody"),
    RefusalReason.UNREADABLE: _l("It cannot be read"),
}
KINDS: dict[Identifies, LazyString] = {
    Identifies.NAME: _l("Name of a person"),
    Identifies.PHONE: _l("Phone number"),
    Identifies.EMAIL: _l("E-mail"),
    Identifies.ACCOUNT: _l("Account on the net"),
    Identifies.CLASS: _l("Class"),
    Identifies.SCHOOL: _l("School"),
    Identifies.HOME: _l("Home"),
    Identifies.FAMILY: _l("Family"),
    Identifies.BIRTH: _l("Date of birth"),
    Identifies.NUMBER: _l("Long number"),
    Identifies.INSULT: _l("Insulting words"),
    Identifies.OTHER: _l("Something else"),
}
WHY: dict[Why, LazyString] = {
    Why.PHONE: _l("has the shape of a phone number"),
    Why.SPELLED_NUMBER: _l("a number spelled out in words"),
    Why.PIECES: _l("pieces of a phone number with words between them"),
    Why.LONG_NUMBER: _l("an identity card, an account?"),
    Why.BIRTH: _l("stands after a word about birth"),
    Why.EMAIL: _l("has the shape of an e-mail address"),
    Why.LINK: _l("a link"),
    Why.ACCOUNT: _l("an account of a social network or a game"),
    Why.CLASS: _l("has the shape of a class name"),
    Why.SCHOOL: _l("has the shape of a school name"),
    Why.VILLAGE: _l("a village or hamlet"),
    Why.HOUSE: _l("tells where somebody lives"),
    Why.NAMED: _l('stands after "is called"'),
    Why.AFTER_TITLE: _l("stands after a title or a word of kinship"),
    Why.FULL_NAME: _l("begins with a family name"),
    Why.CAPITALS: _l("a usual given name with a capital letter"),
    Why.CHILD_OF: _l("says whose child it is"),
    Why.WORK_OF: _l("says what a relative works as"),
    Why.HIDDEN_BEFORE: _l("was hidden in the text this part was taken from"),
}
RISKS: dict[int, LazyString] = {
    Risk.TROUBLE: _l("May need help"),
    Risk.PERSON: _l("May identify somebody"),
    Risk.PLACE: _l("Names a place"),
}
RISK_LOOK: dict[int, str] = {Risk.TROUBLE: "over", Risk.PERSON: "soon", Risk.PLACE: "none"}


def words_of(choices: Mapping[Any, LazyString]) -> dict[str, str]:
    """Return the choices of a filter in words, by the value an address carries."""
    return {str(int(c) if isinstance(c, int) else c): str(w) for c, w in choices.items()}


def done_with_many(step: str, number: int) -> str:
    """Return what a step for many did, in words."""
    if step == "accept":
        return ngettext("%(num)d opinion was accepted.", "%(num)d opinions were accepted.", number)
    if step == "gather":
        return ngettext(
            "%(num)d opinion was put into one case.",
            "%(num)d opinions were put into one case.",
            number,
        )
    return ngettext(
        "%(num)d opinion has the topic now.", "%(num)d opinions have the topic now.", number
    )


def left_alone(left: Left) -> str:
    """Return which opinion a step for many skipped, and why; never a word of it."""
    return _(
        "Left as it is: an opinion received %(day)s (%(question)s): %(why)s",
        day=left.opinion.received_on.strftime("%d/%m/%Y"),
        question=left.opinion.question_label,
        why=SKIPPED[left.why],
    )


def also_open(names: Sequence[str]) -> str:
    """Return who else has a sheet open, as a sentence; empty when nobody has."""
    if not names:
        return ""
    return _("%(name)s has this sheet open as well.", name=", ".join(names))


def waiting(days: int) -> str:
    """Return how long a submission has waited, in words."""
    if days <= 0:
        return _("since today")
    return ngettext("%(num)d day", "%(num)d days", days)


def sentence(field: str, problem: str) -> str:
    """Return what is wrong with a field of the sheet, as a sentence."""
    sentences = {
        ("topic", "required"): _("Please choose a topic."),
        ("case", "required"): _("Please choose a case or open a new one."),
        ("case", "same"): _("They are in this case already. Please choose another."),
        ("opinions", "required"): _("Please tick at least one opinion."),
        ("opinions", "one_stays"): _("At least one opinion has to stay in the case."),
        ("title", "required"): _("Please write a title for the new case."),
        ("title", "too_long"): _("The title is too long; 300 characters are the most."),
        ("title", "identifies"): _(
            "The title may identify somebody. Please change it, or tick that you have checked it."
        ),
        ("lead_body_id", "required"): _("Please choose who leads."),
        ("lead_body_id", "takes_no_cases"): _("This body takes no cases. Please choose another."),
        ("due_on", "unreadable"): _("Please write the day as dd/mm/yyyy."),
        ("due_on", "not_in_future"): _("The day must lie in the future."),
        ("due_on", "later_than_law"): _(
            "A school answers within seven working days (NĐ 56/2017, Điều 53.2). "
            "Please choose an earlier day."
        ),
        ("reason", "required"): _("Please choose a reason of the list."),
        ("note", "required"): _("Please say what you have noticed."),
        ("parts", "two_parts"): _("Please write at least two parts with an empty line between."),
        ("parts", "own_words"): _(
            "A part may only have the child's own words, in their order. "
            "Words may be left out, none added."
        ),
        ("ticked", "required"): _("Please tick at least one opinion."),
        ("ticked", "too_many"): _("Please tick at most 200 opinions at once."),
        ("words", "not_found"): _("These words do not stand in the text exactly like this."),
        ("words", "nothing"): _("Please tick a suggestion or write the words to hide."),
        ("words", "outside"): _("The chosen place is not in the text."),
    }
    return sentences.get((field, problem)) or _("This does not fit. Please check it.")
