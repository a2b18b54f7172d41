"""What is said when an answer does not fit and the form itself says nothing.

Short, kind, with the way out; never "không hợp lệ", "lỗi", "vui lòng".
``{most}`` is filled from the question.
"""

from __future__ import annotations

from webapp.forms.rules import Form, Question, QuestionType, Texts, text_in

REQUIRED = "required"
CONSTRAINT = "constraint"
TOO_LONG = "too_long"
NOT_A_NUMBER = "not_a_number"
NOT_A_CHOICE = "not_a_choice"
NOT_A_DATE = "not_a_date"
EXCLUSIVE = "exclusive"

_REQUIRED_CHOICE: Texts = {
    "vi": "Em quên chọn câu này rồi. Em chọn giúp anh chị nhé.",
    "en": "You have not chosen an answer here yet. Please choose one.",
}
_REQUIRED_TICK: Texts = {
    "vi": "Ô này cần đánh dấu thì phiếu mới gửi được.",
    "en": "This box has to be ticked before the form can be sent.",
}
_NOT_A_YEAR: Texts = {
    "vi": "Năm sinh gồm 4 chữ số, ví dụ 2014. Nếu nhớ cả ngày thì viết 31/05/2014.",
    "en": "A year has 4 digits, for example 2014. If you know the day, write 31/05/2014.",
}
DEFAULTS: dict[str, Texts] = {
    REQUIRED: {
        "vi": "Em quên câu này rồi. Em viết giúp anh chị nhé.",
        "en": "You have not answered this yet. Please write your answer.",
    },
    CONSTRAINT: {
        "vi": "Câu trả lời này chưa khớp với câu hỏi. Em xem lại nhé.",
        "en": "This answer does not match the question yet. Please look again.",
    },
    TOO_LONG: {
        "vi": "Em viết dài quá {most} chữ cái rồi. Em viết ngắn lại một chút nhé.",
        "en": "This is longer than {most} letters. Please make it a little shorter.",
    },
    NOT_A_NUMBER: {
        "vi": "Em viết một số bằng chữ số, ví dụ 12.",
        "en": "Write a number in digits, for example 12.",
    },
    NOT_A_CHOICE: {
        "vi": "Em chọn một trong các câu trả lời có sẵn nhé.",
        "en": "Choose one of the answers shown.",
    },
    NOT_A_DATE: {
        "vi": "Em viết ngày/tháng/năm, ví dụ 31/05/2014.",
        "en": "Write day/month/year, for example 31/05/2014.",
    },
    EXCLUSIVE: {
        "vi": "Em đã chọn “{only}” thì không chọn thêm câu khác. Em bỏ bớt nhé.",
        "en": "“{only}” cannot be chosen together with other answers. Please untick one.",
    },
}


def sentence(form: Form, name: str, key: str, language: str) -> str:
    """Return the finished sentence for *key* (from ``PageResult.errors`` or ``problems``)."""
    question = form.question(name)
    texts = _own_words(question, key) or _default(question, key)
    only = next((choice for choice in question.choices if choice.exclusive), None)
    label = text_in(only.label, language, form.default_language) if only else ""
    words = text_in(texts, language, form.default_language)
    return words.replace("{most}", str(question.max_length)).replace("{only}", label)


def _own_words(question: Question, key: str) -> Texts:
    """Return what the form says for *key*, if it says anything.

    A text that does not fit its pattern and a date that is none are told with
    the constraint's message too: to the reader they are the same mistake.
    """
    if key == REQUIRED:
        return question.required_message
    return question.constraint_message if key in {CONSTRAINT, NOT_A_DATE, NOT_A_NUMBER} else {}


def _default(question: Question, key: str) -> Texts:
    if key == REQUIRED:
        if question.type in {QuestionType.SELECT_ONE, QuestionType.SELECT_MULTIPLE}:
            return _REQUIRED_CHOICE
        if question.type is QuestionType.ACKNOWLEDGE:
            return _REQUIRED_TICK
    if key == NOT_A_DATE and question.appearance == "year":
        return _NOT_A_YEAR
    return DEFAULTS[key]
