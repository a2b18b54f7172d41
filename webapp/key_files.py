"""The secrets of an installation: files in one folder, readable by their owner only.

They are made on the first start, so that no secret stands in the environment, in
the database or in a backup of the database.
"""

from __future__ import annotations

import os
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from cryptography.fernet import Fernet

from webapp.base.errors import Refused

NAMES = ("child_cookie", "staff_cookie", "password_salt", "receipt", "seat")
FIELDS = "fields"
MISSING = """\
Thiếu tệp khóa {path} trong khi dữ liệu đã có. Hãy chép lại thư mục keys từ bản sao lưu;
khóa mới không mở được dữ liệu cũ.
(A key file is missing although there is data: bring the folder keys back from its backup.)"""
EMPTY = """\
Tệp khóa {path} trống hoặc hỏng. Hãy chép lại tệp này từ bản sao lưu.
(A key file is empty or damaged: bring it back from its backup.)"""


@dataclass(frozen=True)
class Keys:
    """What was read: named secrets, and the keys of encrypted fields, newest first."""

    named: Mapping[str, str]
    fields: tuple[bytes, ...]


def read(folder: Path, data_exists: bool) -> Keys:
    """Return the keys kept in *folder*, making those that are not there yet.

    Where *data_exists* nothing is made: a new key would lock out what the old one
    closed, and hide that the old one is missed.  Raise ``Refused`` then, and for a
    file that holds no key.
    """
    named = {name: _lines(folder / f"{name}.key", data_exists)[0] for name in NAMES}
    path = folder / f"{FIELDS}.key"
    fields = tuple(line.encode("ascii") for line in _lines(path, data_exists))
    try:
        for key in fields:
            Fernet(key)
    except ValueError:
        raise Refused(EMPTY.format(path=path)) from None
    return Keys(named, fields)


def _lines(path: Path, data_exists: bool) -> list[str]:
    """Return the keys in the file at *path*, one a line; never none."""
    if not path.exists():
        if data_exists:
            raise Refused(MISSING.format(path=path))
        new = Fernet.generate_key().decode("ascii") if path.stem == FIELDS else _secret()
        _make(path, new)
    try:
        lines = path.read_text(encoding="ascii").split()
    except UnicodeDecodeError:
        lines = []
    if not lines:
        raise Refused(EMPTY.format(path=path))
    return lines


def _secret() -> str:
    return secrets.token_urlsafe(48)


def _make(path: Path, text: str) -> None:
    """Write *text* to a new file in one step; the file of a faster process stays.

    A start that is killed must not leave half a key, and two starts at once must
    agree on one.
    """
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    temporary = path.with_suffix(f".{secrets.token_hex(4)}")
    handle = os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(handle, "w", encoding="ascii") as file:
        file.write(text + "\n")
        file.flush()
        os.fsync(file.fileno())
    try:
        # Unlike a renaming, a second name is refused where the first exists.
        os.link(temporary, path)
    except FileExistsError:
        pass
    except OSError:  # a memory stick, for one, knows no second names
        temporary.replace(path)
    temporary.unlink(missing_ok=True)
