"""A new survey folder that works from its first minute: ``flask surveys new``."""

from __future__ import annotations

import json
import shutil
import tempfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from webapp.forms.complaints import Faulty, FormProblem, say
from webapp.forms.manifest import LONGEST_SLUG, SLUG
from webapp.forms.xlsform.workbook import read_workbook
from webapp.forms.xlsform.writing import write_xlsx

STARTER = Path(__file__).parent / "starter"
_AGES = {"opinion": (6, 10), "poll": (6, 10), "registration": (11, 17)}
_ANSWERS: Mapping[str, Mapping[str, Any]] = {
    "opinion": {
        "tuoi": "8",
        "the_nao": "chua_vui",
        "dieu_gi": ["SAN_CHOI"],
        "mong_muon": "Em muốn có cái xích đu.",
    },
    "poll": {"tuoi": "8", "hai_long": "chua", "vi_sao": "Em chưa có chỗ đá bóng."},
    "registration": {
        "ho_ten": "Nguyễn Văn Mẫu",
        "tuoi": "12",
        "dieu_noi": "Em muốn hỏi về sân chơi.",
        "dong_y": True,
        "nguoi_giam_ho": "Nguyễn Thị Mẫu",
        "gia_dinh_dong_y": True,
    },
}


def start_folder(root: Path, slug: str, *, kind: str, title: str, excel: bool) -> Path:
    """Make ``root/slug`` with a manifest, a short form and two worked answers; return it.

    The form is a workbook for Excel, or a Markdown table.  The folder appears as a
    whole or not at all.  Raises ``Faulty`` for a slug that is none or is taken.
    """
    target = root / slug
    if not SLUG.fullmatch(slug) or len(slug) > LONGEST_SLUG:
        raise Faulty([FormProblem(slug, say("bad_slug"))])
    if target.exists():
        raise Faulty([FormProblem(slug, say("taken_slug"))])
    root.mkdir(parents=True, exist_ok=True)
    # A name with a dot in front: a reader of the folder never takes it for a survey.
    with tempfile.TemporaryDirectory(prefix=".", dir=root) as half:
        folder = Path(half) / slug
        (folder / "samples").mkdir(parents=True)
        _write(folder / "survey.toml", _manifest(kind, title))
        form = (STARTER / f"{kind}.md").read_text(encoding="utf-8").replace("__slug__", slug)
        if excel:
            book = read_workbook("form.md", form.encode("utf-8"))
            (folder / "form.xlsx").write_bytes(write_xlsx(book))
        else:
            _write(folder / "form.md", form)
        for name, sample in _samples(kind).items():
            text = json.dumps(sample, ensure_ascii=False, indent=2)
            _write(folder / "samples" / f"{name}.json", text + "\n")
        shutil.move(folder, target)
    return target


def _write(path: Path, text: str) -> None:
    path.write_text(text, encoding="utf-8", newline="\n")


def _manifest(kind: str, title: str) -> str:
    """Return ``survey.toml``; a quote in the title must not end the text in it."""
    first, last = _AGES[kind]
    text = (STARTER / "survey.toml").read_text(encoding="utf-8")
    plain = " ".join(title.split()).replace("\\", "\\\\").replace('"', '\\"')
    words = {
        "__title__": plain,
        "__kind__": kind,
        "__anonymous__": "false" if kind == "registration" else "true",
        "__band__": f"{first}-{last}",
        "__from__": str(first),
        "__to__": str(last),
    }
    for mark, word in words.items():
        text = text.replace(mark, word)
    return text


def _samples(kind: str) -> dict[str, dict[str, Any]]:
    """Return one sample that can be sent and one that lacks what is needed."""
    first, last = _AGES[kind]
    band = f"{first}-{last}"
    without_age = {name: value for name, value in _ANSWERS[kind].items() if name != "tuoi"}
    return {
        "day-du": {"band": band, "answers": _ANSWERS[kind], "expect": {"accepted": True}},
        "quen-tuoi": {
            "band": band,
            "answers": without_age,
            "expect": {"accepted": False, "fields": ["tuoi"]},
        },
    }
