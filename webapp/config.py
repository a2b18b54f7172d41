"""Settings: the only file that reads the environment.

Every setting has a default that is safe on an office PC.  Secrets are files
under ``instance/keys``, readable by their owner only and made on first start,
so that no secret stands in the environment, in the database or in a backup of
the database.
"""

from __future__ import annotations

import os
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from cryptography.fernet import Fernet

PROJECT = Path(__file__).resolve().parent.parent
KEY_NAMES = ("child_cookie", "staff_cookie", "password_salt", "receipt", "seat")


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
    separate demonstration database.
    """
    environment = os.environ
    demo = demo or environment.get("DEMO") == "1"
    root = Path(environment.get("INSTANCE", PROJECT / "instance"))
    instance = root / "demo" if demo else root
    instance.mkdir(parents=True, exist_ok=True)
    default_database = f"sqlite:///{(instance / 'em-noi.db').as_posix()}"
    database_url = default_database if demo else environment.get("DATABASE_URL", default_database)
    communes = Path(__file__).parent / "directory" / "communes"
    commune = communes / ("demo" if demo else "thanh-linh")
    return Settings(
        instance=instance,
        database_url=_with_driver(database_url),
        surveys=Path(environment.get("SURVEYS", PROJECT / "surveys")),
        commune=commune if demo else Path(environment.get("COMMUNE", commune)),
        host=environment.get("HOST", "127.0.0.1"),
        port=int(environment.get("PORT", "8000")),
        demo=demo,
        https=environment.get("HTTPS") == "1",
        keys={name: _secret(instance / "keys" / f"{name}.key") for name in KEY_NAMES},
        field_keys=_field_keys(instance / "keys" / "fields.key"),
    )


def _with_driver(url: str) -> str:
    """Let people write the usual ``postgresql://``; we use psycopg 3."""
    return url.replace("postgresql://", "postgresql+psycopg://", 1)


def _secret(path: Path) -> str:
    """Return the secret kept at *path*, making it on first use."""
    if not path.exists():
        _write_private(path, secrets.token_urlsafe(48))
    return path.read_text(encoding="ascii").strip()


def _field_keys(path: Path) -> tuple[bytes, ...]:
    """Return the keys for personal answers, newest first, one a line."""
    if not path.exists():
        _write_private(path, Fernet.generate_key().decode("ascii"))
    return tuple(line.encode("ascii") for line in path.read_text(encoding="ascii").split())


def _write_private(path: Path, text: str) -> None:
    """Write *text* to a new file that only its owner may read."""
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(handle, "w", encoding="ascii") as file:
        file.write(text + "\n")
