"""The choices of a question: how many, of what kind, and whether there is a way out."""

from __future__ import annotations

import re
from collections.abc import Iterator

from webapp.forms.linting.asking import for_grown_ups
from webapp.forms.linting.bands import AGREE_FROM, AgeBand
from webapp.forms.linting.reading import FOLDED
from webapp.forms.linting.sentences import Lint, advise
from webapp.forms.linting.wording import double_negative, negation_in_item
from webapp.forms.rules import SELECTS, Choice, Question, QuestionType, text_in
from webapp.surveykit import CONSENT_ROLES, PERSONAL_ROLES, Role

LONG_LIST = 10
# Facts with as many answers as there are, and choices about the form itself.
_OWN_LENGTH = frozenset({Role.AGE, Role.SCHOOL, Role.CLASS}) | PERSONAL_ROLES | CONSENT_ROLES
_NEEDS_NO_WAY_OUT = _OWN_LENGTH | {Role.CHANNEL, Role.ASKER}
_DOES_NOT_KNOW = re.compile(r"\bkhông (?:biết|rõ|nhớ|chắc)\b", re.IGNORECASE)
_DOES_NOT_SAY = re.compile(r"\b(?:không (?:muốn )?(?:trả lời|nói)\b(?! với)|bỏ qua)", re.IGNORECASE)
_AGREES = re.compile(r"\b(?:không )?đồng ý\b|\btán thành\b", re.IGNORECASE)
_DEGREE = re.compile(
    r"\b(?:rất|khá|hơi|hoàn toàn|luôn luôn|luôn|thường xuyên|thường|thỉnh thoảng|đôi khi|ít khi"
    r"|hiếm khi|không bao giờ|chưa bao giờ|bình thường|nhiều lần|một chút|lúc có)\b",
    re.IGNORECASE,
)
_FACES = re.compile("[\U0001f600-\U0001f64f\U0001f910-\U0001f92f☹☺]")


def does_not_know(choice: Choice) -> bool:
    """Tell whether *choice* says "I do not know"."""
    return bool(_DOES_NOT_KNOW.search(text_in(choice.label, "vi")))


def does_not_say(choice: Choice) -> bool:
    """Tell whether *choice* says "I do not want to answer"."""
    return bool(_DOES_NOT_SAY.search(text_in(choice.label, "vi")))


def counted(question: Question) -> tuple[Choice, ...]:
    """Return the choices that are answers: ways out and "none" do not count."""
    return tuple(
        choice
        for choice in question.choices
        if not (choice.exclusive or does_not_know(choice) or does_not_say(choice))
    )


def is_scale(question: Question) -> bool:
    """Tell whether the choices are steps of one thing: faces, or mostly words of degree."""
    if question.type is QuestionType.RANGE or question.looks("likert"):
        return True
    if question.type is not QuestionType.SELECT_ONE:
        return False
    labels = [text_in(choice.label, "vi") for choice in counted(question)]
    if any(_FACES.search(label) for label in labels):
        return True
    return len(labels) > 2 and 2 * sum(bool(_DEGREE.search(x)) for x in labels) >= len(labels)


def choosing_lints(question: Question, band: AgeBand, youngest: int) -> Iterator[Lint]:
    """Yield what *question* gives to choose from that children of *band* should not get."""
    if question.type not in SELECTS or for_grown_ups(question):
        return
    yield from _length(question, band)
    if question.type is not QuestionType.RANK:
        yield from _way_out(question)
    if youngest < AGREE_FROM and question.role not in CONSENT_ROLES:
        yield from _agreeing(question)
    stem = text_in(question.label, "vi")
    word = negation_in_item(stem) if is_scale(question) else ""
    if word and not double_negative(stem):
        yield advise("negative_item", question.name, words=word)


def _length(question: Question, band: AgeBand) -> Iterator[Lint]:
    if question.role in _OWN_LENGTH:
        return
    count = len(counted(question))
    folded = any(question.looks(word) for word in FOLDED)
    most = band.scale if is_scale(question) else band.options
    if count > LONG_LIST and not folded:
        yield advise("long_list", question.name, count=count)
    elif count > most and not folded:
        yield advise("many_options", question.name, count=count, ages=band.words, most=most)


def _way_out(question: Question) -> Iterator[Lint]:
    """Ask for both ways out of a single choice.

    Of several a child may tick none; only where one must be ticked a way out is wanting.
    """
    if question.role in _NEEDS_NO_WAY_OUT:
        return
    missing = []
    if not any(map(does_not_know, question.choices)) and question.role != Role.GENDER:
        missing.append("“Em không biết”")
    if not any(map(does_not_say, question.choices)):
        missing.append("“Em không muốn trả lời”")
    if question.type is QuestionType.SELECT_MULTIPLE:
        free = question.required is None or any(choice.exclusive for choice in question.choices)
        if free or len(missing) < 2:
            return
    if missing:
        yield advise("no_way_out", question.name, words=" và ".join(missing))


def _agreeing(question: Question) -> Iterator[Lint]:
    words = [text_in(question.label, "vi"), *(text_in(c.label, "vi") for c in question.choices)]
    found = next((match[0] for match in map(_AGREES.search, words) if match), "")
    if found:
        yield advise("agree_scale", question.name, words=found)
