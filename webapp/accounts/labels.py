"""Words for roles, as people read them."""

from __future__ import annotations

from collections.abc import Iterable

from flask_babel import lazy_gettext as _l

from webapp.accounts.rules import Role
from webapp.audit.service import EventView

ROLE_LABELS = {
    Role.ADMINISTRATOR: _l("Administrator"),
    Role.MODERATOR: _l("Youth Union moderator"),
    Role.MODERATION_LEAD: _l("Youth Union moderation lead"),
    Role.BODY_OFFICIAL: _l("Official of a body"),
    Role.SCHOOL_COORDINATOR: _l("School coordinator"),
    Role.POLICY_OFFICER: _l("Policy officer"),
    Role.LEADER: _l("Leader of the commune"),
    Role.PROTECTION_OFFICER: _l("Child-protection officer"),
    Role.ADVISER: _l("Member of the children's advice club"),
}


def role_words(roles: Iterable[Role]) -> str:
    """Return the names of *roles* in one line, in the order of the house."""
    held = frozenset(roles)
    return ", ".join(str(ROLE_LABELS[role]) for role in Role if role in held)


# The log's actions are "thing.verbed"; the words are put together from both halves.
THINGS = {
    "board": _l("public board"),
    "body": _l("body"),
    "case": _l("case"),
    "class_session": _l("class session"),
    "classes": _l("classes"),
    "commune": _l("commune"),
    "contact": _l("person who helps"),
    "contribution": _l("part of a coordinating body"),
    "day": _l("day off"),
    "directory": _l("directory"),
    "feedback": _l("feedback to children"),
    "form": _l("form"),
    "form_draft": _l("draft of a form"),
    "notice": _l("notices"),
    "occurrence": _l("occurrence of a task"),
    "lexicon": _l("words of danger"),
    "mailbox": _l("mail address"),
    "on_call": _l("list of who is told"),
    "opinion": _l("opinion"),
    "opinions": _l("opinions of a sheet"),
    "paper": _l("forms 01 to 07"),
    "petition": _l("complaint by law"),
    "meeting": _l("wish to be met"),
    "person": _l("person"),
    "plan": _l("plan"),
    "promise": _l("promise to children"),
    "question": _l("question to a child"),
    "registration": _l("registration"),
    "reply": _l("reply"),
    "reply_template": _l("template of a reply"),
    "round": _l("round"),
    "routing": _l("routing rule"),
    "setting": _l("setting"),
    "submission": _l("sheet"),
    "summary": _l("summary"),
    "survey": _l("survey"),
    "topic": _l("topic"),
    "watch": _l("watched hours"),
}
VERBS = {
    "added": _l("added"),
    "accepted": _l("accepted"),
    "attached": _l("attached to a case"),
    "changed": _l("changed"),
    "closed": _l("closed"),
    "created": _l("created"),
    "deactivated": _l("access ended"),
    "detached": _l("taken from a case"),
    "drafted": _l("drafted"),
    "dropped": _l("put away"),
    "edited": _l("edited"),
    "ended": _l("ended"),
    "forgotten": _l("deleted after their time"),
    "form_changed": _l("version of the form changed"),
    "hidden": _l("words hidden"),
    "imported": _l("imported"),
    "invited": _l("invited"),
    "linked": _l("linked to a task"),
    "list_opened": _l("list opened"),
    "loaded": _l("loaded"),
    "locked": _l("locked after wrong passwords"),
    "agreed": _l("agreed to as second person"),
    "not_agreed": _l("not agreed to"),
    "mask_lifted": _l("hidden words shown again"),
    "made": _l("made"),
    "moved": _l("moved on"),
    "named": _l("named"),
    "noted": _l("noted"),
    "opened": _l("opened"),
    "published": _l("published"),
    "reactivated": _l("let in again"),
    "refused": _l("not accepted"),
    "removed": _l("removed"),
    "saved": _l("saved"),
    "sent_back": _l("sent back"),
    "set": _l("set"),
    "set_password": _l("password chosen"),
    "signed": _l("signed"),
    "signed_in": _l("signed in"),
    "split": _l("split"),
    "started": _l("begun"),
    "taken_back": _l("taken back up"),
    "proposed": _l("proposed"),
    "confirmed": _l("confirmed"),
    "declined": _l("declined"),
    "handed_over": _l("handed over"),
    "handed_on": _l("handed to the protection officer"),
    "answered": _l("answer noted"),
    "printed": _l("printed"),
    "words_read": _l("words read that nobody had hidden yet"),
    "taken": _l("taken over"),
    "waiting": _l("given back"),
    "met": _l("child met"),
    "not_found": _l("child not found"),
    "no_petition": _l("no complaint by law"),
    "uploaded": _l("uploaded"),
    "agreement_asked": _l("a second person asked to agree"),
    "appealed": _l("child asked to look again"),
    "asked": _l("asked for"),
    "begun": _l("put into force"),
    "checked": _l("checked"),
    "child_answered": _l("child answered"),
    "child_asked": _l("child asked"),
    "contact_read": _l("looked up whom to call"),
    "day_dropped": _l("special day taken away"),
    "day_set": _l("special day set"),
    "decision_undone": _l("decision undone"),
    "done": _l("part done"),
    "escalated": _l("put before the leader"),
    "exported": _l("exported"),
    "hours_set": _l("hours set"),
    "instructed": _l("leader's instruction"),
    "kept_back": _l("kept back"),
    "posted": _l("put up"),
    "postponed": _l("put off"),
    "read_again": _l("sheets read again"),
    "reconsidered": _l("looked at again"),
    "recorded": _l("recorded"),
    "refusal_declined": _l("refusal not agreed to"),
    "refusal_proposed": _l("refusal proposed"),
    "replaced": _l("replaced"),
    "reported": _l("reported"),
    "taken_down": _l("taken down"),
    "taken_out": _l("taken out"),
    "term_set": _l("time limit set"),
    "to_petition": _l("handed on as a complaint by law"),
    "topic_set": _l("topic chosen"),
    "verified": _l("confirmed by a second person"),
    "withdrawn": _l("withdrawn by the child"),
    "written": _l("written"),
}


def action_words(event: EventView) -> tuple[str, str]:
    """Return the thing and what was done to it, in words; a new word shows as its code."""
    thing, _dot, verb = event.action.partition(".")
    return str(THINGS.get(thing, thing)), str(VERBS.get(verb, verb))


# What the log tells beside the action; other details are for the chain only.
DETAILS = {
    "roles": _l("roles"),
    "before": _l("before"),
    "after": _l("after"),
    "since": _l("since"),
    "year": _l("year"),
}


def detail_words(event: EventView) -> str:
    """Return the details of *event* that say something to a person, in one line."""
    parts = []
    for key, label in DETAILS.items():
        value = event.detail.get(key)
        if value not in (None, "", []):
            values = value if isinstance(value, list) else [value]
            words = [str(ROLE_LABELS.get(one, one)) for one in values]
            parts.append(f"{label}: {', '.join(words)}")
    return "; ".join(parts)
