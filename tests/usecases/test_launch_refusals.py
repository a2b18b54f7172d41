"""A start that cannot be says why in a sentence, ends with a code, and leaves nothing half done."""

from __future__ import annotations

import socket
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from webapp.config import PROJECT, load
from webapp.launch import run
from webapp.launch.demo import start
from webapp.launch.prepare import prepare

# Each start migrates a database of its own.
pytestmark = pytest.mark.slow

FOLDERS = ("DATABASE_URL", "SURVEYS", "COMMUNE", "HTTPS", "DEMO", "HOST")


@pytest.fixture(autouse=True)
def settings(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in FOLDERS:
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("INSTANCE", str(tmp_path / "instance"))
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        monkeypatch.setenv("PORT", str(free.getsockname()[1]))


@pytest.fixture
def taken_port(monkeypatch: pytest.MonkeyPatch) -> Iterator[int]:
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        monkeypatch.setenv("PORT", str(other.getsockname()[1]))
        yield int(other.getsockname()[1])


def said(capsys: pytest.CaptureFixture[str], code: int) -> str:
    assert run.launch(False, prepare) == code
    out = capsys.readouterr()
    assert not out.out, "no address is told for a product that does not run"
    assert "Traceback" not in out.err
    return out.err


def test_a_taken_port(taken_port: int, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert f"Cổng {taken_port} trên 127.0.0.1" in said(capsys, 1)
    assert not (tmp_path / "instance" / "em-noi.db").exists()


def test_a_host_that_is_not_this_computer(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("HOST", "203.0.113.9")
    assert "HOST=203.0.113.9" in said(capsys, 2)


def test_a_database_that_does_not_answer(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("DATABASE_URL", "postgresql://em:geheim@127.0.0.1:1/em_noi")
    text = said(capsys, 1)
    assert "Chưa dùng được cơ sở dữ liệu" in text
    assert "geheim" not in text


def test_a_file_that_is_no_database(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code = "from webapp.config import load; load()"
    subprocess.run([sys.executable, "-c", code], cwd=PROJECT, check=True)
    (tmp_path / "instance" / "em-noi.db").write_bytes(b"not a database " * 100)
    assert "Chưa dùng được cơ sở dữ liệu" in said(capsys, 1)


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("commune.toml", b"name = ["),
        ("commune.toml", "name = 'Xã Thử'".encode("utf-16")),
        ("topics.toml", b"[topic]\ncode = 'x'\n"),
        ("plan.csv", b"\xff\xfe"),
        ("plan.txt", b"\xff\xfe"),
    ],
)
def test_a_faulty_file_of_the_commune_is_named_and_nothing_is_kept(
    name: str,
    content: bytes,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    commune = tmp_path / "commune"
    commune.mkdir()
    original = PROJECT / "webapp" / "directory" / "communes" / "thanh-linh"
    for path in original.iterdir():
        (commune / path.name).write_bytes(path.read_bytes())
    (commune / name).write_bytes(content)
    monkeypatch.setenv("COMMUNE", str(commune))
    text = said(capsys, 1)
    assert name in text
    assert "_" not in text.replace("[[topic]]", ""), "a key where a sentence belongs"
    with sqlite3.connect(tmp_path / "instance" / "em-noi.db") as database:
        for table in ("body", "topic", "task"):
            assert not database.execute(f"SELECT count(*) FROM {table}").fetchone()[0]  # noqa: S608
    database.close()


def test_data_of_a_newer_version(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code = "from webapp.config import load; from webapp.launch.prepare import prepare"
    command = [sys.executable, "-c", f"{code}; prepare(load())"]
    subprocess.run(command, cwd=PROJECT, check=True)
    with sqlite3.connect(tmp_path / "instance" / "em-noi.db") as database:
        database.execute("UPDATE alembic_version SET version_num = '9999'")
    database.close()
    assert "một bản Em nói khác" in said(capsys, 1)


def test_a_demonstration_left_half_made_is_made_anew(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings = load(demo=True)
    half = settings.instance / "em-noi.db"
    half.write_bytes(b"half made " * 100)

    def stopped(_: object) -> list[str]:
        raise KeyboardInterrupt

    monkeypatch.setattr(start, "_made", stopped)
    with pytest.raises(KeyboardInterrupt):
        start.ready(settings)
    monkeypatch.setattr(start, "_made", lambda _: ["  somebody"])
    assert start.ready(settings).people == ("  somebody",)
    monkeypatch.setattr(start, "_made", stopped)
    assert start.ready(settings).people == ("  somebody",), "made twice"
    assert half.exists()
