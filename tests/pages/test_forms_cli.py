"""``flask surveys list`` and ``check``."""

from __future__ import annotations

import shutil
from dataclasses import replace
from pathlib import Path

from flask import Flask

from webapp.config import PROJECT, Settings
from webapp.factory import create_app
from webapp.forms.catalogue import CATALOGUE


def test_the_three_surveys_are_listed(app: Flask) -> None:
    result = app.test_cli_runner().invoke(args=["surveys", "list"])
    assert result.exit_code == 0
    assert (
        "y-kien-hang-thang  Ý kiến hằng tháng  (opinion; 6–10 tuổi, Từ 11 tuổi trở lên)"
        in result.output
    )
    assert "dien-dan-tre-em" in result.output
    assert "doi-thoai-hoc-duong" in result.output
    assert "✗" not in result.output


def test_check_runs_the_worked_answers(app: Flask) -> None:
    result = app.test_cli_runner().invoke(args=["surveys", "check"])
    assert result.exit_code == 0, result.output
    assert "✓ y-kien-hang-thang: 7 phiếu mẫu" in result.output


def test_check_ends_with_one_when_something_is_wrong(app: Flask, tmp_path: Path) -> None:
    shutil.copytree(PROJECT / "surveys", tmp_path / "surveys")
    form = tmp_path / "surveys" / "doi-thoai-hoc-duong" / "form.md"
    text = form.read_text(encoding="utf-8")
    form.write_text(text.replace("| acknowledge ", "| akcnowledge "), encoding="utf-8")
    sample = tmp_path / "surveys" / "dien-dan-tre-em" / "samples" / "day-du.json"
    sample.write_text(
        sample.read_text(encoding="utf-8").replace('"accepted": true', '"accepted": false'), "utf-8"
    )
    result = app.test_cli_runner().invoke(args=["surveys", "check", str(tmp_path / "surveys")])
    assert result.exit_code == 1
    assert (
        "Tệp doi-thoai-hoc-duong/form.md, trang tính “survey”, dòng 16, cột “type”: "
        "Không có loại câu hỏi “akcnowledge”." in result.output
    )
    assert "✗ dien-dan-tre-em: 3 phiếu mẫu" in result.output
    assert "Lẽ ra phiếu này không gửi được, nhưng lại gửi được." in result.output
    assert "✓ y-kien-hang-thang" in result.output


def test_a_form_goes_out_as_excel_and_comes_back_the_same(app: Flask, tmp_path: Path) -> None:
    runner = app.test_cli_runner()
    forum = CATALOGUE.get("dien-dan-tre-em")
    assert forum is not None
    asked = sum(question.asks for question in forum.forms["tat-ca"].questions)
    excel, markdown = tmp_path / "phieu.xlsx", tmp_path / "phieu.md"
    for file in (excel, markdown):
        done = runner.invoke(args=["forms", "export", "dien-dan-tre-em", "--to", str(file)])
        assert done.exit_code == 0, done.output
        told = runner.invoke(args=["forms", "check", str(file)])
        assert told.exit_code == 0, told.output
        assert f"✓ {file.name}: {asked} câu hỏi" in told.output


def test_checking_a_file_says_what_is_wrong_and_where(app: Flask, tmp_path: Path) -> None:
    file = tmp_path / "phieu.md"
    file.write_text("| survey |\n| | type | name | label |\n| | texxt | a | Một |\n", "utf-8")
    told = app.test_cli_runner().invoke(args=["forms", "check", str(file)])
    assert told.exit_code == 1
    assert "Tệp phieu.md, trang tính “survey”, dòng 2, cột “type”: " in told.output


def test_a_form_goes_out_before_there_is_a_database(
    sqlite_settings: Settings, tmp_path: Path
) -> None:
    fresh = create_app(replace(sqlite_settings, database_url=f"sqlite:///{tmp_path / 'none.db'}"))
    target = str(tmp_path / "form.md")
    run = fresh.test_cli_runner().invoke
    assert run(args=["forms", "export", "y-kien-hang-thang", "--to", target]).exit_code == 0
    told = run(args=["forms", "export", "khong-co"])
    assert (told.exit_code, type(told.exception)) == (1, SystemExit)
