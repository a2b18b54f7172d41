"""``flask surveys list`` and ``check``."""

from __future__ import annotations

import shutil
from pathlib import Path

from flask import Flask

from webapp.config import PROJECT


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
