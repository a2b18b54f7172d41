"""What was typed means the same to the rules in the browser and on the server."""

from __future__ import annotations

import json
from typing import Any

from playwright.sync_api import Browser

from tests.support.browser_rules import rules_page
from webapp.forms.filling.reading import read_value
from webapp.forms.filling.rule_text import rule_text
from webapp.forms.rules import Question, QuestionType

READ = """async (given) => {
  const { read } = await import("/reading.js");
  return JSON.parse(given).map(([rule, texts]) => {
    const wrapper = document.createElement("div");
    wrapper.dataset.question = "q";
    for (const text of texts) {
      const field = document.createElement("textarea");
      field.name = "q";
      field.value = text;
      wrapper.append(field);
    }
    return read(rule, wrapper);
  });
}"""
_T = QuestionType
_TEXTS = [
    "  xin  chào ",
    "a\r\nb",
    "ữ".encode().decode(),
    "u\u031b\u0303",
    "\u200ba\u00a0b\t",
    "x" * 201,
]
_NUMBERS = [
    *("12", " 12 ", "+5", "-3", "−3", "1.234", "1 234", "12.345.678", "007", "1,5", "1.5", ".5"),
    *(
        "1.234,5",
        "1,234.5",
        "0,125",
        "5,",
        "5.",
        "1.2.3",
        "1,2,3",
        "50.000",
        "0.500",
        "mười",
        "1e5",
    ),
    *("１２", "1234567890", "999999999999", "10", "0", "11", "2,5", "--1", "1 2", "12 345"),
]
_DAYS = [
    *("31/05/2014", "5.9.2022", "5-9-2022", "5 9 2022", "ngày 5 tháng 9 năm 2022", "2022-9-5"),
    *("5 tháng 9 năm 2022", "31/02/2014", "29/02/2024", "1/1/1899", "31/12/2100", "2014", "1800"),
    *(
        "05/2014",
        "tháng 5 năm 2014",
        "2014-05",
        "13/2014",
        "５/９/２０２２",
        "hôm qua",
        "5 / 9 / 2022",
    ),
]
_CLOCKS = [
    *("07:30", "7h30", "7 giờ 30", "7 giờ rưỡi", "7 giờ rưỡi tối", "7g", "12:00 trưa", "25:00"),
    *("7:05 pm", "23:59:59", "7h60", "7", "19h30p", "12h chiều", "0:00"),
]
_MOMENTS = [
    ["5/9/2022", "7h30"],
    ["5/9/2022 07:30"],
    ["2022-09-05T07:30"],
    ["5/9/2022"],
    ["", "7h"],
]


def _cases() -> list[tuple[Question, dict[str, Any], list[str]]]:
    kinds: list[tuple[QuestionType, str, list[list[str]]]] = [
        (_T.TEXT, "", [[text] for text in _TEXTS]),
        (_T.TEXT, "multiline", [[text] for text in _TEXTS]),
        *((kind, "", [[text] for text in _NUMBERS]) for kind in (_T.INTEGER, _T.DECIMAL, _T.RANGE)),
        *((_T.DATE, looks, [[text] for text in _DAYS]) for looks in ("", "year", "month-year")),
        (_T.DATE, "", [["5", "9", "2022"], ["", "9", "2022"], ["31", "2", "2022"], ["", "", ""]]),
        (_T.DATE, "month-year", [["9", "2022"], ["", "2022"]]),
        (_T.TIME, "", [[text] for text in _CLOCKS]),
        (_T.DATETIME, "", _MOMENTS),
        (_T.ACKNOWLEDGE, "", [["yes"], [""]]),
    ]
    found = []
    for kind, looks, typed in kinds:
        rule = {"type": kind.value, "appearance": looks, "longest": 200, "scale": [1, 10, 1]}
        question = Question("q", kind, {}, appearance=looks, max_length=200)
        found += [(question, rule, texts) for texts in typed]
    return found


def test_what_was_typed_is_read_alike(browser: Browser) -> None:
    cases = _cases()
    page = rules_page(browser)
    theirs = page.evaluate(READ, json.dumps([[rule, texts] for _, rule, texts in cases]))
    page.context.close()
    wrong = []
    for (question, rule, texts), their in zip(cases, theirs, strict=True):
        value, _ = read_value(question, texts)
        our = "" if value is None else rule_text(question, value)
        if our != their:
            wrong.append(f"{rule['type']} {rule['appearance']} {texts}: {our!r}, browser {their!r}")
    assert not wrong, "\n".join(wrong)
