"""Choices ready to be put into a list, with the words we write ourselves."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from webapp.authoring.editing.choices import Entry

# Choices ready to be put in, by name, with the words we write ourselves.
Ready = Mapping[str, Mapping[str, str]]
WAYS_OUT: Ready = {
    "khong_biet": {"vi": "Em không biết", "en": "I do not know"},
    "khong_tra_loi": {"vi": "Em không muốn trả lời", "en": "I do not want to answer"},
}
# A choice that begins with a face is drawn as one.
FACES: Ready = {
    "vui": {"vi": "😀 Vui", "en": "😀 Happy"},
    "binh_thuong": {"vi": "😐 Bình thường", "en": "😐 So-so"},
    "buon": {"vi": "🙁 Buồn", "en": "🙁 Sad"},
}


def ready(choices: Ready, languages: Sequence[str]) -> list[Entry]:
    """Return *choices* as lines of the table; a column without a language is Vietnamese."""
    return [
        Entry(0, name, {code: words.get(code or "vi", "") for code in languages})
        for name, words in choices.items()
    ]
