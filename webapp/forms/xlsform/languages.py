"""The languages of a workbook, and where a translation is missing."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from webapp.forms.complaints import say
from webapp.forms.xlsform.columns import TRANSLATED, language_code
from webapp.forms.xlsform.findings import Findings
from webapp.forms.xlsform.workbook import Row, Sheet

USUAL = "vi"


def setting(findings: Findings, name: str) -> str:
    """Return the value of the setting *name*, empty when there is none."""
    sheet = findings.workbook.sheet("settings")
    return sheet.value(sheet.rows[0], name) if sheet.rows else ""


def languages_of(findings: Findings) -> tuple[str, ...]:
    """Return the languages of the labels, the default one first.

    The default one is the setting, else Vietnamese, else the language of the first label.
    A label without a language is in the default one.
    """
    labels = findings.workbook.sheet("survey").named("label")
    found = list(dict.fromkeys(c.language for c in labels if c.language != "?"))
    written = setting(findings, "default_language")
    default = language_code(written) if written else USUAL
    if found and default not in found and "" not in found:
        if written:
            row = findings.workbook.sheet("settings").rows[0]
            findings.error(say("default_language", written), "settings", row, "default_language")
        else:
            findings.warn(say("other_default", found[0]), "survey", 1)
        default = found[0]
    if "" in found and default in found:
        what = say("repeated_column", next(c.written for c in labels if c.language == default))
        findings.error(what, "survey", 1, "label", default)
    return (default, *sorted({language or default for language in found} - {default}))


def warn_of_missing(findings: Findings, rows: Iterable[Row], languages: Sequence[str]) -> None:
    """Warn about words that stand in one language and not in another."""
    if len(languages) < 2:
        return
    workbook = findings.workbook
    _missing(findings, workbook.sheet("survey"), rows, languages)
    for name in ("choices", "external_choices"):
        _missing(findings, workbook.sheet(name), workbook.sheet(name).rows, languages)


def _missing(
    findings: Findings, sheet: Sheet, rows: Iterable[Row], languages: Sequence[str]
) -> None:
    rows = tuple(rows)
    for name in sorted(TRANSLATED):
        columns = sheet.named(name)
        if not columns:
            continue
        there = {column.language or languages[0] for column in columns}
        for row in rows:
            texts = sheet.texts(row, name, languages[0])
            if not texts:
                continue
            lacking = [code for code in languages if code in there and code not in texts]
            for code in lacking:
                findings.warn(say("no_translation", code), sheet.name, row, name, code)
        absent = [code for code in languages if code not in there]
        used = any(sheet.texts(row, name, languages[0]) for row in rows)
        # A picture without words needs no translation: one file may serve all languages.
        if absent and used and len(columns) + (name == "label") > 1:
            findings.warn(say("no_translated_column", ", ".join(absent)), sheet.name, 1, name)
