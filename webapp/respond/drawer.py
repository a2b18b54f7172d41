"""Making the fields of a page from its questions and the answers so far."""

from __future__ import annotations

from collections.abc import Mapping

from webapp.base.faces import SCALES, face_of, without_sign
from webapp.forms import filling
from webapp.forms.filling import State
from webapp.forms.rules import PICTURES, Choice, Form, Page, Question, QuestionType
from webapp.respond import labels
from webapp.respond.fields import Clips, Field, Option
from webapp.respond.kinds import (
    COLUMNS,
    Draws,
    columns_of,
    draws_of,
    example_of,
    keys_of,
    rows_of,
    steps_of,
)


class Drawer:
    """Makes the fields of one page; *typed* and *errors* come from a page sent back.

    *lively* pages hold everything that answers on them can bring into sight.
    """

    def __init__(
        self,
        form: Form,
        state: State,
        page: Page,
        language: str,
        typed: Mapping[str, tuple[str, ...]] | None = None,
        errors: Mapping[str, str] | None = None,
        lively: bool = False,
    ) -> None:
        self.lively = lively
        self.form, self.state, self.page, self.language = form, state, page, language
        self.typed, self.errors = typed or {}, errors or {}

    def says(self, texts: Mapping[str, str]) -> str:
        """Return words in the child's language with answers put in."""
        return self.state.words(texts, self.language, self.page.at) if texts else ""

    def field(self, name: str, hidden: bool = False) -> Field:
        """Return the question *name*."""
        question = self.form.question(name)
        draws, typed = draws_of(question), self._typed(question)
        options = self._options(question, typed)
        optional = question.asks and (
            question.required is None or not self.state.needed(name, self.page.at)
        )
        return Field(
            name=name,
            type=question.type,
            draws=draws,
            label=self.says(question.label) or (name if question.asks else ""),
            hint=self.says(question.hint),
            guidance=self.says(question.guidance),
            clips=self._clips(question),
            options=options,
            typed=self._in_words(draws, typed, options),
            error=self._error(name),
            optional=optional,
            own_words=question.opinion,
            card=question.card,
            example="" if question.hint else example_of(question),
            keys=keys_of(question),
            rows=rows_of(question),
            least=question.least,
            most=question.most,
            bounds=_bounds(question, options),
            style=_style(question, options),
            hidden=hidden,
            read_only=question.read_only,
            lively=frozenset(
                part
                for part, texts in (("label", question.label), ("hint", question.hint))
                if any("${" in words for words in texts.values())
            ),
            sifted=question.choice_filter is not None and self.lively,
        )

    def _typed(self, question: Question) -> tuple[str, ...]:
        if question.name in self.typed and question.type not in PICTURES:
            return tuple(self.typed[question.name])
        return filling.typed_from(question, self.state.value(question.name, self.page.at))

    def _error(self, name: str) -> str:
        key = self.errors.get(name)
        if key is None:
            return ""
        own = labels.PICTURE_REFUSED.get(key)
        return str(own) if own else filling.sentence(self.form, name, key, self.language)

    def _options(self, question: Question, typed: tuple[str, ...]) -> tuple[Option, ...]:
        steps = steps_of(question)
        if steps:
            faces = SCALES.get(len(steps), ()) if question.looks("rating") else ()
            return tuple(
                self._step(question, step, typed, faces[n] if faces else 0)
                for n, step in enumerate(steps)
            )
        if not question.choices:
            return ()
        choices = self.state.choices(question.name, self.page.at)
        offered = {choice.name for choice in choices}
        waiting = question.choice_filter is not None and self.lively
        return tuple(
            self._option(choice, typed, choice.name not in offered)
            for choice in (question.choices if waiting else choices)
        )

    def _step(self, question: Question, step: float, typed: tuple[str, ...], face: int) -> Option:
        """Return one number of a range, with its words where it has some."""
        number = filling.typed_from(question, step)[0]
        named = question.step(step)
        return Option(number, self.says(named.label) if named else number, number in typed, face)

    def _option(self, choice: Choice, typed: tuple[str, ...], hidden: bool) -> Option:
        label = self.says(choice.label)
        return Option(
            choice.name,
            without_sign(label),
            choice.name in typed,
            face_of(label),
            self._clips(choice),
            choice.exclusive,
            hidden,
        )

    def _clips(self, part: Question | Choice) -> Clips:
        media, language = part.media, self.language
        if not media:
            return Clips()
        names = (media.image, media.big_image, media.audio, media.video)
        default = self.form.default_language
        # Another language's voice or words in a picture would not be understood, but a
        # picture without any is better than none.
        found = (t.get(language) or t.get(default) or next(iter(t.values()), "") for t in names)
        return Clips(*found)

    @staticmethod
    def _in_words(
        draws: Draws, typed: tuple[str, ...], options: tuple[Option, ...]
    ) -> tuple[str, ...]:
        """Return what the box of a search shows: the words of a choice, not its name."""
        if draws is not Draws.SEARCH:
            return typed
        words = {option.value: option.label for option in options}
        return tuple(words.get(value, value) for value in typed)


def _style(question: Question, options: tuple[Option, ...]) -> str:
    """Return how options are laid out: a class of the style sheet."""
    if any(option.clips.image or option.clips.big_image for option in options):
        return "pictures"
    # Ways out ("Em không biết") stand below the faces and have none.
    faces = [bool(option.face) for option in options]
    if 2 <= sum(faces) <= 5 and all(faces[: sum(faces)]):
        return f"faces of-{sum(faces)}"
    if question.looks("likert"):
        return f"likert of-{len(options)}" if len(options) <= 7 else ""
    if question.type is QuestionType.RANGE:
        return "numbers"
    return f"in-{_columns(question, options)}"


def _columns(question: Question, options: tuple[Option, ...]) -> int:
    said = columns_of(question)
    if said:
        return said
    longest = max((len(option.label) for option in options), default=0)
    for columns, (number, length) in COLUMNS.items():
        if len(options) >= number and longest <= length:
            return columns
    return 1


def _bounds(question: Question, options: tuple[Option, ...]) -> tuple[str, str]:
    """Return the lowest and the highest number of a range that is typed, else nothing."""
    if question.type is not QuestionType.RANGE or options:
        return "", ""
    scale = filling.scale_of(question)
    low, high = (filling.typed_from(question, end)[0] for end in (scale.low, scale.high))
    return low, high
