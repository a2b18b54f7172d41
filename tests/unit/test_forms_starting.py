"""A survey folder made by the command works at once."""

from __future__ import annotations

from pathlib import Path

import pytest

from webapp.forms.complaints import Faulty
from webapp.forms.folder import FormCache
from webapp.forms.samples import check_samples
from webapp.forms.starting import start_folder
from webapp.loader import load_surveys
from webapp.surveykit import KINDS


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("excel", [False, True], ids=["md", "xlsx"])
def test_a_new_folder_is_loaded_and_its_samples_hold(
    tmp_path: Path, kind: str, excel: bool
) -> None:
    folder = start_folder(tmp_path, "vi-du", kind=kind, title='Ví "dụ" \\ một', excel=excel)
    surveys, problems = load_surveys(tmp_path, FormCache())
    assert [str(problem) for problem in problems] == []
    assert surveys[0].title["vi"] == 'Ví "dụ" \\ một'
    assert surveys[0].kind == kind
    assert check_samples(surveys[0], folder) == (2, [])
    assert [path.name for path in tmp_path.iterdir()] == ["vi-du"]


@pytest.mark.parametrize("slug", ["Ví dụ", "a" * 61, "../x", "", "co-roi"])
def test_a_bad_or_taken_name_makes_nothing(tmp_path: Path, slug: str) -> None:
    (tmp_path / "co-roi").mkdir()
    with pytest.raises(Faulty):
        start_folder(tmp_path, slug, kind="poll", title="x", excel=False)
    assert [path.name for path in tmp_path.rglob("*")] == ["co-roi"]
