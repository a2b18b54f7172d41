"""The words of a text as everybody would spell them: no accents, no teen spelling.  Pure."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from webapp.base.text import fold

_WORD = re.compile(r"[^\W_]+")
_DRAWN_OUT = re.compile(r"(.)\1{2,}")

# How children write on phones, without accents; "a_b" are two words.
_TEEN = {
    "ko": "khong", "k": "khong", "hk": "khong", "hok": "khong", "kh": "khong",
    "khum": "khong", "hem": "khong", "kg": "khong", "e": "em", "iem": "em", "c": "co", "t": "toi",
    "mik": "minh", "mk": "minh", "mih": "minh", "b": "ban", "bn": "ban", "bjn": "ban",
    "hs": "hoc_sinh", "gv": "giao_vien", "gvcn": "giao_vien_chu_nhiem", "hc": "hoc", "hok_bai":
    "hoc_bai", "trg": "truong", "tr": "truong", "truog": "truong", "lp": "lop", "wc": "nha_ve_sinh",
    "nvs": "nha_ve_sinh", "toilet": "nha_ve_sinh", "tolet": "nha_ve_sinh", "xi": "ve_sinh", "dc":
    "duoc", "dk": "duoc", "vs": "voi", "ns": "noi", "nch": "noi_chuyen", "z": "vay",
    "v": "vay", "j": "gi", "r": "roi", "ng": "nguoi", "nguoi_ta": "nguoi", "nhiu": "nhieu",
    "nhju": "nhieu", "nhieu": "nhieu", "wa": "qua", "lun": "luon", "thik": "thich",
    "thjk": "thich", "mun": "muon", "mug": "mung", "bik": "biet", "bit": "biet", "bt": "biet",
    "ah": "a", "dt": "dien_thoai", "sdt": "so_dien_thoai", "fb": "facebook", "gd": "gia_dinh",
    "tg": "thoi_gian", "cx": "cung", "cug": "cung", "lm": "lam", "ntn": "nhu_the_nao", "bh":
    "bay_gio", "hn": "hom_nay", "hqua": "hom_qua", "tv": "thu_vien", "sgk": "sach_giao_khoa",
    "bv": "bao_ve", "xd": "xe_dap", "vl": "", "vcl": "", "kb": "ket_ban", "cb": "chuan_bi",
    "clb": "cau_lac_bo", "btvn": "bai_tap_ve_nha", "kt": "kiem_tra", "mn": "moi_nguoi",
    "trc": "truoc", "s": "sao", "onl": "mang", "internet": "mang", "net": "mang",
}  # fmt: skip


@dataclass(frozen=True)
class SpelledWord:
    """A word as its child wrote it, and plainly."""

    written: str
    plain: str


def spelled(text: str) -> list[SpelledWord]:
    """Return the words of *text* in their order; one abbreviation may stand for several."""
    found = []
    for match in _WORD.finditer(text):
        for plain in _plain(match.group().lower()):
            found.append(SpelledWord(match.group(), plain))
    return found


@lru_cache(maxsize=8192)
def _plain(word: str) -> tuple[str, ...]:
    """Return the plain word or words that *word* stands for."""
    bare = _DRAWN_OUT.sub(r"\1", fold(word))
    # "hỏng" is no "hong": abbreviations carry no accents, but for đ ("đc").
    known = _TEEN.get(bare) if word.replace("đ", "d").isascii() else None
    if known is not None:
        return tuple(known.split("_")) if known else ()
    # "trườg", "đáh": the n before a last g or h is left out.
    bare = re.sub(r"(?<=[aeiouy])g$", "ng", bare)
    bare = re.sub(r"(?<=[aeiouy])h$", "nh", bare)
    # "f" for "ph", "w" for "qu", "z" for "d": letters Vietnamese does not have.
    bare = re.sub(r"^f", "ph", bare)
    return (re.sub(r"^z", "d", re.sub(r"^w", "qu", bare)),)
