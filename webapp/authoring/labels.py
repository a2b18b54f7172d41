"""Words of the authoring desk that are not in a template."""

from __future__ import annotations

from flask_babel import LazyString
from flask_babel import lazy_gettext as _l

from webapp.authoring.editing.comparing import Operator
from webapp.authoring.rules import DraftState, Step
from webapp.forms.versions import Change

KINDS: dict[str, LazyString] = {
    "opinion": _l("Opinions"),
    "registration": _l("Registration"),
    "poll": _l("Poll"),
}
STATES: dict[DraftState, LazyString] = {
    DraftState.OPEN: _l("Being written"),
    DraftState.PUBLISHED: _l("Was published"),
    DraftState.DROPPED: _l("Put away"),
}
STATE_LOOK: dict[DraftState, str] = {
    DraftState.OPEN: "wait",
    DraftState.PUBLISHED: "done",
    DraftState.DROPPED: "stop",
}
STEPS: dict[Step, LazyString] = {
    Step.UPLOADED: _l("Uploaded"),
    Step.STARTED: _l("Begun"),
    Step.EDITED: _l("Edited in the browser"),
    Step.TAKEN_BACK: _l("Taken back up"),
    Step.PUBLISHED: _l("Was published"),
    Step.DROPPED: _l("Put away"),
}
# The pages of a draft in the order of work: endpoint, words, and whether it is for those
# who may change the draft while it is open.
DRAFT_WAYS: tuple[tuple[str, LazyString, bool], ...] = (
    ("authoring.draft", _l("Report"), False),
    ("authoring.edit", _l("Edit here"), True),
    ("authoring.preview", _l("Preview"), False),
    ("authoring.try_out", _l("Try answers"), False),
    ("authoring.history", _l("History"), False),
    ("authoring.publish", _l("Publish"), True),
)
LEVELS: dict[str, LazyString] = {
    "error": _l("error"),
    "warning": _l("warning"),
    "advice": _l("advice"),
}
# How a question differs as a whole, and the pieces that may differ.
LOOKS: dict[str, LazyString] = {
    "added": _l("added"),
    "removed": _l("removed"),
    "changed": _l("changed"),
}
CHANGES: dict[Change, LazyString] = {
    Change.ADDED: _l("added"),
    Change.REMOVED: _l("removed"),
    Change.MOVED: _l("Place"),
    Change.PAGE: _l("Shares a page with"),
    Change.TYPE: _l("Kind of answer"),
    Change.ROLE: _l("Role"),
    Change.WORDS: _l("Wording"),
    Change.CHOICE_ADDED: _l("New choice"),
    Change.CHOICE_REMOVED: _l("Choice removed"),
    Change.CHOICE_WORDS: _l("Words of the choice"),
    Change.CHOICE_ORDER: _l("Order of the choices"),
    Change.CHOICE_MEANING: _l("Meaning of the choice"),
    Change.RULE: _l("Rule"),
    Change.SETTING: _l("Setting"),
}
# Changes whose kind says what they are about; of the others the column does.
NAMED_BY_KIND = frozenset({Change.PAGE, Change.TYPE, Change.ROLE})
ABOUT_A_CHOICE = frozenset(
    {
        Change.CHOICE_ADDED,
        Change.CHOICE_REMOVED,
        Change.CHOICE_WORDS,
        Change.CHOICE_ORDER,
        Change.CHOICE_MEANING,
    }
)
PARTS: dict[str, LazyString] = {
    "title": _l("Title of the form"),
    "languages": _l("Languages"),
    "default_language": _l("Main language"),
    "type": _l("type"),
    "role": _l("role"),
    "label": _l("Question"),
    "hint": _l("Hint"),
    "guidance": _l("Guidance"),
    "required_message": _l("Words when left empty"),
    "constraint_message": _l("Words when it does not fit"),
    "required": _l("Must be answered"),
    "relevant": _l("Shown only if"),
    "constraint": _l("Answer must fit"),
    "calculation": _l("Calculation"),
    "choice_filter": _l("Which choices are offered"),
    "repeat_count": _l("How often it is filled"),
    "default": _l("Filled in at the beginning"),
    "trigger": _l("Calculated again when"),
    "appearance": _l("Appearance"),
    "card": _l("Help card"),
    "max_length": _l("Most letters"),
    "least": _l("Fewest choices"),
    "most": _l("Most choices"),
    "read_only": _l("Only to be read"),
    "parameters": _l("Parameters"),
    "section": _l("Group it stands in"),
    "order": _l("Stands after"),
    "image": _l("Picture"),
    "big_image": _l("Large picture"),
    "audio": _l("Recording"),
    "video": _l("Film"),
}
# How a rule compares an answer, between the question and the value.
COMPARED: dict[Operator, LazyString] = {
    Operator.IS: _l("is"),
    Operator.IS_NOT: _l("is not"),
    Operator.ANSWERED: _l("is answered"),
    Operator.EMPTY: _l("is not answered"),
    Operator.LESS: _l("is less than"),
    Operator.AT_MOST: _l("is at most"),
    Operator.MORE: _l("is more than"),
    Operator.AT_LEAST: _l("is at least"),
}
# Where an answer goes when a child sends the form.
PLACES: dict[str, LazyString] = {
    "opinion": _l("an opinion: Đoàn xã reads it before anybody else may"),
    "personal": _l("stored apart and encrypted"),
    "consent": _l("a consent, with the words that were shown"),
    "closed": _l("kept with the submission, for the figures"),
    "nowhere": _l("not stored"),
    "picture": _l("a picture, drawn anew and sealed; moderators only"),
}
# Rules that say yes or no to everything, as a person would say it.
ALWAYS: dict[str, LazyString] = {
    "true()": _l("always"),
    "yes": _l("always"),
    "false()": _l("never"),
}
JOINED: dict[str, LazyString] = {"and": _l("and"), "or": _l("or")}
