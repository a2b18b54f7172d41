"""What can be wrong with a survey folder, as Vietnamese sentences."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class FormProblem:
    """One thing an official can mend, and where.

    ``row`` counts as Excel does (the header is row 1); 0 means the whole sheet.
    ``column`` is the header as written.  ``what`` is a sentence; ``message_vi`` puts the
    place before it.
    """

    file: str
    what: str
    sheet: str = ""
    row: int = 0
    column: str = ""

    @property
    def message_vi(self) -> str:
        """Return the whole sentence: file, sheet, row, column, what is wrong."""
        place = f"Tệp {self.file}"
        if self.sheet:
            place += f", trang tính “{self.sheet}”"
        if self.row:
            place += f", dòng {self.row}"
        if self.column:
            place += f", cột “{self.column}”"
        return f"{place}: {self.what}"
