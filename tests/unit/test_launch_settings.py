"""Settings and keys: what cannot be meant is said, and no key is made twice or by half."""

from __future__ import annotations

import threading
from pathlib import Path

import pytest

from webapp import key_files
from webapp.base.errors import Refused
from webapp.config import WrongSetting, load
from webapp.launch.lock import WAITING, only_one

NAMES = ("DATABASE_URL", "SURVEYS", "COMMUNE", "HTTPS", "DEMO", "HOST", "PORT")


@pytest.fixture(autouse=True)
def bare(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in NAMES:
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("INSTANCE", str(tmp_path / "instance"))


@pytest.mark.parametrize("port", ["abc", "0", "65536", "-1", "80 80", "８０００"])
def test_a_port_is_a_number_in_range(port: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PORT", port)
    with pytest.raises(WrongSetting, match="PORT="):
        load()


def test_the_blank_that_windows_leaves_does_no_harm(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PORT", "8080 ")
    monkeypatch.setenv("HOST", "0.0.0.0 ")
    monkeypatch.setenv("DATABASE_URL", "")
    settings = load()
    assert (settings.port, settings.host, settings.sqlite) == (8080, "0.0.0.0", True)  # noqa: S104


@pytest.mark.parametrize("name", ["SURVEYS", "COMMUNE"])
def test_a_folder_that_is_named_must_be_there(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(name, str(tmp_path / "absent"))
    with pytest.raises(WrongSetting, match=name):
        load()


def test_a_file_cannot_be_the_data_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "file").touch()
    monkeypatch.setenv("INSTANCE", str(tmp_path / "file"))
    with pytest.raises(WrongSetting, match="INSTANCE"):
        load()


@pytest.mark.parametrize(
    "url", ["nonsense", "mysql://a:geheim@db/x", "postgresql://a:geheim@db", "postgres://[", "://"]
)
def test_a_wrong_database_is_refused_without_repeating_its_password(
    url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DATABASE_URL", url)
    with pytest.raises(WrongSetting) as raised:
        load()
    assert "geheim" not in raised.value.message


@pytest.mark.parametrize("scheme", ["postgresql", "postgres", "postgresql+psycopg"])
def test_the_usual_names_of_postgresql_all_work(
    scheme: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DATABASE_URL", f"{scheme}://a:p%40ss@db:5433/em_noi?sslmode=require")
    wanted = "postgresql+psycopg://a:p%40ss@db:5433/em_noi?sslmode=require"
    assert load().database_url == wanted


def test_a_relative_folder_is_meant_from_here(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("INSTANCE", "here")
    assert load().database_url == f"sqlite:///{(tmp_path / 'here' / 'em-noi.db').as_posix()}"


def test_keys_are_made_once(tmp_path: Path) -> None:
    first = key_files.read(tmp_path / "keys", data_exists=False)
    assert key_files.read(tmp_path / "keys", data_exists=True) == first
    assert {path.suffix for path in (tmp_path / "keys").iterdir()} == {".key"}


def test_the_key_of_a_faster_process_stays(tmp_path: Path) -> None:
    path = tmp_path / "seat.key"
    path.write_text("theirs\n", encoding="ascii")
    key_files._make(path, "ours")
    assert path.read_text(encoding="ascii") == "theirs\n"


@pytest.mark.parametrize("name", [*key_files.NAMES, key_files.FIELDS])
def test_beside_data_no_key_is_made_anew(name: str, tmp_path: Path) -> None:
    key_files.read(tmp_path, data_exists=False)
    (tmp_path / f"{name}.key").unlink()
    with pytest.raises(Refused, match=rf"{name}\.key"):
        key_files.read(tmp_path, data_exists=True)
    assert not (tmp_path / f"{name}.key").exists()


@pytest.mark.parametrize("content", [b"", b"\n", b"\xff\xfe", "khóa".encode()])
def test_a_damaged_key_is_named(content: bytes, tmp_path: Path) -> None:
    key_files.read(tmp_path, data_exists=False)
    (tmp_path / "fields.key").write_bytes(content)
    with pytest.raises(Refused, match=r"fields\.key"):
        key_files.read(tmp_path, data_exists=True)


def test_a_second_start_says_that_it_waits_and_then_goes_on(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    entered = threading.Event()

    def second() -> None:
        with only_one(tmp_path / "start.lock"):
            entered.set()

    other = threading.Thread(target=second)
    with only_one(tmp_path / "start.lock"):
        other.start()
        assert not entered.wait(0.3)
    other.join(5)
    assert entered.is_set()
    assert capsys.readouterr().out.strip() == WAITING
