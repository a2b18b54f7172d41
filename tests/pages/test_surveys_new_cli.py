"""``flask surveys new``: from the command to a folder that is checked and clean."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from webapp.config import Settings
from webapp.factory import create_app


def test_a_folder_is_made_once_and_checks_clean(sqlite_settings: Settings, tmp_path: Path) -> None:
    app = create_app(replace(sqlite_settings, surveys=tmp_path / "surveys"))
    run = app.test_cli_runner().invoke
    made = run(args=["surveys", "new", "mon-the-thao", "--kind", "poll", "--title", "Môn nào?"])
    assert made.exit_code == 0, made.output
    checked = run(args=["surveys", "check"])
    assert checked.exit_code == 0, checked.output
    assert "✓ mon-the-thao" in checked.output
    again = run(args=["surveys", "new", "mon-the-thao"])
    assert again.exit_code == 1
    assert "Đã có thư mục tên như vậy. Hãy chọn tên khác." in again.output
