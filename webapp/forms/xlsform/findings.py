"""What was found in a workbook: what stops the form, and what only warns."""

from __future__ import annotations

from dataclasses import dataclass, field

from webapp.forms.complaints import FormProblem
from webapp.forms.xlsform.workbook import Row, Workbook


@dataclass
class Findings:
    """Collects problems with the place where each stands.

    ``errors`` keep the form out; ``warnings`` tell what has no effect or is missing.
    One mistake must give one sentence: what an earlier one would only bring about
    again is muted, and ``doubtful`` names the parts that cannot be judged any more
    (sheets; ``names``, ``sections``, ``languages``).
    """

    workbook: Workbook
    errors: list[FormProblem] = field(default_factory=list)
    warnings: list[FormProblem] = field(default_factory=list)
    doubtful: set[str] = field(default_factory=set)
    _muted: set[tuple[str, int, str]] = field(default_factory=set)

    def mute(self, sheet: str, column: str, row: Row | int = 0) -> None:
        """Note no further errors in *column*, a plain name: of *row*, or of the whole sheet."""
        self._muted.add((sheet, row if isinstance(row, int) else row.number, column))

    def error(
        self, what: str, sheet: str = "", row: Row | int = 0, column: str = "", language: str = ""
    ) -> None:
        """Note what stops the form; *column* is a plain name, shown as it was written."""
        number = row if isinstance(row, int) else row.number
        if not {(sheet, 0, column), (sheet, number, column)} & self._muted:
            self.errors.append(self._problem(what, sheet, row, column, language))

    def warn(
        self, what: str, sheet: str = "", row: Row | int = 0, column: str = "", language: str = ""
    ) -> None:
        """Note what somebody should know."""
        self.warnings.append(self._problem(what, sheet, row, column, language))

    def _problem(
        self, what: str, sheet: str, row: Row | int, column: str, language: str
    ) -> FormProblem:
        number = row if isinstance(row, int) else row.number
        written = self.workbook.sheet(sheet).written(column, language) if column else ""
        return FormProblem(self.workbook.file, what, sheet, number, written)
