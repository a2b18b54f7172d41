"""What is said when an answer does not fit and the form itself says nothing.

Short, kind, with the way out; never "không hợp lệ", "lỗi", "vui lòng".
``{most}`` and the like are filled from the question.
"""

from __future__ import annotations

from webapp.forms.filling.numbers import show_number
from webapp.forms.filling.scale import scale_of
from webapp.forms.rules import Form, Question, QuestionType, Texts, text_in

REQUIRED = "required"
CONSTRAINT = "constraint"
TOO_LONG = "too_long"
NOT_A_NUMBER = "not_a_number"
NOT_A_CHOICE = "not_a_choice"
NOT_A_DATE = "not_a_date"
NOT_A_TIME = "not_a_time"
NOT_A_MOMENT = "not_a_moment"
NOT_A_PICTURE = "not_a_picture"
OUT_OF_RANGE = "out_of_range"
EXCLUSIVE = "exclusive"
TOO_FEW = "too_few"
TOO_MANY = "too_many"
RANK_UNFINISHED = "rank_unfinished"
RANK_TWICE = "rank_twice"

# What a page that asks for another time posts; it has no question of its own.
MORE = "_more"

_REQUIRED_CHOICE: Texts = {
    "vi": "Em quên chọn câu này rồi. Em chọn giúp anh chị nhé.",
    "en": "You have not chosen an answer here yet. Please choose one.",
}
_REQUIRED_TICK: Texts = {
    "vi": "Ô này cần đánh dấu thì phiếu mới gửi được.",
    "en": "This box has to be ticked before the form can be sent.",
}
_REQUIRED_ORDER: Texts = {
    "vi": "Em quên xếp thứ tự câu này rồi. Em xếp giúp anh chị nhé.",
    "en": "You have not put these in order yet. Please choose one for each place.",
}
_REQUIRED_PICTURE: Texts = {
    "vi": "Em quên thêm hình ở câu này rồi. Em thêm giúp anh chị nhé.",
    "en": "There is no picture here yet. Please add one.",
}
_REQUIRED_MORE: Texts = {
    "vi": "Em chọn “Có” để thêm, hoặc “Không” để đi tiếp nhé.",
    "en": "Choose “Yes” to add another, or “No” to go on.",
}
_DECIMAL: Texts = {
    "vi": "Em viết một số bằng chữ số, ví dụ 12 hoặc 1,5.",
    "en": "Write a number in digits, for example 12 or 1.5.",
}
_NOT_A_MONTH: Texts = {
    "vi": "Em viết tháng/năm, ví dụ 05/2014.",
    "en": "Write month/year, for example 05/2014.",
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
    NOT_A_TIME: {
        "vi": "Em viết giờ và phút, ví dụ 07:30 hoặc 7 giờ 30.",
        "en": "Write hours and minutes, for example 07:30.",
    },
    NOT_A_MOMENT: {
        "vi": "Em viết cả ngày và giờ, ví dụ 31/05/2014 và 07:30.",
        "en": "Write the day and the time, for example 31/05/2014 and 07:30.",
    },
    NOT_A_PICTURE: {
        "vi": "Anh chị chưa mở được hình này. Em thử chọn lại hình khác nhé.",
        "en": "This picture could not be opened. Please try another one.",
    },
    OUT_OF_RANGE: {
        "vi": "Em chọn một số từ {low} đến {high}{steps} nhé.",
        "en": "Choose a number from {low} to {high}{steps}.",
    },
    TOO_FEW: {
        "vi": "Em chọn ít nhất {least} câu trả lời nhé.",
        "en": "Choose at least {least} answers.",
    },
    TOO_MANY: {
        "vi": "Em chọn nhiều nhất {at_most} câu trả lời thôi. Em bỏ bớt nhé.",
        "en": "Choose {at_most} answers at most. Please untick some.",
    },
    RANK_UNFINISHED: {
        "vi": "Còn chỗ em chưa xếp. Em chọn cho đủ các thứ tự nhé.",
        "en": "Some places are still empty. Please choose one for each place.",
    },
    RANK_TWICE: {
        "vi": "Có câu trả lời em xếp hai lần. Mỗi thứ tự em chọn một câu khác nhau nhé.",
        "en": "One answer stands in two places. Please choose a different one for each place.",
    },
    EXCLUSIVE: {
        "vi": "Em đã chọn “{only}” thì không chọn thêm câu khác. Em bỏ bớt nhé.",
        "en": "“{only}” cannot be chosen together with other answers. Please untick one.",
    },
}


_STEPS: Texts = {"vi": ", cách nhau {step}", "en": ", in steps of {step}"}


def sentence(form: Form, name: str, key: str, language: str) -> str:
    """Return the finished sentence for *key* (from ``PageResult.errors`` or ``problems``).

    *name* is the question's, or its place inside repeats (``ten@2``).
    """
    if name == MORE:
        return text_in(_REQUIRED_MORE, language)
    question = form.question(name.partition("@")[0])
    texts = _own_words(question, key) or _default(question, key)
    words = text_in(texts, language, form.default_language)
    for word, value in _blanks(form, question, language).items():
        words = words.replace("{" + word + "}", value)
    return words


def _blanks(form: Form, question: Question, language: str) -> dict[str, str]:
    """Return what the sentences say of *question*."""
    only = next((choice for choice in question.choices if choice.exclusive), None)
    found = {
        "most": str(question.max_length),
        "least": str(question.least),
        "at_most": str(question.most),
        "only": text_in(only.label, language, form.default_language) if only else "",
    }
    if question.type is QuestionType.RANGE:
        scale = scale_of(question)
        step = text_in(_STEPS, language) if scale.step != 1 else ""
        found["low"], found["high"] = (
            show_number(end, language) for end in (scale.low, scale.high)
        )
        found["steps"] = step.replace("{step}", show_number(scale.step, language))
    return found


def _own_words(question: Question, key: str) -> Texts:
    """Return what the form says for *key*, if it says anything.

    A text that does not fit its pattern and a date that is none are told with
    the constraint's message too: to the reader they are the same mistake.
    """
    if key == REQUIRED:
        return question.required_message
    return question.constraint_message if key in _LIKE_CONSTRAINT else {}


_LIKE_CONSTRAINT = frozenset(
    {CONSTRAINT, NOT_A_DATE, NOT_A_NUMBER, NOT_A_TIME, NOT_A_MOMENT, OUT_OF_RANGE}
)


def _default(question: Question, key: str) -> Texts:
    if key == REQUIRED:
        return _REQUIRED_OF.get(question.type, DEFAULTS[key])
    if key == NOT_A_DATE and question.looks("year"):
        return _NOT_A_YEAR
    if key == NOT_A_DATE and question.looks("month-year"):
        return _NOT_A_MONTH
    if key == NOT_A_NUMBER and question.type is QuestionType.DECIMAL:
        return _DECIMAL
    return DEFAULTS[key]


_REQUIRED_OF: dict[QuestionType, Texts] = {
    QuestionType.SELECT_ONE: _REQUIRED_CHOICE,
    QuestionType.SELECT_MULTIPLE: _REQUIRED_CHOICE,
    QuestionType.RANGE: _REQUIRED_CHOICE,
    QuestionType.RANK: _REQUIRED_ORDER,
    QuestionType.ACKNOWLEDGE: _REQUIRED_TICK,
    QuestionType.DRAWING: _REQUIRED_PICTURE,
    QuestionType.PICTURE: _REQUIRED_PICTURE,
}
