"""The mail server as an administrator writes it: in Notepad, or in the environment."""

from __future__ import annotations

from pathlib import Path

import pytest

from webapp.config import MAIL_FILE, MailSecurity, WrongSetting, load
from webapp.launch.prepare import MAIL_LINES

FILE = "MAIL_HOST = mail.example.org\r\n# lời nhắc\r\nmail_from=xa@example.org\r\n"


@pytest.fixture
def instance(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("INSTANCE", str(tmp_path))
    for name in ("HOST", "PORT", "SECURITY", "USER", "PASSWORD", "FROM", "SITE"):
        monkeypatch.delenv(f"MAIL_{name}", raising=False)
    return tmp_path


def test_nothing_is_sent_until_a_server_is_named(instance: Path) -> None:
    assert load().mail is None
    (instance / MAIL_FILE).write_text(MAIL_LINES, encoding="utf-8-sig")
    assert load().mail is None


def test_the_file_may_come_from_notepad_and_the_environment_wins(
    instance: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (instance / MAIL_FILE).write_bytes(b"\xef\xbb\xbf" + FILE.encode())
    monkeypatch.setenv("MAIL_SITE", "http://em-noi.mau/")
    monkeypatch.setenv("MAIL_PASSWORD", "that-bi-mat")
    mail = load().mail
    assert mail is not None
    assert (mail.host, mail.port, mail.security) == (
        "mail.example.org", 587, MailSecurity.STARTTLS,
    )  # fmt: skip
    assert mail.site == "http://em-noi.mau"
    assert "that-bi-mat" not in repr(mail)
    monkeypatch.setenv("MAIL_SECURITY", "tls")
    assert load().mail is not None
    assert load().mail.port == 465  # type: ignore[union-attr]


@pytest.mark.parametrize(
    ("name", "value"),
    [("MAIL_PORT", "cong"), ("MAIL_SECURITY", "ssl3"), ("MAIL_FROM", "xã@"), ("MAIL_FROM", "xa")],
)
def test_a_setting_nobody_can_mean_is_told_by_name(
    instance: Path, monkeypatch: pytest.MonkeyPatch, name: str, value: str
) -> None:
    (instance / MAIL_FILE).write_text(FILE, encoding="utf-8")
    monkeypatch.setenv(name, value)
    with pytest.raises(WrongSetting, match=name):
        load()
