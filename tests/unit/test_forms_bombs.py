"""Files that would keep the server busy for minutes, or fill its memory, are refused at once."""

from __future__ import annotations

import io
import zipfile

import openpyxl
import pytest

from webapp.authoring.uploading import read_upload
from webapp.forms.complaints import Faulty
from webapp.forms.xlsform.workbook import read_workbook

SHEET = "xl/worksheets/sheet1.xml"
TEXTS = "xl/sharedStrings.xml"
OF_TEXTS = (
    f'<Override PartName="/{TEXTS}" ContentType="application/vnd.openxmlformats-'
    'officedocument.spreadsheetml.sharedStrings+xml"/></Types>'
)
MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
NO_TEXTS = f'<sst xmlns="{MAIN}"/>'


def workbook(parts: dict[str, str], sheets: int = 1) -> bytes:
    """Return a workbook of Excel in which *parts* stand instead of its own."""
    book = openpyxl.Workbook()
    for number in range(1, sheets):
        book.create_sheet(f"s{number}")
    book.active.append(["type", "name", "label"])
    plain, changed = io.BytesIO(), io.BytesIO()
    book.save(plain)
    with zipfile.ZipFile(plain) as old, zipfile.ZipFile(changed, "w", zipfile.ZIP_DEFLATED) as new:
        for name in sorted({*old.namelist(), TEXTS, *parts}):
            own = NO_TEXTS if name == TEXTS or name in parts else old.read(name).decode()
            new.writestr(name, (parts.get(name) or own).replace("</Types>", OF_TEXTS))
    return changed.getvalue()


def sheet(inside: str) -> dict[str, str]:
    return {SHEET: f'<worksheet xmlns="{MAIN}"><sheetData>{inside}</sheetData></worksheet>'}


def one_sheet_many_times() -> bytes:
    plain = workbook({}, sheets=2)
    with zipfile.ZipFile(io.BytesIO(plain)) as archive:
        name = "xl/_rels/workbook.xml.rels"
        relations = archive.read(name).decode().replace("sheet2.xml", "sheet1.xml")
    return workbook({name: relations}, sheets=2)


SHARED = f'<sst xmlns="{MAIN}"><si><t>{"a" * 30_000}</t></si></sst>'
REPEATED = "<row>" + '<c t="s"><v>0</v></c>' * 150 + "</row>"
BOMBS = {
    "rows far away": lambda: workbook(sheet('<row r="9999999999"/>')),
    "brackets": lambda: workbook(sheet("<row/>" * 1_000_000)),
    "brackets within brackets": lambda: workbook(sheet("<a>" * 1_000_000)),
    "shared texts": lambda: workbook({TEXTS: "<sst>" + "<si/>" * 1_000_000}),
    "one long tag": lambda: workbook(sheet("<row " + 'a="1" ' * 100_000 + "/>")),
    "one text in many cells": lambda: workbook({**sheet(REPEATED * 9), TEXTS: SHARED}),
    "one sheet many times": one_sheet_many_times,
    "very many sheets": lambda: workbook({}, sheets=61),
    "bytes": lambda: workbook({"xl/media/a.bin": " " * 41_000_000}),
}


@pytest.mark.parametrize("name", BOMBS)
def test_a_small_file_that_grows_is_refused(name: str) -> None:
    with pytest.raises(Faulty, match="Tệp này lớn quá 5 MB hoặc bung ra quá lớn"):
        read_workbook("f.xlsx", BOMBS[name]())


@pytest.mark.parametrize("row", ["|" + " " * 300_000 + "x", "| " + " " * 300_000 + "x | a |"])
def test_long_blanks_cost_no_time(row: str) -> None:
    """A pattern that tries every place anew would take minutes."""
    assert read_workbook("f.md", f"| survey |\n| | type | name |\n{row}\n".encode()).sheets


@pytest.mark.parametrize("file", ["f.md", "f.csv"])
def test_a_cell_longer_than_excel_allows_is_refused(file: str) -> None:
    line = {"f.md": "| | text | {} |", "f.csv": ",text,{}"}[file]
    head = {"f.md": "| survey |\n| | type | name |", "f.csv": "survey,,\n,type,name"}[file]
    with pytest.raises(Faulty, match="32 767"):
        read_workbook(file, f"{head}\n{line.format('a' * 40_000)}\n".encode())


def test_a_cell_too_long_for_the_reader_of_csv_is_no_error_of_ours() -> None:
    with pytest.raises(Faulty):
        read_workbook("f.csv", b"survey,,\n,type,name\n,text," + b"a" * 200_000)


def test_an_archive_of_an_unknown_kind_is_no_error_of_ours() -> None:
    content = workbook({})
    entry = content.index(b"PK\x01\x02")
    later = content[: entry + 6] + b"\xff" + content[entry + 7 :]
    with pytest.raises(Faulty):
        read_upload("f.xlsx", later)
