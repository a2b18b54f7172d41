"""Folders of surveys: found, checked, left out when faulty, quick at the next start."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from webapp.config import PROJECT
from webapp.forms.catalogue import Catalogue, Hooks, Survey
from webapp.forms.folder import FormCache
from webapp.forms.samples import check_samples
from webapp.loader import load_surveys, survey_folders

GOOD = "doi-thoai-hoc-duong"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """Return a folder with one survey that works, twice: ``a-tot`` and ``hong``."""
    folder = tmp_path / "surveys"
    for name in ("a-tot", "hong"):
        shutil.copytree(PROJECT / "surveys" / GOOD, folder / name)
        manifest = folder / name / "survey.toml"
        manifest.write_text(
            manifest.read_text("utf-8").replace("Đối thoại học đường", name), "utf-8"
        )
    return folder


def load(root: Path) -> tuple[list[str], list[str]]:
    surveys, problems = load_surveys(root, FormCache())
    return [survey.slug for survey in surveys], [problem.message_vi for problem in problems]


def edit(file: Path, old: str, new: str) -> None:
    text = file.read_text(encoding="utf-8")
    assert old in text
    file.write_text(text.replace(old, new), encoding="utf-8")


def test_both_work_to_begin_with(root: Path) -> None:
    assert load(root) == (["a-tot", "hong"], [])


MANIFEST = [
    (
        "api = 1",
        "api = 2",
        "Thư mục viết cho bản 2 của phần mềm; phần mềm này cần bản 1.",
    ),
    (
        'kind = "registration"',
        'kind = "poll-of-mine"',
        "Mục “kind” phải là một trong: opinion, registration, poll.",
    ),
    (
        "anonymous = false",
        'anonymous = "no"',
        "Mục “anonymous” phải là true hoặc false.",
    ),
    (
        "retention_months = 12",
        "retention_months = 0",
        "Mục “retention_months” phải là số tháng từ 1 đến 120.",
    ),
    (
        "retention_months = 12",
        "",
        "Thiếu mục “retention_months”.",
    ),
    (
        "api = 1",
        "api = 1\nmau = 3",
        "Không có mục “mau”. Hãy xem lại chính tả hoặc xóa mục này.",
    ),
    (
        'default = "school"',
        'default = "Trường"',
        "Mục “routing.default” phải là “moderator”, “school” hoặc mã của một cơ quan.",
    ),
    (
        "ages = [6, 17]",
        "ages = [17, 6]",
        "Mục “bands.ages” phải là hai số tuổi, ví dụ [6, 10].",
    ),
    (
        'vi = "Mọi lứa tuổi"',
        "",
        "Mục “bands.label” phải là lời bằng từng ngôn ngữ, có tiếng Việt (vi).",
    ),
    (
        "api = 1",
        "api = = 1",
        "Tệp viết sai cú pháp TOML, dòng 2.",
    ),
]


@pytest.mark.parametrize(("old", "new", "sentence"), MANIFEST)
def test_a_faulty_manifest_is_left_out_and_the_other_runs(
    root: Path, old: str, new: str, sentence: str
) -> None:
    edit(root / "hong" / "survey.toml", old, new)
    assert load(root) == (["a-tot"], [f"Tệp hong/survey.toml: {sentence}"])


def test_a_faulty_form_is_left_out_and_the_other_runs(root: Path) -> None:
    edit(root / "hong" / "form.md", "regex(., '[^0-9@#<>/]+')", "regexx(., '[^0-9@#<>/]+')")
    assert load(root) == (
        ["a-tot"],
        [
            "Tệp hong/form.md, trang tính “survey”, dòng 8, cột “constraint”: "
            "Ký tự thứ 1: không có hàm “regexx”."
        ],
    )


def test_files_that_are_missing_or_too_many(root: Path) -> None:
    (root / "hong" / "form.md").rename(root / "hong" / "phieu.md")
    assert load(root)[1] == ["Tệp hong: Thiếu phiếu hỏi form.md."]
    for name in ("form.md", "form.xlsx"):
        shutil.copy(root / "hong" / "phieu.md", root / "hong" / name)
    assert load(root)[1] == ["Tệp hong: Có cả hai tệp form.md và form.xlsx. Hãy giữ một tệp."]
    (root / "hong" / "form.xlsx").unlink()
    (root / "hong" / "forms").mkdir()
    shutil.copy(root / "hong" / "form.md", root / "hong" / "forms" / "6-10.md")
    stray = "Tệp hong/forms/6-10.md: Phiếu này không thuộc nhóm tuổi nào trong survey.toml."
    assert load(root)[1] == [stray]
    (root / "hong" / "survey.toml").unlink()
    assert load(root)[1] == ["Tệp hong: Thiếu tệp survey.toml."]


def test_lists_and_media_of_a_folder_are_checked_and_watched(root: Path, tmp_path: Path) -> None:
    folder = root / "hong"
    text = (
        "| survey |\n| | type | name | label | image |\n"
        "| | select_one_from_file xom.csv | xom | Xóm nào? | xom.png |\n"
    )
    (folder / "form.md").write_text(text, encoding="utf-8")
    place = "Tệp hong/form.md, trang tính “survey”, dòng 2, cột"
    told = [
        f"{place} “type”: Thiếu tệp “xom.csv” trong thư mục của khảo sát.",
        f"{place} “image”: Thiếu tệp “xom.png” trong thư mục “media” của khảo sát.",
    ]
    assert load(root) == (["a-tot"], told)
    (folder / "xom.csv").write_text("name,label\na,Xóm A\n", encoding="utf-8")
    (folder / "media").mkdir()
    (folder / "media" / "xom.png").write_bytes(b"")
    cache = FormCache(tmp_path / "forms")
    assert load_surveys(root, cache)[0][1].forms["tat-ca"].question("xom").choices[0].name == "a"
    (folder / "xom.csv").write_text("name,label\nb,Xóm B\n", encoding="utf-8")
    again = load_surveys(root, cache)[0][1]
    assert again.forms["tat-ca"].question("xom").choices[0].name == "b"


def test_a_form_may_be_any_workbook_pyxform_reads(root: Path) -> None:
    text = '"survey",,,\n,"type","name","label"\n,"text","a","Em tên gì?"\n'
    (root / "hong" / "form.md").unlink()
    (root / "hong" / "form.csv").write_text(text, encoding="utf-8")
    assert load(root) == (["a-tot", "hong"], [])


def test_names_that_would_be_confused(root: Path) -> None:
    edit(root / "hong" / "survey.toml", 'vi = "hong"', 'vi = "a-tot"')
    told = "Tệp hong/survey.toml: Tên khảo sát “a-tot” trùng với thư mục a-tot."
    assert load(root) == (["a-tot"], [told])
    (root / "hong").rename(root / "Tên Có Dấu")
    assert load(root)[1][0].startswith("Tệp Tên Có Dấu: Tên thư mục chỉ được gồm chữ thường")


def test_an_anonymous_survey_asks_for_no_name(root: Path) -> None:
    edit(root / "hong" / "survey.toml", "anonymous = false", "anonymous = true")
    slugs, told = load(root)
    assert slugs == ["a-tot"]
    assert len(told) == 3, "school and class typed freely, and the name"


HOOKS = [
    (
        "def sugest_topic(answers):\n    return None\n",
        "Không có hàm tên “sugest_topic” trong bộ hàm cho khảo sát.",
    ),
    ("suggest_topic = 'BLHD'\n", "Không có hàm tên “suggest_topic” trong bộ hàm cho khảo sát."),
    ("def suggest_topic(answers:\n", "Không chạy được tệp này, dòng 1."),
    ("import no_such_module\n", "Không chạy được tệp này (ModuleNotFoundError)."),
    ("raise SystemError\n", "Không chạy được tệp này (SystemError)."),
]


@pytest.mark.parametrize(("code", "sentence"), HOOKS)
def test_faulty_hooks_are_left_out_and_the_other_runs(root: Path, code: str, sentence: str) -> None:
    (root / "hong" / "hooks.py").write_text(code, encoding="utf-8")
    assert load(root) == (["a-tot"], [f"Tệp hong/hooks.py: {sentence}"])


def test_a_hook_that_fails_counts_as_absent(root: Path) -> None:
    (root / "hong" / "hooks.py").write_text(
        "def suggest_topic(answers):\n    return answers['x']\n", "utf-8"
    )
    surveys, problems = load_surveys(root, FormCache())
    assert not problems
    assert surveys[1].suggested_topic({}) is None
    assert surveys[1].suggested_topic({"x": "KHAC"}) == "KHAC"
    assert surveys[0].hooks == Hooks()


def test_other_folders_are_no_surveys(root: Path) -> None:
    (root / ".git").mkdir()
    (root / "_nhap").mkdir()
    (root / "README.md").write_text("x", encoding="utf-8")
    assert load(root) == (["a-tot", "hong"], [])
    assert load(root / "no-such-folder") == ([], [])


def test_a_sample_that_comes_out_otherwise_is_told(root: Path) -> None:
    survey = load_surveys(root, FormCache())[0][0]
    folder = root / "a-tot"
    shutil.rmtree(folder / "samples")
    (folder / "samples").mkdir()

    def told(sample: object) -> list[str]:
        text = sample if isinstance(sample, str) else json.dumps(sample)
        (folder / "samples" / "x.json").write_text(text, encoding="utf-8")
        return [problem.message_vi for problem in check_samples(survey, folder)[1]]

    place = "Tệp a-tot/samples/x.json: "
    answers = {"truong": "T", "lop": "4A", "cau_hoi": "Sao ạ?", "tu_nguyen": True}
    good = {"band": "tat-ca", "answers": answers}
    assert told({**good, "expect": {"accepted": True}}) == []
    assert told({**good, "expect": {"accepted": False}}) == [
        place + "Lẽ ra phiếu này không gửi được, nhưng lại gửi được."
    ]
    assert told({**good, "answers": {}, "expect": {"accepted": True}}) == [
        place + "Lẽ ra phiếu này gửi được, nhưng vướng ở: cau_hoi, lop, truong, tu_nguyen."
    ]
    assert told({**good, "expect": {"accepted": True, "fields": ["lop"]}}) == [
        place + "Lẽ ra vướng ở: lop; thực tế vướng ở: –."
    ]
    assert told({**good, "expect": {"accepted": True, "hidden": ["lop"]}}) == [
        place + "Lẽ ra câu “lop” phải ẩn."
    ]
    assert told({**good, "expect": {"accepted": True, "topics": ["KHAC"]}}) == [
        place + "Lẽ ra chủ đề là: KHAC; thực tế là: –."
    ]
    assert told({**good, "expect": {"accepted": True, "suggested": "KHAC"}}) == [
        place + "Lẽ ra hooks.py gợi ý chủ đề: KHAC; thực tế là: –."
    ]
    assert told({**good, "band": "x", "expect": {"accepted": True}}) == [
        place + "Không có nhóm tuổi “x”."
    ]
    assert told({"band": "tat-ca", "answers": {"la": 1}, "expect": {"accepted": True}}) == [
        place + "Không có câu hỏi tên “la”."
    ]
    assert told({**good, "expect": {}}) == [place + "Thiếu mục “accepted”."]
    assert told("{\n x}") == [place + "Tệp viết sai cú pháp JSON, dòng 2."]


def test_kept_forms_are_the_same_and_follow_every_change(root: Path, tmp_path: Path) -> None:
    cache = FormCache(tmp_path / "forms")
    fresh = load_surveys(root, FormCache())
    assert load_surveys(root, cache) == fresh
    assert len(list((tmp_path / "forms").glob("*.json"))) == 2
    assert load_surveys(root, cache) == fresh
    for file in (tmp_path / "forms").glob("*.json"):
        file.write_text("{", encoding="utf-8")
    assert load_surveys(root, cache) == fresh, "a broken file counts as absent"
    edit(root / "hong" / "form.md", "Nội dung muốn hỏi", "Điều muốn hỏi")
    changed = load_surveys(root, cache)[0][1].forms["tat-ca"]
    assert changed.question("cau_hoi").label["vi"] == "Điều muốn hỏi"


def test_a_second_start_does_not_import_pyxform(tmp_path: Path) -> None:
    code = (
        "import sys\nfrom pathlib import Path\n"
        "from webapp.loader import load_surveys\nfrom webapp.forms.folder import FormCache\n"
        f"root, kept = Path({str(PROJECT / 'surveys')!r}), Path({str(tmp_path)!r})\n"
        "surveys, problems = load_surveys(root, FormCache(kept))\n"
        "print(len(surveys), len(problems), 'pyxform' in sys.modules, 'openpyxl' in sys.modules)\n"
    )
    outputs = [
        subprocess.run(
            [sys.executable, "-c", code], cwd=PROJECT, capture_output=True, text=True, check=True
        ).stdout.split()
        for _ in range(2)
    ]
    count = str(len(list(survey_folders(PROJECT / "surveys"))))
    assert outputs == [[count, "0", "True", "True"], [count, "0", "False", "False"]]


def test_the_catalogue_is_replaced_as_a_whole(root: Path) -> None:
    catalogue = Catalogue()
    surveys, _ = load_surveys(root, FormCache())
    catalogue.fill(surveys, [])
    assert [survey.slug for survey in catalogue.all()] == ["a-tot", "hong"]
    found = catalogue.get("hong")
    assert isinstance(found, Survey)
    edit(root / "hong" / "survey.toml", "api = 1", "api = 2")
    catalogue.fill(*load_surveys(root, FormCache()))
    assert catalogue.get("hong") is None
    assert len(catalogue.quarantined()) == 1


def test_manifest_forms_and_hooks_are_told_at_once(root: Path) -> None:
    folder = root / "hong"
    form = folder / "form.md"
    form.write_text(form.read_text("utf-8").replace("| text ", "| texxt ", 1), "utf-8")
    (folder / "hooks.py").write_text("def sugest_topic(answers):\n    return None\n", "utf-8")
    found = load(root)[1]
    assert ["sugest_topic" in found[0], "texxt" in found[1], len(found)] == [True, True, 2]
    edit(folder / "survey.toml", "anonymous = false", "anonymos = false")
    found = load(root)[1]
    assert all(
        word in text for word, text in zip(("anonymos", "anonymous", "texxt"), found, strict=True)
    )
