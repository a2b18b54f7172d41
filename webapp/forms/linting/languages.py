"""What a form lacks in one of its languages, and pictures without words."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from webapp.forms.linting.sentences import Lint, advise
from webapp.forms.rules import Form, Media, Question, Texts, text_in

_TONGUES = {"en": "Anh", "vi": "Việt", "mnw": "Mường", "hmn": "H'Mông", "tyz": "Tày"}


def missing_words(form: Form) -> Iterator[Lint]:
    """Yield what has no words in a language of the form, and pictures without words."""
    for question in form.questions:
        if not question.shows:
            continue
        for language in form.languages:
            parts = list(_untranslated(question, language, form.default_language))
            if parts:
                tongue = _TONGUES.get(language, language)
                yield advise(
                    "missing_language",
                    question.name,
                    language,
                    tongue=tongue,
                    parts=", ".join(parts),
                )
        yield from _silent_pictures(question, form.default_language)


def _untranslated(question: Question, language: str, default: str) -> Iterator[str]:
    named: tuple[tuple[str, Texts], ...] = (
        ("câu hỏi", question.label),
        ("gợi ý", question.hint),
        ("câu nhắc khi bỏ trống", question.required_message),
        ("câu nhắc khi trả lời sai", question.constraint_message),
    )
    for part, texts in named:
        if texts.get(default) and not texts.get(language):
            yield part
    count = sum(
        bool(choice.label.get(default)) and not choice.label.get(language)
        for choice in question.choices
    )
    if count:
        yield f"{count} lựa chọn"


def _silent_pictures(question: Question, language: str) -> Iterator[Lint]:
    shown: list[tuple[Media, Mapping[str, str]]] = [(question.media, question.label)]
    shown += [(choice.media, choice.label) for choice in question.choices]
    for media, label in shown:
        image = text_in(media.image, language) or text_in(media.big_image, language)
        if image and not text_in(label, language).strip():
            yield advise("missing_alt", question.name, language, words=image)
