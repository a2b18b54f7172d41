"""``survey.toml``: what a survey says about itself."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from webapp.forms.catalogue import CHILD, Band
from webapp.forms.complaints import Faulty, FormProblem, say
from webapp.forms.rules import Texts
from webapp.surveykit import API_VERSION, KINDS, SPEAKERS

SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
LONGEST_SLUG = 60
LONGEST_BAND = 20
AGES = range(3, 21)
MONTHS = range(1, 121)
_TOML_LINE = re.compile(r"line (\d+)")


class OtherVersion(Faulty):
    """The folder was written for another version of the plugin interface."""


@dataclass(frozen=True)
class Manifest:
    """A checked ``survey.toml``."""

    title: Texts
    kind: str
    anonymous: bool
    speaker: str
    retention_months: int
    routing: str
    bands: tuple[Band, ...]


@dataclass(frozen=True)
class _Key:
    """One entry: may it be left out, does a value fit, and what is wanted."""

    fits: Callable[[Any], bool]
    wanted: str
    needed: bool = True


def _is_texts(value: Any) -> bool:
    return (
        isinstance(value, dict)
        and bool(value.get("vi"))
        and all(isinstance(text, str) and text.strip() for text in value.values())
    )


def _is_number_in(numbers: range) -> Callable[[Any], bool]:
    return lambda value: type(value) is int and value in numbers


def _is_ages(value: Any) -> bool:
    return (
        isinstance(value, list)
        and len(value) == 2
        and all(type(age) is int and age in AGES for age in value)
        and value[0] <= value[1]
    )


def _is_band_code(value: Any) -> bool:
    return isinstance(value, str) and bool(SLUG.fullmatch(value)) and len(value) <= LONGEST_BAND


_TEXTS = _Key(_is_texts, "lời bằng từng ngôn ngữ, có tiếng Việt (vi)")
_KEYS = {
    "api": _Key(lambda value: type(value) is int, "một số"),
    "kind": _Key(lambda value: value in KINDS, f"một trong: {', '.join(KINDS)}"),
    "anonymous": _Key(lambda value: isinstance(value, bool), "true hoặc false"),
    "speaker": _Key(lambda value: value in SPEAKERS, f"một trong: {', '.join(SPEAKERS)}", False),
    "retention_months": _Key(_is_number_in(MONTHS), "số tháng từ 1 đến 120"),
    "title": _TEXTS,
    "routing": _Key(lambda value: isinstance(value, dict), "một bảng [routing]"),
    "bands": _Key(lambda value: isinstance(value, list) and bool(value), "các bảng [[bands]]"),
}
_ROUTING_KEYS = {
    "default": _Key(
        lambda value: isinstance(value, str) and bool(SLUG.fullmatch(value)),
        "“moderator”, “school” hoặc mã của một cơ quan",
    )
}
_BAND_KEYS = {
    "code": _Key(_is_band_code, "mã ngắn gồm chữ thường, chữ số và gạch ngang"),
    "ages": _Key(_is_ages, "hai số tuổi, ví dụ [6, 10]"),
    "label": _TEXTS,
    "opening": _Key(_is_texts, _TEXTS.wanted, needed=False),
}
# In a survey of adults a band says who speaks instead of how old they are.
_ADULTS = SPEAKERS[1:]
_ADULT_BAND_KEYS = {name: key for name, key in _BAND_KEYS.items() if name != "ages"} | {
    "speaker": _Key(lambda value: value in _ADULTS, f"một trong: {', '.join(_ADULTS)}", False)
}


def read_manifest(file: str, content: bytes) -> Manifest:
    """Return the manifest in *content*; raise ``Faulty`` with everything wrong in it."""
    try:
        data = tomllib.loads(content.decode("utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        line = _TOML_LINE.search(str(error))
        where = f", dòng {line.group(1)}" if line else ""
        raise Faulty([FormProblem(file, say("toml", where=where))]) from error
    return manifest_from(file, data)


def manifest_from(file: str, data: Mapping[str, Any]) -> Manifest:
    """Return the manifest whose keys and values are *data*, as ``survey.toml`` has them.

    *file* names it in messages; raises ``Faulty`` with everything wrong in it.
    Another version of the interface means other keys: then nothing else is judged.
    """
    version = data.get("api")
    if type(version) is int and version != API_VERSION:
        what = say("api", str(version), wanted=API_VERSION)
        raise OtherVersion([FormProblem(file, what)])
    problems = [FormProblem(file, what) for what in _all_problems(data)]
    if problems:
        raise Faulty(problems)
    return Manifest(
        title=data["title"],
        kind=data["kind"],
        anonymous=data["anonymous"],
        speaker=data.get("speaker", CHILD),
        retention_months=data["retention_months"],
        routing=data["routing"]["default"],
        bands=tuple(
            Band(
                band["code"],
                band["label"],
                range(band["ages"][0], band["ages"][1] + 1) if "ages" in band else range(0),
                {code: text.strip() for code, text in band.get("opening", {}).items()},
                band.get("speaker", data.get("speaker", CHILD)),
            )
            for band in data["bands"]
        ),
    )


def _all_problems(data: Mapping[str, Any]) -> Iterator[str]:
    """Yield what is wrong with the keys and values of a whole manifest."""
    yield from _table_problems(data, _KEYS)
    if isinstance(data.get("routing"), dict):
        yield from _table_problems(data["routing"], _ROUTING_KEYS, "routing.")
    keys = _BAND_KEYS if data.get("speaker", CHILD) == CHILD else _ADULT_BAND_KEYS
    codes: list[str] = []
    bands = data.get("bands")
    for band in bands if isinstance(bands, list) else []:
        if not isinstance(band, dict):
            yield say("wrong_key", "bands", wanted=_KEYS["bands"].wanted)
            continue
        yield from _table_problems(band, keys, "bands.")
        if band.get("code") in codes:
            yield say("repeated_band", band["code"])
        codes.append(band.get("code", ""))


def _table_problems(
    table: Mapping[str, Any], keys: Mapping[str, _Key], before: str = ""
) -> Iterator[str]:
    for name in table:
        if name not in keys:
            yield say("unknown_key", before + name)
    for name, key in keys.items():
        if name not in table:
            if key.needed:
                yield say("missing_key", before + name)
        elif not key.fits(table[name]):
            yield say("wrong_key", before + name, wanted=key.wanted)
