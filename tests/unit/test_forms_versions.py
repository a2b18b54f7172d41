"""What changed between two versions, and how answers to both are read together."""

from __future__ import annotations

from dataclasses import replace

from tests.support.forms import form_from
from webapp.forms.rules import Form, QuestionType
from webapp.forms.versions import Change, differences, merged

CHOICES = "list_name | name | label::Tiếng Việt (vi) |\n"
OLD_CHOICES = CHOICES + "muc | vui | Vui |\nmuc | buon | Buồn |"


def form(rows: str, columns: str = "", choices: str = OLD_CHOICES) -> Form:
    return form_from(rows, columns, choices)


def found(old: Form, new: Form) -> list[tuple[Change, str, str, str, str, bool]]:
    return [
        (d.kind, d.name, d.part, d.before, d.after, d.touches_answers)
        for d in differences(old, new)
    ]


def test_the_same_form_has_no_differences() -> None:
    same = form("text | a | Một |\nselect_one muc | b | Hai |")
    assert differences(same, same) == ()


def test_added_and_removed_questions_are_told_and_only_removal_touches_answers() -> None:
    old = form("text | a | Một |\ntext | b | Hai |")
    new = form("text | a | Một |\ntext | c | Ba |")
    assert found(old, new) == [
        (Change.ADDED, "c", "", "", "Ba", False),
        (Change.REMOVED, "b", "", "Hai", "", True),
    ]


def test_changed_words_are_told_per_language() -> None:
    columns = "label::English (en) | hint::Tiếng Việt (vi)"
    old = form("text | a | Một | One | |", columns)
    new = form("text | a | Một nhé | First | Nói đi |", columns)
    told = [(d.part, d.language, d.before, d.after) for d in differences(old, new)]
    assert told == [
        ("label", "vi", "Một", "Một nhé"),
        ("label", "en", "One", "First"),
        ("hint", "vi", "", "Nói đi"),
    ]


def test_another_type_and_another_role_touch_answers() -> None:
    old = form("select_one muc | a | Một | |", "emnoi::role")
    new = form("text | a | Một | opinion |", "emnoi::role")
    told = found(old, new)
    assert (Change.TYPE, "a", "type", "select_one", "text", True) in told
    assert (Change.ROLE, "a", "role", "", "opinion", True) in told
    assert (Change.CHOICE_REMOVED, "a", "vui", "Vui", "", True) in told


def test_choices_added_removed_reworded_and_reordered() -> None:
    old = form("select_one muc | a | Một |")
    new = form(
        "select_one muc | a | Một |", choices=CHOICES + "muc | khac | Khác |\nmuc | vui | Vui lắm |"
    )
    assert found(old, new) == [
        (Change.CHOICE_ADDED, "a", "khac", "", "Khác", False),
        (Change.CHOICE_WORDS, "a", "vui", "Vui", "Vui lắm", False),
        (Change.CHOICE_REMOVED, "a", "buon", "Buồn", "", True),
    ]
    turned = form(
        "select_one muc | a | Một |", choices=CHOICES + "muc | buon | Buồn |\nmuc | vui | Vui |"
    )
    assert found(old, turned) == [(Change.CHOICE_ORDER, "a", "", "vui buon", "buon vui", False)]


def test_rules_and_settings_show_what_was_written() -> None:
    columns = "relevant | required | emnoi::max_length"
    old = form("text | a | Một | | | |\ntext | b | Hai | ${a} = 'x' | | 50 |", columns)
    new = form("text | a | Một | | | |\ntext | b | Hai | ${a} != '' | yes | 60 |", columns)
    told = [(d.kind, d.part, d.before, d.after) for d in differences(old, new)]
    assert (Change.RULE, "relevant", "${a} = 'x'", "${a} != ''") in told
    assert (Change.SETTING, "max_length", "50", "60") in told
    assert {part for _kind, part, *_rest in told} == {"relevant", "required", "max_length"}


def test_one_question_carried_to_the_front_is_one_move() -> None:
    old = form("text | a | Một |\ntext | b | Hai |\ntext | c | Ba |")
    new = form("text | c | Ba |\ntext | a | Một |\ntext | b | Hai |")
    assert found(old, new) == [(Change.MOVED, "c", "order", "b", "", False)]


def test_questions_put_on_one_page_are_told_once() -> None:
    old = form("text | a | Một | |\ntext | b | Hai | |", "appearance")
    new = form(
        "begin_group | g | Nhóm | field-list |\ntext | a | Một | |\n"
        "text | b | Hai | |\nend_group | | | |",
        "appearance",
    )
    told = found(old, new)
    assert (Change.ADDED, "g", "", "", "Nhóm", False) in told
    assert [d for d in told if d[0] is Change.PAGE] == [(Change.PAGE, "a", "", "a", "a b", False)]
    assert (Change.MOVED, "a", "section", "", "g", False) in told


def test_merging_keeps_removed_questions_in_their_place_with_the_newest_words() -> None:
    first = form("text | a | Một |\nselect_one muc | b | Hai cũ |\ntext | c | Ba |")
    second = form("text | c | Ba mới |\ntext | a | Một |\ntext | d | Bốn |")
    rows = [(m.name, m.question.label["vi"], m.removed) for m in merged([first, second])]
    assert rows == [
        ("c", "Ba mới", False),
        ("a", "Một", False),
        ("b", "Hai cũ", True),
        ("d", "Bốn", False),
    ]


def test_merging_joins_choices_and_marks_those_no_longer_offered() -> None:
    first = form("select_one muc | a | Một |")
    second = form(
        "select_one muc | a | Một |", choices=CHOICES + "muc | khac | Khác |\nmuc | vui | Vui lắm |"
    )
    (one,) = merged([first, second])
    labels = [(c.name, c.label["vi"]) for c in one.question.choices]
    assert labels == [("khac", "Khác"), ("vui", "Vui lắm"), ("buon", "Buồn")]
    assert one.gone == {"buon"}


def test_forms_of_two_ages_are_asked_side_by_side() -> None:
    old = form("select_one muc | cu | Cũ |\nselect_one muc | a | Một |")
    small = form("select_one muc | a | Một |\nselect_one muc | nho | Của em nhỏ |")
    big = replace(
        form("select_one muc | a | Một |", choices="list_name | name | label\nmuc | lon | Lớn"),
        band="11-17",
    )
    found = {m.name: m for m in merged([old, small, big])}
    assert {name for name, one in found.items() if one.removed} == {"cu"}
    assert found["a"].gone == frozenset()
    assert [c.name for c in found["a"].question.choices] == ["vui", "buon", "lon"]


def test_merging_remembers_every_type_and_whether_any_version_was_personal() -> None:
    first = form("text | a | Tên em | child_name |", "emnoi::role")
    second = form("select_one muc | a | Một | |", "emnoi::role")
    (one,) = merged([first, second])
    assert one.types == (QuestionType.SELECT_ONE, QuestionType.TEXT)
    assert one.personal
