"""Whether a question can carry the role it is given."""

from __future__ import annotations

from collections.abc import Iterator

from webapp.forms.complaints import say
from webapp.forms.rules import NO, YES, Question, QuestionType
from webapp.forms.xlsform.vocabulary import OTHER_ROLE_TYPES, REPEATABLE_ROLES, ROLE_TYPES
from webapp.surveykit import CONSENT_ROLES, Role


def role_problems(question: Question, anonymous: bool, taken_in_row: int) -> Iterator[str]:
    """Yield what is wrong with the role of *question*.

    *taken_in_row* is the row that has the same role already, 0 when none has.  An
    anonymous form may not ask for anything that tells who the child is
    (Luật Trẻ em 2016, Điều 33; the same answer asked freely could be).
    """
    if not question.role:
        return
    if question.role not in set(Role):
        yield say("unknown_role", question.role)
        return
    role = Role(question.role)
    if question.type not in ROLE_TYPES.get(role, OTHER_ROLE_TYPES):
        yield say("role_type", role)
        return
    if taken_in_row and role not in REPEATABLE_ROLES:
        yield say("repeated_role", role, other=taken_in_row)
    if anonymous and question.personal:
        yield say("anonymous_role", role)
    if question.type is QuestionType.SELECT_ONE:
        names = {choice.name for choice in question.choices}
        if role in CONSENT_ROLES and names != {YES, NO}:
            yield say("consent_choices")
        wordy = sorted(name for name in names if not name.isdecimal())
        if role is Role.AGE and wordy:
            yield say("age_choices", wordy[0])
