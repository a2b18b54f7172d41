"""What is asked: things never to be asked of a child, and questions that touch danger."""

from __future__ import annotations

import re
from collections.abc import Iterator

from webapp.forms.linting.sentences import Lint, advise
from webapp.forms.rules import Form, Question, QuestionType, text_in
from webapp.surveykit import CONSENT_ROLES, PERSONAL_ROLES, Role

GUARDIAN_ROLES = frozenset(
    {
        Role.GUARDIAN_NAME,
        Role.GUARDIAN_RELATION,
        Role.GUARDIAN_PHONE,
        Role.GUARDIAN_EMAIL,
        Role.PICKUP_PERSON,
        Role.CONSENT_GUARDIAN,
        Role.CONSENT_PHOTO,
        Role.CONSENT_PUBLISH,
    }
)
# What makes a child or its parents known by itself, unlike a nickname or a village.
_MAKES_KNOWN = frozenset(
    {Role.CHILD_NAME, Role.GUARDIAN_NAME, Role.GUARDIAN_PHONE, Role.GUARDIAN_EMAIL}
)
# docs/surveys.md, "Never asked": what of a label tells that it is asked all the same.
_NEVER = (
    (
        "số giấy tờ của em hay của gia đình",
        r"căn cước|cccd|cmnd|chứng minh (?:nhân dân|thư)|(?:mã|số) định danh|hộ chiếu|mã học sinh",
    ),
    (
        "bố mẹ làm việc ở đâu, nghề gì",
        r"(?:nơi làm việc|nghề nghiệp|nghề|cơ quan|công ty)(?: của)? (?:bố|cha|mẹ|ba má|phụ huynh)"
        r"|(?:bố|cha|mẹ|phụ huynh)(?: em| con)? (?:đang )?(?:làm (?:nghề|việc|ở cơ quan)|công tác)",
    ),
    (
        "nhà em giàu hay nghèo",
        r"thu nhập|tiền lương|lương tháng|hộ (?:cận )?nghèo|gia cảnh|hoàn cảnh kinh tế",
    ),
    ("tôn giáo", r"tôn giáo|theo đạo|đạo (?:gì|nào)"),
    (
        "dân tộc",
        r"(?<!văn hóa )(?<!trang phục )(?<!nhạc )(?<!trò chơi )(?<!trường )(?<!đoàn kết )"
        r"dân tộc(?! nội trú| bán trú)",
    ),
)
_NEVER_WORDS = tuple(
    (thing, re.compile(rf"\b(?:{words})\b", re.IGNORECASE)) for thing, words in _NEVER
)
_PERSONAL_WORDS = re.compile(
    r"\b(?:họ (?:và )?tên|tên (?:đầy đủ|của em|em là)|số điện thoại|địa chỉ(?! trang)|ngày sinh"
    r"|số nhà|email|facebook|zalo)\b",
    re.IGNORECASE,
)
_DANGER = re.compile(
    r"\b(?:bạo lực|bạo hành|bắt nạt|bị đánh|đánh em|trêu|dọa|đe dọa|xâm hại|đụng chạm|làm đau"
    r"|tự làm đau|tự tử|không muốn sống|bị bóc lột|bị bỏ đói|tảo hôn)\b",
    re.IGNORECASE,
)
_HELP_NUMBER = re.compile(r"\b111\b")
# How many questions further a word of help is still near.
NEAR = 2


def for_grown_ups(question: Question) -> bool:
    """Tell whether a parent answers it, so that children's limits do not hold."""
    return question.role in GUARDIAN_ROLES


def never_asked(question: Question, language: str) -> Iterator[Lint]:
    """Advise against what no form for children may ask (Luật Trẻ em 2016, Điều 33)."""
    label = text_in(question.label, language)
    for thing, words in _NEVER_WORDS:
        found = words.search(label)
        if found and question.asks:
            yield advise("never_ask", question.name, language, words=found[0], thing=thing)


def unmarked_personal(question: Question, language: str) -> Iterator[Lint]:
    """Advise a role where a name or a number is typed that nothing would encrypt."""
    typed = question.type in {QuestionType.TEXT, QuestionType.INTEGER, QuestionType.DATE}
    found = _PERSONAL_WORDS.search(text_in(question.label, language))
    if found and typed and question.role not in PERSONAL_ROLES | CONSENT_ROLES:
        yield advise("unmarked_personal", question.name, language, words=found[0])


def known_without_consent(form: Form) -> Iterator[Lint]:
    """Advise a question of consent where a name or a number is asked for without any.

    Luật 91/2025/QH15, Điều 9: consent for each purpose, recorded with the words shown.
    """
    named = next((q for q in form.questions if q.role in _MAKES_KNOWN), None)
    if named is not None and not any(question.consent for question in form.questions):
        yield advise("no_consent", named.name)


def danger_without_help(form: Form, language: str) -> Iterator[Lint]:
    """Advise a word of help after a question that names a danger.

    Help is a card of the form that depends on the question or stands near behind it,
    or the number 111 in its own words.  Only the question is looked at, not its
    choices: there the danger is one of many, and the help line is on every page.
    """
    cards = {q.name: q for q in form.questions if q.card == "help"}
    helped = {
        reference.name
        for card in cards.values()
        if card.relevant
        for reference in card.relevant.references()
    }
    for place, question in enumerate(form.questions):
        words = f"{text_in(question.label, language)} {text_in(question.hint, language)}"
        found = _DANGER.search(text_in(question.label, language))
        near = {other.name for other in form.questions[place : place + NEAR + 1]}
        own = question.name in helped or near & set(cards) or _HELP_NUMBER.search(words)
        if found and question.asks and not own and not for_grown_ups(question):
            yield advise("no_help_card", question.name, language, words=found[0])
