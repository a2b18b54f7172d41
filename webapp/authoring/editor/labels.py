"""Words of the form editor that are not in a template."""

from __future__ import annotations

from flask_babel import LazyString
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from webapp.authoring.editing.comparing import WITHOUT_VALUE, Condition, Operator, Picked
from webapp.authoring.labels import COMPARED
from webapp.surveykit import Role

KINDS: dict[str, LazyString] = {
    "one": _l("Choose one"),
    "many": _l("Choose several"),
    "faces": _l("Rate with faces"),
    "rank": _l("Put in order"),
    "short": _l("Write a few words"),
    "long": _l("Write at length"),
    "integer": _l("Whole number"),
    "decimal": _l("Number with a fraction"),
    "range": _l("Scale of numbers"),
    "date": _l("Day"),
    "year": _l("Day, or only a year"),
    "time": _l("Time of day"),
    "tick": _l("Box to tick"),
    "note": _l("Words to read, no answer"),
    "drawing": _l("Draw"),
    "picture": _l("Add a picture"),
    "page": _l("Questions on one page"),
    "group": _l("Group of questions"),
    "repeat": _l("Questions asked several times"),
    "calculate": _l("Calculated, not shown"),
    "hidden": _l("Hidden value"),
}
# What helps to choose a kind.
KIND_HINTS: dict[str, LazyString] = {
    "one": _l("A list; the child picks one."),
    "many": _l("A list; the child ticks as many as fit."),
    "faces": _l("Three to five faces, each with a word."),
    "rank": _l("The child puts the dearest first."),
    "short": _l("One line."),
    "long": _l("Several lines, in the child’s own words."),
    "tick": _l("For an agreement, or “I have read this”."),
    "note": _l("To explain, or to say where help is."),
    "page": _l("What stands in it is shown together."),
    "group": _l("Keeps questions together, for example under one condition."),
    "repeat": _l("For example once for each brother or sister."),
}
KIND_GROUPS: tuple[tuple[LazyString, tuple[str, ...]], ...] = (
    (_l("Choosing"), ("one", "many", "faces", "rank")),
    (_l("Writing and drawing"), ("short", "long", "drawing", "picture")),
    (_l("Numbers and days"), ("integer", "decimal", "range", "date", "year", "time")),
    (_l("Other"), ("note", "tick", "page", "group", "repeat", "calculate", "hidden")),
)
LOOKS: dict[str, LazyString] = {
    "": _l("as usual"),
    "minimal": _l("a list that opens"),
    "autocomplete": _l("type to search, for long lists"),
    "likert": _l("steps side by side"),
    "horizontal": _l("choices side by side"),
    "columns": _l("choices in columns"),
    "numbers": _l("digits only, for example a phone number"),
    "vertical": _l("upright"),
    "rating": _l("faces"),
    "picker": _l("a list of numbers"),
    "month-year": _l("month and year only"),
}
ROLES: dict[str, LazyString] = {
    "": _l("none"),
    Role.OPINION: _l("the opinion or wish"),
    Role.TOPIC: _l("the topic"),
    Role.AGE: _l("age"),
    Role.GENDER: _l("gender"),
    Role.SCHOOL: _l("school"),
    Role.CLASS: _l("class"),
    Role.WANTED_ANSWERER: _l("who should answer"),
    Role.ASKER: _l("how the question is asked"),
    Role.CHANNEL: _l("how the child wants to hear the answer"),
    Role.CHILD_NAME: _l("name of the child (kept apart)"),
    Role.CHILD_NICKNAME: _l("what the child is called (kept apart)"),
    Role.BIRTH_DATE: _l("date of birth (kept apart)"),
    Role.VILLAGE: _l("village (kept apart)"),
    Role.GUARDIAN_NAME: _l("name of the guardian (kept apart)"),
    Role.GUARDIAN_RELATION: _l("relation to the child (kept apart)"),
    Role.GUARDIAN_PHONE: _l("phone of the guardian (kept apart)"),
    Role.GUARDIAN_EMAIL: _l("e-mail of the guardian (kept apart)"),
    Role.PICKUP_PERSON: _l("who brings and fetches (kept apart)"),
    Role.SUPPORT_NEED: _l("support the child needs (kept apart)"),
    Role.HEALTH: _l("health (kept apart)"),
    Role.CONSENT_CHILD: _l("the child agrees"),
    Role.CONSENT_GUARDIAN: _l("the guardian agrees"),
    Role.CONSENT_PHOTO: _l("agreement to photos"),
    Role.CONSENT_PUBLISH: _l("agreement to publishing photos"),
}
RULES: dict[str, LazyString] = {
    "calculation": _l("Calculation"),
    "default": _l("Filled in at the beginning"),
    "choice_filter": _l("Which choices are offered"),
    "repeat_count": _l("How often it is filled"),
    "parameters": _l("Parameters"),
}
TEXTS: dict[str, LazyString] = {
    "label": _l("Words of the question"),
    "hint": _l("Hint below it"),
    "required_message": _l("Words when left empty"),
    "constraint_message": _l("Words when it does not fit"),
}
FAULTS: dict[str, LazyString] = {
    "bad_name": _l(
        "A name begins with a letter and has only letters without accents, digits and underscores."
    ),
    "taken": _l("This name is in use already. Please choose another one."),
    "not_number": _l("Please write a number here."),
    "below_least": _l("The most is less than the least."),
    "no_list": _l("Please choose a list, or name a new one."),
    "no_value": _l("Please choose an answer to compare with."),
    "no_label": _l("Please write the words of the question."),
}
_EQUAL = frozenset({Operator.IS, Operator.IS_NOT})


def condition_words(picked: Picked, called: dict[str, str], named: dict[str, str]) -> str:
    """Return *picked* as a sentence; *called* maps questions, *named* choices to their words.

    The keys of *named* are ``question/choice``.
    """
    parts = [_part(condition, called, named) for condition in picked.conditions]
    joiner = _("or") if picked.joiner == "or" else _("and")
    return f" {joiner} ".join(parts)


def _part(condition: Condition, called: dict[str, str], named: dict[str, str]) -> str:
    who = called.get(condition.question, condition.question)
    asked = condition.question
    values = [f"“{named.get(f'{asked}/{value}', value)}”" for value in condition.values]
    either = _("or")
    one_of = f" {either} ".join(values)
    if condition.operator in WITHOUT_VALUE:
        return f"“{who}” {COMPARED[condition.operator]}"
    shown = one_of if condition.operator in _EQUAL else condition.values[0]
    return f"“{who}” {COMPARED[condition.operator]} {shown}"
