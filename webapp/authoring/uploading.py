"""What somebody uploads: refused early and by name, else read as a workbook."""

from __future__ import annotations

import io
import struct
import zipfile

from webapp.authoring.rules import ENDINGS, MOST_BYTES, MOST_UNPACKED, file_name
from webapp.forms.complaints import Faulty, FormProblem, say
from webapp.forms.xlsform.workbook import Workbook, read_workbook


def read_upload(written: str, content: bytes) -> Workbook:
    """Return the workbook in an uploaded file; *written* is its name as the browser sent it.

    Raises ``Faulty`` with one sentence when the file is of another kind, empty, too
    large (packed or unpacked) or cannot be read at all.
    """
    name = file_name(written)
    kind = _refusal(name, content)
    if kind:
        raise Faulty([FormProblem(name, say(kind))])
    return read_workbook(name, content)


def _refusal(name: str, content: bytes) -> str:
    if not name.lower().endswith(ENDINGS):
        return "upload_ending"
    if not content:
        return "upload_empty"
    if len(content) > MOST_BYTES:
        return "upload_large"
    if zipfile.is_zipfile(io.BytesIO(content)) and _unpacked(content) > MOST_UNPACKED:
        return "upload_unpacked"
    return ""


def _unpacked(content: bytes) -> int:
    """Return the bytes a packed file takes when it is opened.

    The archive states them itself, and its reader stops where they end.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            return sum(part.file_size for part in archive.infolist())
    except (zipfile.BadZipFile, NotImplementedError, ValueError, struct.error):
        # Broken in one of many ways: whoever reads it says so.
        return 0
