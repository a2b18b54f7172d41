"""Sources given out as files: the endings an address may have, and their contents."""

from __future__ import annotations

from webapp.forms.xlsform.workbook import Workbook
from webapp.forms.xlsform.writing import write_markdown, write_xlsx

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
KINDS = {"xlsx": XLSX, "md": "text/markdown; charset=utf-8"}


def file_of(workbook: Workbook, ending: str) -> bytes:
    """Return *workbook* as the bytes of a file; raises ``Faulty`` where a format cannot hold it."""
    return write_xlsx(workbook) if ending == "xlsx" else write_markdown(workbook).encode("utf-8")
