"""Why a start was refused, in words for the person who tried it."""

from __future__ import annotations

from alembic.util import CommandError
from sqlalchemy.exc import DatabaseError

from webapp.base.errors import Invalid, Refused

COMMUNE = "Chưa chạy được vì dữ liệu của xã có chỗ chưa khớp (a file of the commune does not fit):"
NO_DATABASE = """\
Chưa dùng được cơ sở dữ liệu: {what}
Hãy kiểm tra DATABASE_URL, máy chủ cơ sở dữ liệu và dung lượng đĩa.
(The database cannot be used.)"""
NEWER_DATA = """\
Dữ liệu này do một bản Em nói khác lập ra. Hãy chạy bản đó, hoặc khôi phục bản sao lưu cũ hơn.
(The data belongs to another version of the product: {what})"""
NO_FILE = """\
Chưa chạy được vì không đọc hoặc ghi được tệp {file}: {what}
Hãy kiểm tra quyền ghi và dung lượng đĩa. (A file cannot be read or written.)"""

UNFORESEEN = """\
Chưa chạy được: có một bước không làm được ({what}). Xin báo cho người lập trình.
(A step was refused; this is a mistake of the program.)"""


def reason(error: Refused | OSError | DatabaseError | CommandError) -> str:
    """Return the sentence to print; it holds no password of the database."""
    if isinstance(error, Invalid):
        places = [f"  - {place}" for place in (error.message, *error.fields.values()) if place]
        return "\n".join([COMMUNE, *places])
    if isinstance(error, Refused):
        return error.message or UNFORESEEN.format(what=type(error).__name__)
    if isinstance(error, DatabaseError):
        return NO_DATABASE.format(what=_first_line(error.orig))
    if isinstance(error, CommandError):
        return NEWER_DATA.format(what=_first_line(error))
    return NO_FILE.format(file=error.filename or "–", what=error.strerror or error)


def _first_line(error: BaseException | None) -> str:
    return next(iter(str(error or "").splitlines()), "–")
