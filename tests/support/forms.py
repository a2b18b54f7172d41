"""Small forms for tests, written as people write them."""

from __future__ import annotations

import io
import re

from openpyxl import Workbook

from webapp.forms.rules import Form
from webapp.forms.xlsform.converting import read_form

# What a child and a guardian send for the forum when all is well.
FORUM_ANSWERS = {
    "ho_ten": "Trẻ Em Mẫu",
    "ngay_sinh": "2014-05-31",
    "truong": "THCS Mẫu",
    "lop": "6B",
    "xom": "Xóm Mẫu",
    "gioi_thieu_boi": "lop",
    "thong_diep": "Bao giờ xã có bể bơi?",
    "nguoi_lon_ten": "Phụ Huynh Mẫu",
    "quan_he": "me",
    "dien_thoai": "0900000000",
    "dong_y_nguoi_lon": True,
    "chup_anh": "no",
    "tu_nguyen": True,
}


def workbook_text(rows: str, columns: str = "", choices: str = "", settings: str = "") -> str:
    """Return a form in Markdown: *rows* are ``type | name | label | …`` a line."""
    text = f"| survey |\n| | type | name | label::Tiếng Việt (vi) | {columns} |\n"
    text += "".join(f"| | {row.strip()} |\n" for row in rows.strip().splitlines())
    if choices:
        text += "| choices |\n" + "".join(
            f"| | {r.strip()} |\n" for r in choices.strip().splitlines()
        )
    if settings:
        text += "| settings |\n" + "".join(
            f"| | {r.strip()} |\n" for r in settings.strip().splitlines()
        )
    return text


def form_from(
    rows: str, columns: str = "", choices: str = "", settings: str = "", anonymous: bool = False
) -> Form:
    """Return the form in *rows*."""
    text = workbook_text(rows, columns, choices, settings)
    return read_form(
        "form.md",
        text.encode(),
        survey="thu",
        band="tat-ca",
        title={"vi": "Phiếu thử"},
        anonymous=anonymous,
    )


def as_xlsx(markdown: str) -> bytes:
    """Return a Markdown form as an Excel workbook, cell by cell."""
    book = Workbook()
    book.remove(book.active)
    for line in markdown.splitlines():
        cells = [cell.strip() for cell in re.split(r"(?<!\\)\|", line)[1:-1]]
        if not cells:
            continue
        if cells[0]:
            book.create_sheet(cells[0])
        elif book.worksheets:
            # Numbers become numbers, as they do when somebody types them into Excel.
            book.worksheets[-1].append([int(c) if c.isdigit() else c or None for c in cells[1:]])
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()
