"""What can be said of a source: the form in it, or its faults; warnings; the children's lints.

Compiling costs some hundredths of a second; the report, the preview and each step
of trying ask for the same source again, so the last ones are kept by their content.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from webapp.forms import service as forms
from webapp.forms.catalogue import Survey
from webapp.forms.complaints import Faulty, FormProblem
from webapp.forms.lints import Lint, ReadingTime, lint, reading
from webapp.forms.rules import Form
from webapp.forms.xlsform.converting import compile_workbook
from webapp.forms.xlsform.workbook import Workbook, workbook_from_json, workbook_to_json

_KEPT = 24


@dataclass(frozen=True)
class Checked:
    """A source that was looked at: either a form, or problems that keep it from being one."""

    form: Form | None
    problems: tuple[FormProblem, ...] = ()
    warnings: tuple[FormProblem, ...] = ()
    lints: tuple[Lint, ...] = ()
    time: ReadingTime | None = None

    @property
    def asked(self) -> int:
        """Return how many questions the form asks."""
        return sum(question.asks for question in self.form.questions) if self.form else 0

    @property
    def publishable(self) -> bool:
        """Tell whether it may be published: warnings and lints are advice only."""
        return self.form is not None


def check(survey: Survey, band_code: str, workbook: Workbook) -> Checked:
    """Return what is to be said of *workbook* as the form of a band of *survey*."""
    band = survey.band(band_code)
    ages = band.ages if band else range(6, 18)
    settings = json.dumps(
        [survey.slug, band_code, dict(survey.form_title(band_code)), survey.anonymous],
        ensure_ascii=False,
        sort_keys=True,
    )
    source = json.dumps(workbook_to_json(workbook), ensure_ascii=False)
    files = tuple(sorted(forms.files_of(survey).items()))
    return _check(settings, source, files, (ages.start, ages.stop))


@lru_cache(maxsize=_KEPT)
def _check(
    settings: str, source: str, files: tuple[tuple[str, bytes], ...], ages: tuple[int, int]
) -> Checked:
    slug, band, title, anonymous = json.loads(settings)
    named: Mapping[str, bytes] = dict(files)
    try:
        compiled = compile_workbook(
            workbook_from_json(json.loads(source)),
            survey=slug,
            band=band,
            title=title,
            anonymous=anonymous,
            files=named,
        )
    except Faulty as error:
        return Checked(None, error.problems, error.warnings)
    form, span = compiled.form, range(*ages)
    return Checked(form, (), tuple(compiled.warnings), lint(form, span), reading(form, span))
