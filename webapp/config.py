"""Settings: the only file that reads the environment.

Every setting has a default that is safe on an office PC; secrets are files
(``key_files.py``).
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path

from sqlalchemy.engine import make_url
from sqlalchemy.exc import ArgumentError

from webapp import key_files
from webapp.base.errors import Refused

PROJECT = Path(__file__).resolve().parent.parent
COMMUNES = PROJECT / "webapp" / "directory" / "communes"
HIGHEST_PORT = 65535
# The usual names of PostgreSQL in an address; we reach it with psycopg 3.
POSTGRESQL = ("postgresql+psycopg", "postgresql", "postgres")


MAIL_FILE = "mail.txt"


class WrongSetting(Refused):
    """A setting that nothing can be started with; the message says what to write."""


class MailSecurity(StrEnum):
    """How the way to the mail server is protected."""

    STARTTLS = "starttls"
    TLS = "tls"
    NONE = "none"


@dataclass(frozen=True)
class MailSettings:
    """The commune's mail server, and what our mails say of ourselves.

    ``site`` is the address people open Em nói at, without a slash at the end;
    without it a mail names none.
    """

    host: str
    port: int
    security: MailSecurity
    user: str
    password: str = field(repr=False)
    sender: str
    site: str


@dataclass(frozen=True)
class Settings:
    """What the application is told at start, and nothing it could look up."""

    instance: Path
    database_url: str
    surveys: Path
    commune: Path
    host: str
    port: int
    demo: bool
    https: bool
    keys: Mapping[str, str]
    field_keys: tuple[bytes, ...]
    mail: MailSettings | None = None
    testing: bool = False

    @property
    def sqlite(self) -> bool:
        """Tell whether the database is the embedded one."""
        return self.database_url.startswith("sqlite")


def load(demo: bool = False) -> Settings:
    """Read the settings from the environment and the instance folder.

    ``INSTANCE`` (folder), ``DATABASE_URL``, ``SURVEYS`` (folder), ``COMMUNE``
    (folder with the commune's own data), ``HOST``, ``PORT`` and ``HTTPS`` (1 when a
    proxy in front speaks https) are looked at; ``DEMO=1`` or *demo* chooses the
    separate demonstration database.  Raise ``WrongSetting`` for one that cannot be
    meant, ``Refused`` when the keys do not fit the data.  ``MAIL_HOST``, ``MAIL_PORT``,
    ``MAIL_SECURITY``, ``MAIL_USER``, ``MAIL_PASSWORD``, ``MAIL_FROM`` and ``MAIL_SITE``
    are also read from the file ``mail.txt`` of the instance folder.
    """
    demo = demo or _given("DEMO") == "1"
    # Whole paths: a library would look for a relative one somewhere else.
    root = Path(_given("INSTANCE", str(PROJECT / "instance"))).resolve()
    instance = _writable(root / "demo" if demo else root)
    file = instance / "em-noi.db"
    default_database = f"sqlite:///{file.as_posix()}"
    database = default_database if demo else _given("DATABASE_URL", default_database)
    keys = key_files.read(instance / "keys", data_exists=file.exists())
    return Settings(
        instance=instance,
        database_url=_database_url(database),
        surveys=_folder("SURVEYS", PROJECT / "surveys"),
        commune=COMMUNES / "demo" if demo else _folder("COMMUNE", COMMUNES / "thanh-linh"),
        host=_given("HOST", "127.0.0.1"),
        port=_port(_given("PORT", "8000")),
        demo=demo,
        https=_given("HTTPS") == "1",
        keys=keys.named,
        field_keys=keys.fields,
        mail=_mail(instance / MAIL_FILE),
    )


def _given(name: str, default: str = "") -> str:
    """Return a setting; an empty one counts as not given.

    Windows keeps the blank before ``&&`` in ``set PORT=8080 && …``.
    """
    return os.environ.get(name, "").strip() or default


def _mail(file: Path) -> MailSettings | None:
    """Return the mail server of the environment or of *file*; None where none is named."""
    names = ("HOST", "PORT", "SECURITY", "USER", "PASSWORD", "FROM", "SITE")
    written = _lines_of(file)
    given = {n: _given(f"MAIL_{n}", written.get(f"MAIL_{n}", "")) for n in names}
    if not given["HOST"]:
        return None
    if "@" not in given["FROM"] or not given["FROM"].isascii():
        raise WrongSetting(
            "MAIL_FROM phải là địa chỉ thư của xã dùng để gửi, ví dụ em-noi@xa.gov.vn.\n"
            "(MAIL_FROM is no mail address.)"
        )
    if given["SECURITY"] not in ("", *MailSecurity):
        raise WrongSetting(
            f"MAIL_SECURITY={given['SECURITY']}: hãy ghi starttls, tls hoặc none.\n"
            "(MAIL_SECURITY is starttls, tls or none.)"
        )
    security = MailSecurity(given["SECURITY"] or MailSecurity.STARTTLS)
    usual = {MailSecurity.STARTTLS: "587", MailSecurity.TLS: "465", MailSecurity.NONE: "25"}
    return MailSettings(
        host=given["HOST"],
        port=_port(given["PORT"] or usual[security], "MAIL_PORT"),
        security=security,
        user=given["USER"],
        password=given["PASSWORD"],
        sender=given["FROM"],
        site=given["SITE"].rstrip("/"),
    )


def _lines_of(file: Path) -> dict[str, str]:
    """Return the ``NAME = value`` lines of *file*; ``#`` begins a remark.

    Notepad may put a mark before the first line, and nobody sees it.
    """
    try:
        text = file.read_text(encoding="utf-8-sig")
    except FileNotFoundError:
        return {}
    except (OSError, UnicodeDecodeError):
        raise WrongSetting(
            f"Không đọc được tệp {file}. Hãy lưu tệp ở dạng văn bản thường, mã UTF-8.\n"
            "(The file cannot be read as UTF-8 text.)"
        ) from None
    lines = [line.strip() for line in text.splitlines()]
    pairs = [line.partition("=") for line in lines if "=" in line and not line.startswith("#")]
    return {name.strip().upper(): value.strip() for name, _, value in pairs}


def _port(text: str, name: str = "PORT") -> int:
    if text.isascii() and text.isdigit() and 0 < int(text) <= HIGHEST_PORT:
        return int(text)
    raise WrongSetting(
        f"{name}={text} không phải là số cổng. Hãy dùng một số từ 1 đến {HIGHEST_PORT}, "
        "ví dụ 8000.\n"
        f"({name} is not a port number from 1 to {HIGHEST_PORT}.)"
    )


def _folder(name: str, default: Path) -> Path:
    path = Path(_given(name, str(default))).resolve()
    if path.is_dir():
        return path
    raise WrongSetting(
        f"{name}={path}: không có thư mục này. Hãy kiểm tra lại đường dẫn.\n({name} is no folder.)"
    )


def _writable(instance: Path) -> Path:
    """Return the folder of all data, made where needed."""
    try:
        instance.mkdir(parents=True, exist_ok=True)
        # Asked by doing it: permissions alone do not tell of a full or sealed disk.
        probe = instance / f".write-{os.getpid()}"
        probe.write_bytes(b"1")
        probe.unlink()
    except OSError as error:
        raise WrongSetting(
            f"Không ghi được vào thư mục dữ liệu {instance}. Hãy chọn thư mục khác bằng INSTANCE,\n"
            "hoặc kiểm tra quyền ghi và dung lượng đĩa.\n"
            f"(The data folder cannot be written: {error.strerror}.)"
        ) from None
    return instance


def _database_url(text: str) -> str:
    """Return the address of the database as SQLAlchemy wants it."""
    # What is wrong is not repeated in the message: it may hold a password.
    with suppress(ArgumentError, ValueError):
        url = make_url(text)
        if url.drivername == "sqlite":
            return text
        if url.drivername in POSTGRESQL and url.database:
            return url.set(drivername=POSTGRESQL[0]).render_as_string(hide_password=False)
    raise WrongSetting(
        "DATABASE_URL chưa đúng. Địa chỉ PostgreSQL viết là\n"
        "postgresql://tên:mật-khẩu@máy/cơ-sở-dữ-liệu; bỏ trống để dùng SQLite có sẵn.\n"
        "(DATABASE_URL is neither PostgreSQL nor SQLite.)"
    )
