"""Reading a plan's files: every row checked, every fault named, nothing guessed.

A folder holds ``plan.toml`` (head, names of occurrences), ``plan.csv`` (the
table; columns as in ``rows.COLUMNS``) and, if it is there,
``plan.txt`` (the document word for word).
"""

from __future__ import annotations

import csv
import hashlib
import io
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from webapp.base.text import clean
from webapp.plan.files.rows import COLUMNS, TABLE, Fault, PlanFaults, RowReader, TaskRow
from webapp.plan.rules import TaskKind

HEAD, TEXT = "plan.toml", "plan.txt"


@dataclass(frozen=True)
class PlanFiles:
    """A whole plan as its files say it."""

    title: str
    number: str
    year: int
    issued_on: date
    text: str
    labels: Mapping[str, str]
    rows: tuple[TaskRow, ...]
    digest: str


def read_plan(folder: Path) -> PlanFiles:
    """Return the plan in *folder*; raise PlanFaults with everything that does not fit."""
    faults: list[Fault] = []
    contents = {name: _bytes(folder / name, faults) for name in (HEAD, TABLE)}
    written = (folder / TEXT).read_bytes() if (folder / TEXT).exists() else b""
    text = _decoded(TEXT, written, faults)
    head = _head(contents[HEAD], faults)
    rows = _rows(contents[TABLE], faults)
    if faults:
        raise PlanFaults(faults)
    joined = b"\0".join([contents[HEAD], contents[TABLE], written])
    return PlanFiles(
        title=clean(head["title"]),
        number=clean(str(head.get("number", ""))),
        year=head["year"],
        issued_on=head["issued_on"],
        text=clean(text or ""),
        labels=head.get("occurrence_labels", {}),
        rows=tuple(rows),
        digest=hashlib.sha256(joined).hexdigest(),
    )


def _bytes(path: Path, faults: list[Fault]) -> bytes:
    try:
        return path.read_bytes()
    except OSError:
        faults.append(Fault(path.name, None, "", "file_missing"))
        return b""


def _decoded(name: str, content: bytes, faults: list[Fault]) -> str | None:
    """Return the text of a file; None, and a fault, when it was saved otherwise."""
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        faults.append(Fault(name, None, "", "not_utf8"))
        return None


def _head(content: bytes, faults: list[Fault]) -> dict[str, Any]:
    """Return the head of the plan; every value must have its type."""
    try:
        head = tomllib.loads(content.decode("utf-8-sig"))
    except (UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        faults.append(Fault(HEAD, None, "", "unreadable", str(error)))
        return {}
    for name, kind in (("title", str), ("year", int), ("issued_on", date)):
        if not isinstance(head.get(name), kind):
            faults.append(Fault(HEAD, None, name, "missing_value"))
    return head


def _rows(content: bytes, faults: list[Fault]) -> list[TaskRow]:
    """Return the rows of the table in order, collecting what does not fit."""
    text = _decoded(TABLE, content, faults)
    if text is None:
        return []
    reader = csv.DictReader(io.StringIO(text, newline=""))
    missing = [name for name in COLUMNS if name not in (reader.fieldnames or [])]
    if missing:
        faults.extend(Fault(TABLE, 1, name, "column_missing") for name in missing)
        return []
    rows = [RowReader(number, row, faults).read() for number, row in enumerate(reader, start=2)]
    _check_tree(rows, faults)
    return rows


def _check_tree(rows: list[TaskRow], faults: list[Fault]) -> None:
    """Each number stands once, and a split row belongs to a row above it."""
    seen: set[str] = set()
    for row in rows:
        if row.code in seen:
            faults.append(Fault(TABLE, row.row, "ma", "number_twice", row.code))
        if row.kind is TaskKind.PART and row.parent_code not in seen:
            faults.append(Fault(TABLE, row.row, "muc_cha", "unknown_parent", row.parent_code))
        seen.add(row.code)
