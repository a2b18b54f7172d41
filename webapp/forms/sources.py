"""Where forms come from: the files of a folder, and a short sample to begin with."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

from webapp.forms.catalogue import Survey
from webapp.forms.complaints import Faulty
from webapp.forms.folder import other_files
from webapp.forms.rules import Form
from webapp.forms.tree import digest_of
from webapp.forms.xlsform.converting import compile_workbook
from webapp.forms.xlsform.workbook import Workbook, read_workbook

_STARTERS = Path(__file__).parent / "starter"


def source_of(survey: Survey, form: Form) -> Workbook | None:
    """Return the workbook a folder's own *form* was read from.

    It is wanted seldom, when somebody downloads it or a round is made.  None when the
    file is gone, or was changed since this process read it: then it is another form's.
    """
    path = survey.sources.get(form.band)
    if path is None:
        return None
    try:
        content = path.read_bytes()
        files = tuple(sorted(files_of(survey).items()))
    except OSError:
        return None
    title = tuple(form.title.items())
    return _source(
        path.name, content, form.survey, form.band, title, survey.anonymous, files, digest_of(form)
    )


@lru_cache(maxsize=64)
def _source(
    name: str,
    content: bytes,
    slug: str,
    band: str,
    title: tuple[tuple[str, str], ...],
    anonymous: bool,
    files: tuple[tuple[str, bytes], ...],
    digest: str,
) -> Workbook | None:
    try:
        workbook = read_workbook(name, content)
        compiled = compile_workbook(
            workbook,
            survey=slug,
            band=band,
            title=dict(title),
            anonymous=anonymous,
            files=dict(files),
        )
    except Faulty:
        return None
    return workbook if digest_of(compiled.form) == digest else None


def files_of(survey: Survey) -> dict[str, bytes]:
    """Return the other files a form of *survey* may name: lists as csv, and media by name.

    A survey made in the browser has none.  Of media only the names matter here.
    """
    if survey.folder is None:
        return {}
    return other_files(survey.folder)


def starter(survey: Survey) -> Workbook:
    """Return a short sample form of the kind of *survey*, to begin a first form with."""
    path = _STARTERS / f"{survey.kind}.md"
    text = path.read_text(encoding="utf-8").replace("__slug__", survey.slug)
    return read_workbook(path.name, text.encode("utf-8"))
