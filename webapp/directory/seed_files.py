"""Reading a commune's folder and saying plainly which entry does not fit.

Sentences are Vietnamese: whoever prepares such a folder works in the commune.
"""

from __future__ import annotations

import csv
import io
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from pathlib import Path
from typing import Any, TypeVar

from webapp.base.errors import Invalid
from webapp.base.text import clean

NOT_UTF8 = "không đọc được; hãy lưu lại tệp với bảng mã UTF-8."
Value = TypeVar("Value")
Choice = TypeVar("Choice", bound=StrEnum)


@dataclass(frozen=True)
class Entry:
    """One entry of a file, that knows where it stands."""

    place: str
    values: Mapping[str, Any]

    def refuse(self, key: str, why: str) -> Invalid:
        """Return the failure for the value of *key*."""
        return Invalid(f"{self.place}: “{key}” {why}.")

    def text(self, key: str, limit: int, empty: bool = False) -> str:
        """Return a cleaned text of at most *limit* characters."""
        value = self.values.get(key, "")
        if not isinstance(value, str):
            raise self.refuse(key, "phải là chữ đặt trong dấu ngoặc kép")
        value = clean(value)
        if not value and not empty:
            raise self.refuse(key, "đang trống")
        if len(value) > limit:
            raise self.refuse(key, f"dài quá {limit} ký tự")
        return value

    def day(self, key: str, empty: bool = False) -> date | None:
        """Return a date; None only where it may be empty."""
        value = self.values.get(key)
        if value is None and empty:
            return None
        if isinstance(value, str):
            try:
                value = date.fromisoformat(value.strip())
            except ValueError:
                value = None
        if type(value) is not date:
            raise self.refuse(key, "phải là ngày, viết năm-tháng-ngày, ví dụ 2023-05-15")
        return value

    def first_day(self) -> date:
        """Return ``valid_from``, which every named thing must have."""
        day = self.day("valid_from")
        if day is None:
            raise self.refuse("valid_from", "đang trống")
        last = self.day("valid_to", empty=True)
        if last is not None and last < day:
            raise self.refuse("valid_to", "đứng trước valid_from")
        return day

    def choice(self, key: str, values: type[Choice]) -> Choice:
        """Return one of the *values*."""
        try:
            return values(self.values.get(key, ""))
        except ValueError:
            known = ", ".join(values)
            raise self.refuse(key, f"phải là một trong: {known}") from None

    def flag(self, key: str) -> bool:
        """Return true or false; false when it is not said."""
        value = self.values.get(key, False)
        if not isinstance(value, bool):
            raise self.refuse(key, "phải là true hoặc false")
        return value

    def known(self, key: str, among: Mapping[str, Value], empty: bool = True) -> Value | None:
        """Return what the code of *key* stands for; None when it is empty."""
        code = self.text(key, 40, empty)
        if not code:
            return None
        if code not in among:
            raise self.refuse(key, f"nói đến “{code}” nhưng không có mục nào mang mã này")
        return among[code]


class SeedFolder:
    """A commune's folder; files it does not have come from ``based_on``."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self.commune = Entry("commune.toml", self._toml(folder / "commune.toml"))
        base = self.commune.values.get("based_on")
        self._base = folder.parent / str(base) if base else folder
        if not self._base.is_dir():
            raise self.commune.refuse("based_on", "nói đến một thư mục không có")

    def entries(self, name: str, table: str) -> Iterator[Entry]:
        """Yield the ``[[table]]`` entries of file *name*; none when there is no such file."""
        path = self._path(name)
        if path is None:
            return
        items = self._toml(path).get(table, [])
        if not isinstance(items, list) or not all(isinstance(item, dict) for item in items):
            raise Invalid(f"{name}: mỗi mục phải bắt đầu bằng một dòng [[{table}]].")
        for number, values in enumerate(items, start=1):
            label = values.get("code") or values.get("name") or values.get("title") or ""
            yield Entry(
                f"{name}, mục {number} ({label})" if label else f"{name}, mục {number}", values
            )

    def values(self, name: str) -> Entry:
        """Return the single values of file *name*; none when there is no such file."""
        path = self._path(name)
        return Entry(name, self._toml(path) if path else {})

    def rows(self, name: str) -> Iterator[Entry]:
        """Yield the rows of a CSV file with a header line."""
        path = self._path(name)
        if path is None:
            return
        try:
            text = path.read_text(encoding="utf-8-sig")
        except UnicodeDecodeError:
            raise Invalid(f"{name}: {NOT_UTF8}") from None
        for number, values in enumerate(csv.DictReader(io.StringIO(text)), start=2):
            yield Entry(f"{name}, dòng {number}", values)

    def _path(self, name: str) -> Path | None:
        found = (folder / name for folder in (self._folder, self._base))
        return next((path for path in found if path.exists()), None)

    @staticmethod
    def _toml(path: Path) -> dict[str, Any]:
        try:
            with path.open("rb") as file:
                return tomllib.load(file)
        except FileNotFoundError:
            raise Invalid(f"{path.name}: không có tệp này trong thư mục của xã.") from None
        except UnicodeDecodeError:
            raise Invalid(f"{path.name}: {NOT_UTF8}") from None
        except tomllib.TOMLDecodeError as error:
            raise Invalid(f"{path.name}: không đọc được ({error}).") from None
