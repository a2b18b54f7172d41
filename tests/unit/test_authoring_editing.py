"""Every operation of the form editor on workbooks, and any sequence of them."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.support.forms import workbook_text
from webapp.authoring.editing import (
    choice_table,
    choices,
    outline,
    question_rows,
    questions,
    references,
)
from webapp.authoring.editing.cells import end_of, set_cells, with_sheet
from webapp.authoring.editing.choices import Entry
from webapp.authoring.editing.comparing import Sort, sorts
from webapp.authoring.editing.limits import Limits, read_limits, write_limits
from webapp.authoring.editing.questions import Asked
from webapp.authoring.editor import story
from webapp.base.errors import IllegalMove, Invalid
from webapp.config import PROJECT
from webapp.forms.xlsform.workbook import (
    Workbook,
    read_workbook,
    workbook_from_json,
    workbook_to_json,
)
from webapp.forms.xlsform.writing import write_xlsx

VI, EN = ("label", "vi"), ("label", "en")
SMALL = workbook_text(
    """
    select_one mau | mau | Em thích màu nào? | | Which colour? | của tôi |
    begin_group | nhom | Nhóm | | Group | |
    text | vi_sao | Vì sao em thích ${mau}? | ${mau} = 'do' | Why ${mau}? | |
    integer | tuoi | Em mấy tuổi? | | How old? | | . >= 6 and . <= 17
    end_group | | | | | |
    note | cam_on | Cảm ơn em. | selected(${mau}, 'do') or ${tuoi} > 9 | Thanks. | |
    """,
    "relevant | label::English (en) | ghi chú | constraint",
    "list_name | name | label::Tiếng Việt (vi) | label::English (en) | mã nội bộ\n"
    "mau | do | Đỏ | Red | 1\nkhac | a | A | A | 2\nmau | xanh | Xanh | Blue | 3",
)


@pytest.fixture
def small() -> Workbook:
    return read_workbook("form.md", SMALL.encode())


def column(workbook: Workbook, name: str, sheet: str = "survey") -> list[str]:
    """Return a column of a sheet, from its first row on."""
    found = workbook.sheet(sheet)
    return [found.value(row, name) for row in found.rows]


def cell(workbook: Workbook, number: int, written: str, sheet: str = "survey") -> str:
    """Return one cell by its header as written."""
    row = next(row for row in workbook.sheet(sheet).rows if row.number == number)
    return row.cells.get(written, "")


def test_the_outline_knows_blocks_and_depth(small: Workbook) -> None:
    items = outline.outline(small)
    assert [(i.number, i.name, i.depth, i.last) for i in items] == [
        (2, "mau", 0, 2),
        (3, "nhom", 0, 6),
        (4, "vi_sao", 1, 4),
        (5, "tuoi", 1, 5),
        (6, "", 0, 6),
        (7, "cam_on", 0, 7),
    ]
    assert outline.languages(small) == (("vi", "Tiếng Việt (vi)"), ("en", "English (en)"))


def test_reading_and_saving_a_question_changes_nothing(small: Workbook) -> None:
    for number in range(2, 8):
        assert questions.changed(small, number, questions.read(small, number)) == small


def test_only_the_touched_cells_change(small: Workbook) -> None:
    asked = questions.read(small, 2)
    after = questions.changed(
        small, 2, replace(asked, texts={**asked.texts, VI: "Màu em thích?"}, required="yes")
    )
    assert cell(after, 2, "label::Tiếng Việt (vi)") == "Màu em thích?"
    assert cell(after, 2, "required") == "yes"
    assert cell(after, 2, "ghi chú") == "của tôi"
    assert after.sheet("survey").rows[1:] == small.sheet("survey").rows[1:]
    assert after.sheet("choices") == small.sheet("choices")


def test_a_hint_in_a_new_column_is_written_like_the_labels(small: Workbook) -> None:
    asked = questions.read(small, 2)
    after = questions.changed(
        small, 2, replace(asked, texts={**asked.texts, ("hint", "en"): "One is enough."})
    )
    assert cell(after, 2, "hint::English (en)") == "One is enough."


def test_a_renamed_question_is_followed_everywhere(small: Workbook) -> None:
    after = references.renamed(small, "mau", "mau_sac")
    assert column(after, "name")[0] == "mau_sac"
    assert cell(after, 4, "relevant") == "${mau_sac} = 'do'"
    assert cell(after, 4, "label::English (en)") == "Why ${mau_sac}?"
    assert cell(after, 7, "relevant") == "selected(${mau_sac}, 'do') or ${tuoi} > 9"
    for wrong, why in (("2a", "bad_name"), ("có dấu cách", "bad_name"), ("tuoi", "taken")):
        with pytest.raises(Invalid) as refused:
            references.renamed(small, "mau", wrong)
        assert refused.value.fields == {"name": why}


def test_paths_follow_a_renaming_too(small: Workbook) -> None:
    sheet = set_cells(
        small.sheet("survey"), 7, {("relevant", ""): "../mau = 'do' and /data/mau_khac = ''"}
    )
    after = references.renamed(with_sheet(small, sheet), "mau", "m")
    assert cell(after, 7, "relevant") == "../m = 'do' and /data/mau_khac = ''"


def test_a_question_moves_step_by_step_through_a_group(small: Workbook) -> None:
    number, names = 7, []
    workbook = small
    while (before := outline.one_up(workbook, number)) is not None:
        workbook, number = outline.moved(workbook, number, before)
        names.append([row for row in column(workbook, "name") if row][number - 2 : number])
    assert column(workbook, "name") == ["cam_on", "mau", "nhom", "vi_sao", "tuoi", ""]
    while (before := outline.one_down(workbook, number)) is not None:
        workbook, number = outline.moved(workbook, number, before)
    assert workbook.sheet("survey").rows == small.sheet("survey").rows


def test_a_group_moves_as_a_whole_and_never_into_itself(small: Workbook) -> None:
    after, number = outline.moved(small, 3, 2)
    assert number == 2
    assert column(after, "name") == ["nhom", "vi_sao", "tuoi", "", "mau", "cam_on"]
    after, number = outline.moved(small, 3, end_of(small.sheet("survey")))
    assert column(after, "name") == ["mau", "cam_on", "nhom", "vi_sao", "tuoi", ""]
    for before in (4, 6):
        with pytest.raises(IllegalMove):
            outline.moved(small, 3, before)
    with pytest.raises(IllegalMove):
        outline.moved(small, 6, 2)


def test_what_others_refer_to_is_not_deleted(small: Workbook) -> None:
    with pytest.raises(IllegalMove):
        question_rows.deleted(small, 2)
    who = question_rows.referring(small, outline.item_at(small, 2))
    assert {(m.number, m.column) for m in who} >= {(4, "relevant"), (7, "relevant")}
    assert column(question_rows.deleted(small, 7), "name") == ["mau", "nhom", "vi_sao", "tuoi", ""]
    # The note asks for an answer inside the group; without the note all of it may go.
    with pytest.raises(IllegalMove):
        question_rows.deleted(small, 3)
    assert column(question_rows.deleted(question_rows.deleted(small, 7), 3), "name") == ["mau"]
    assert column(question_rows.unwrapped(small, 3), "name") == ["mau", "vi_sao", "tuoi", "cam_on"]


def test_a_copy_of_a_group_refers_to_itself(small: Workbook) -> None:
    inner = set_cells(small.sheet("survey"), 4, {("relevant", ""): "${tuoi} > 9"})
    after, number = question_rows.doubled(with_sheet(small, inner), 3)
    assert number == 7
    assert column(after, "name")[5:] == ["nhom_2", "vi_sao_2", "tuoi_2", "", "cam_on"]
    assert cell(after, 8, "relevant") == "${tuoi_2} > 9"
    assert cell(after, 8, "label::English (en)") == "Why ${mau}?"


def test_new_questions_and_groups(small: Workbook) -> None:
    asked = Asked("faces", "", "mat", {VI: "Hôm nay em vui không?", EN: "Happy today?"})
    after, number = question_rows.added(small, 4, asked)
    assert (number, column(after, "type")[2], column(after, "appearance")[2]) == (
        4,
        "select_one mat",
        "rating",
    )
    assert column(after, "name")[2] == "hom_nay_em_vui_khong"
    assert cell(after, 8, "relevant") == "selected(${mau}, 'do') or ${tuoi} > 9"
    group, number = question_rows.added(small, 99, Asked("page", "", texts={VI: "Trang mới"}))
    assert column(group, "type")[-2:] == ["begin_group", "end_group"]
    assert number == 8
    with pytest.raises(Invalid):
        question_rows.added(small, 4, replace(asked, name="mau"))


def test_a_question_is_turned_into_a_relative(small: Workbook) -> None:
    many = replace(questions.read(small, 2), kind="many")
    assert column(questions.changed(small, 2, many), "type")[0] == "select_multiple mau"
    long = questions.changed(small, 4, replace(questions.read(small, 4), kind="long"))
    assert column(long, "appearance")[2] == "multiline"
    short = questions.changed(long, 4, replace(questions.read(long, 4), kind="short"))
    assert column(short, "appearance")[2] == ""


def test_a_list_is_changed_as_a_table(small: Workbook) -> None:
    table = list(choices.entries(small, "mau"))
    table = [table[1], Entry(0, "", {"vi": "Tím", "en": "Purple"}), table[0], Entry(0, "")]
    after = choice_table.with_list(small, "mau", table)
    assert column(after, "name", "choices") == ["xanh", "a", "tim", "do"]
    assert column(after, "list_name", "choices") == ["mau", "khac", "mau", "mau"]
    assert [cell(after, n, "mã nội bộ", "choices") for n in range(2, 6)] == ["3", "2", "", "1"]
    shorter = choice_table.with_list(after, "mau", choices.entries(after, "mau")[:1])
    assert column(shorter, "name", "choices") == ["xanh", "a"]


def test_a_renamed_choice_is_followed_by_the_rules(small: Workbook) -> None:
    red, blue = choices.entries(small, "mau")
    after = choice_table.with_list(
        small, "mau", [replace(red, name="xanh"), replace(blue, name="do")]
    )
    assert cell(after, 4, "relevant") == "${mau} = 'xanh'"
    assert cell(after, 7, "relevant") == "selected(${mau}, 'xanh') or ${tuoi} > 9"
    with pytest.raises(Invalid) as refused:
        choice_table.with_list(small, "mau", [replace(red, name="xanh"), replace(blue, name="a b")])
    assert refused.value.fields == {"1": "bad_name"}
    assert set(choice_table.lost(small, "mau", [blue])) == {"do"}
    assert choice_table.lost(small, "mau", [red]) == {}


def test_limits_are_read_and_written_back(small: Workbook) -> None:
    assert questions.read(small, 5).limits == Limits("6", "17")
    assert read_limits("count-selected(.) <= 3", counts=True) == Limits("", "3")
    assert write_limits(Limits("1", "3"), counts=True) == (
        "count-selected(.) >= 1 and count-selected(.) <= 3"
    )
    for more in (". >= 1 or . <= 3", ". > 1", "regex(., 'a')", ". >= 1 and . >= 2"):
        assert read_limits(more, counts=False) is None
    after = questions.changed(small, 5, replace(questions.read(small, 5), limits=Limits("7", "")))
    assert cell(after, 5, "constraint") == ". >= 7"


def test_the_history_says_what_was_done(small: Workbook) -> None:
    item, before = outline.item_at(small, 2), questions.read(small, 2)
    after = replace(before, texts={**before.texts, EN: "Colour?"}, required="yes", name="m")
    assert story.edited(item, before, after) == (
        "Sửa lời, bắt buộc, tên (“mau” thành “m”) của câu “Em thích màu nào?”"
    )
    assert story.moved(outline.item_at(small, 7), item) == (
        "Chuyển câu “Cảm ơn em.” lên trước câu “Em thích màu nào?”"
    )
    assert story.deleted(outline.item_at(small, 3)) == "Xóa nhóm “Nhóm”"


def test_a_broken_form_can_be_mended() -> None:
    text = workbook_text("begin_group | g | Nhóm\ntext | | Em kể nhé\nend_group | |\nend_group | |")
    broken = read_workbook("form.md", text.encode())
    assert [item.last for item in outline.outline(broken)] == [4, 3, 4, 5]
    mended = question_rows.deleted(broken, 5)
    asked = questions.read(mended, 3)
    named = questions.changed(mended, 3, replace(asked, name="ke"))
    assert column(named, "name") == ["g", "ke", ""]
    assert sorts(named) == {"ke": Sort.WORDS}


def _edit(workbook: Workbook, number: int, data: st.DataObject) -> Workbook:
    asked = questions.read(workbook, number)
    words = data.draw(st.sampled_from(["Hi", "", "Two  words"]))
    return questions.changed(workbook, number, replace(asked, texts={**asked.texts, EN: words}))


def _add(workbook: Workbook, number: int, data: st.DataObject) -> Workbook:
    kind = data.draw(st.sampled_from(["short", "page", "one", "note"]))
    return question_rows.added(workbook, number, Asked(kind, "", "moi", {VI: "Câu mới"}))[0]


def _move(workbook: Workbook, number: int, data: st.DataObject) -> Workbook:
    rows = workbook.sheet("survey").rows
    to = data.draw(st.sampled_from([*(row.number for row in rows), rows[-1].number + 1]))
    return outline.moved(workbook, number, to)[0]


def _rename(workbook: Workbook, number: int, data: st.DataObject) -> Workbook:
    name = outline.item_at(workbook, number).name
    return references.renamed(workbook, name, f"{name}x") if name else workbook


def _change_list(workbook: Workbook, number: int, data: st.DataObject) -> Workbook:
    name = data.draw(st.sampled_from(choices.list_names(workbook) or ("moi",)))
    table = data.draw(st.permutations(choices.entries(workbook, name)))
    return choice_table.with_list(workbook, name, [*table[:9], Entry(0, "", {"vi": "Mới"})])


def _double(workbook: Workbook, number: int, data: st.DataObject) -> Workbook:
    few = len(workbook.sheet("survey").rows) < 60
    return question_rows.doubled(workbook, number)[0] if few else workbook


def _delete(workbook: Workbook, number: int, data: st.DataObject) -> Workbook:
    return question_rows.deleted(workbook, number)


STEPS = (_edit, _add, _move, _rename, _change_list, _double, _delete)


def _one_step(workbook: Workbook, data: st.DataObject) -> Workbook:
    """Do one operation the editor offers; a refused one changes nothing."""
    numbers = [row.number for row in workbook.sheet("survey").rows]
    step = data.draw(st.sampled_from(STEPS)) if numbers else _add
    number = data.draw(st.sampled_from(numbers)) if numbers else 2
    try:
        return step(workbook, number, data)
    except (IllegalMove, Invalid):
        return workbook


def _unknown(workbook: Workbook) -> set[tuple[str, str]]:
    """Return the cells of the column nobody knows, with the words of their question."""
    rows = workbook.sheet("survey").rows
    return {
        (row.cells.get("type", ""), row.cells["ghi chú"]) for row in rows if "ghi chú" in row.cells
    }


BIG = (PROJECT / "surveys/y-kien-hang-thang/forms/6-10.md").read_bytes()


@given(st.data())
@settings(max_examples=25, deadline=None)
def test_any_sequence_of_steps_leaves_a_sound_workbook(data: st.DataObject) -> None:
    workbook = read_workbook("form.md", data.draw(st.sampled_from([SMALL.encode(), BIG])))
    other = workbook.sheet("settings")
    for _ in range(data.draw(st.integers(1, 8))):
        workbook = _one_step(workbook, data)
        for sheet in workbook.sheets.values():
            numbers = [row.number for row in sheet.rows]
            assert numbers == sorted(set(numbers))
            headers = {c.written for c in sheet.columns}
            assert all(set(row.cells) <= headers for row in sheet.rows)
        items = outline.outline(workbook)
        assert sum(i.begins for i in items) == sum(i.ends for i in items)
        assert all(i.last > i.number for i in items if i.begins)
    assert workbook.sheet("settings") == other
    assert _unknown(workbook) <= {("select_one mau", "của tôi")}
    assert workbook_from_json(workbook_to_json(workbook)).sheets == dict(workbook.sheets)
    again = read_workbook("form.xlsx", write_xlsx(workbook))
    for name, sheet in workbook.sheets.items():
        assert [dict(r.cells) for r in again.sheet(name).rows] == [
            dict(r.cells) for r in sheet.rows
        ]


def test_the_surveys_of_the_house_survive_being_looked_at() -> None:
    for file in sorted((PROJECT / "surveys").rglob("form*.md")) + sorted(
        (PROJECT / "surveys").rglob("forms/*.md")
    ):
        workbook = read_workbook(Path(file).name, file.read_bytes())
        for item in outline.outline(workbook):
            asked = questions.read(workbook, item.number)
            assert questions.changed(workbook, item.number, asked) == workbook
        for name in choices.list_names(workbook):
            assert (
                choice_table.with_list(workbook, name, choices.entries(workbook, name)) == workbook
            )
