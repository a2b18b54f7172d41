"""What an invented child might answer to any kind of question, as a browser posts it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date, timedelta
from random import Random

from webapp.forms import filling
from webapp.forms.rules import Choice, Question, QuestionType
from webapp.surveykit import Role

WORDS = (
    "Em muốn sân chơi có bóng râm.",
    "Đường đến trường ngập khi mưa.",
    "Thư viện nên mở thêm buổi chiều.",
    "Em rất vui.",
)
_T = QuestionType


def some_answer(
    random: Random, question: Question, choices: Sequence[Choice], today: date
) -> list[str]:
    """Return one answer to *question* by chance, out of *choices* where it has a list."""
    maker = _MAKERS.get(question.type)
    return maker(random, question, choices, today) if maker else []


def _text(random: Random, question: Question, *_: object) -> list[str]:
    if question.role == Role.GUARDIAN_PHONE:
        return ["0900000099"]
    if question.looks("numbers"):
        return [str(random.randrange(1, 20))]
    return [random.choice(WORDS)[: question.max_length].strip()]


def _number(random: Random, question: Question, *_: object) -> list[str]:
    return [str(random.choice((0, 1, 2, 3, 5, 8, 12)))]


def _decimal(random: Random, question: Question, *_: object) -> list[str]:
    return [f"{random.randrange(200)},{random.randrange(1, 10)}"]


def _scale(random: Random, question: Question, *_: object) -> list[str]:
    scale = filling.scale_of(question)
    step = random.randrange(int(round((scale.high - scale.low) / scale.step, 6)) + 1)
    # Nine places, as numbers are read; never with an exponent.
    return [f"{scale.low + step * scale.step:.9f}".rstrip("0").rstrip(".").replace(".", ",")]


def _one(random: Random, question: Question, choices: Sequence[Choice], *_: object) -> list[str]:
    return [random.choice(choices).name] if choices else []


def some_choices(random: Random, question: Question, choices: Sequence[Choice]) -> list[str]:
    """Return a few choices that may stand together; now and then the one that stands alone."""
    alone = [choice.name for choice in choices if choice.exclusive]
    if alone and random.random() < 0.3:
        return alone[:1]
    others = [choice.name for choice in choices if not choice.exclusive]
    wanted = max(question.least, random.choice((1, 1, 2)))
    bound = min(len(others), question.most or len(others))
    return random.sample(others, k=min(wanted, bound))


def _several(
    random: Random, question: Question, choices: Sequence[Choice], *_: object
) -> list[str]:
    return some_choices(random, question, choices)


def _order(random: Random, question: Question, choices: Sequence[Choice], *_: object) -> list[str]:
    names = [choice.name for choice in choices]
    random.shuffle(names)
    return names


def _day(random: Random, question: Question, _: object, today: date) -> list[str]:
    day = today - timedelta(days=random.randrange(1, 4000))
    if question.looks("year"):
        return [str(day.year)]
    return [f"{day:%m/%Y}" if question.looks("month-year") else f"{day:%d/%m/%Y}"]


def _clock(random: Random, *_: object) -> list[str]:
    return [f"{random.randrange(6, 20):02}:{random.choice((0, 15, 30, 45)):02}"]


def _moment(random: Random, question: Question, choices: object, today: date) -> list[str]:
    day = today - timedelta(days=random.randrange(1, 400))
    return [f"{day:%d/%m/%Y}", *_clock(random)]


_MAKERS: dict[QuestionType, Callable[[Random, Question, Sequence[Choice], date], list[str]]] = {
    _T.TEXT: _text,
    _T.INTEGER: _number,
    _T.DECIMAL: _decimal,
    _T.RANGE: _scale,
    _T.SELECT_ONE: _one,
    _T.SELECT_MULTIPLE: _several,
    _T.RANK: _order,
    _T.ACKNOWLEDGE: lambda random, question, choices, today: ["yes"],
    _T.DATE: _day,
    _T.TIME: _clock,
    _T.DATETIME: _moment,
}
