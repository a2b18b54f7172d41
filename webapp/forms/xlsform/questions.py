"""A row that asks, tells or calculates: one question."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass

from webapp.forms.complaints import say
from webapp.forms.rule_language.evaluation import Expression, compile_expression
from webapp.forms.rules import (
    LONG_TEXT,
    PICTURES,
    SELECTS,
    SHORT_TEXT,
    UNSEEN,
    Media,
    Question,
    QuestionType,
    Texts,
)
from webapp.forms.xlsform.appearing import appearance_of, parameters_of
from webapp.forms.xlsform.cells import Cells
from webapp.forms.xlsform.defaults import default_of, trigger_of
from webapp.forms.xlsform.lists import Lists
from webapp.forms.xlsform.looks import DRAWING_WORDS
from webapp.forms.xlsform.vocabulary import (
    ALL_SELECT_TYPES,
    BOUNDED,
    EXTERNAL_SELECT_TYPES,
    FILE_SELECT_TYPES,
    TODAY,
    TYPES,
)
from webapp.forms.xlsform.workbook import Row

LONGEST_TEXT = 4000
MOST_TO_PICK = 100
_NOTE = QuestionType.NOTE
FACES = range(2, 6)
_ANSWERED = ("required", "constraint", "calculation", "default", "trigger", "read_only")
_SEEN = ("hint", "guidance_hint", "image", "big_image", "audio", "video", "appearance")


@dataclass
class Questions:
    """Reads rows of ``survey`` as questions."""

    cells: Cells
    lists: Lists

    def read(self, row: Row, head: str, rest: str) -> Question:
        """Return the question in *row*, whose type is *head* with a list or file in *rest*."""
        kind = self._kind(row, head)
        name = self.cells.value(row, "name") or f"generated_note_name_{row.number}"
        parameters = parameters_of(self.cells, row, kind, from_file=head in FILE_SELECT_TYPES)
        choice_list = self._choice_list(row, kind, head, rest, parameters)
        choices = self.lists.found.get(choice_list, ())
        least, most = self._bounds(row, kind, len(choices))
        self._check_columns(row, kind)
        self._check_faces(row, kind, parameters, len(choices))
        media = self.cells.media(row)
        return Question(
            name=name,
            type=kind,
            label=self._label(row, kind, name, media),
            hint=self.cells.texts(row, "hint", name),
            guidance=self.cells.texts(row, "guidance_hint", name),
            media=media,
            role=self.cells.value(row, "emnoi::role"),
            appearance=appearance_of(self.cells, row, kind),
            parameters=parameters,
            card=self._card(row, kind),
            choice_list=choice_list,
            choices=choices,
            choice_filter=self.cells.rule(row, "choice_filter", name, bare_names=True),
            max_length=self._length(row, kind),
            least=least,
            most=most,
            read_only=self.cells.tick(row, "read_only"),
            required=self.cells.needed(row, name),
            required_message=self.cells.texts(row, "required_message", name),
            relevant=self.cells.rule(row, "relevant", name),
            constraint=self._constraint(row, head, name),
            constraint_message=self.cells.texts(row, "constraint_message", name),
            default=default_of(self.cells, row, kind, name, choices),
            calculation=self._calculation(row, head, name),
            trigger=trigger_of(self.cells, row, name),
        )

    def _kind(self, row: Row, head: str) -> QuestionType:
        kind = ALL_SELECT_TYPES.get(head) or TYPES[head]
        if self._is_hidden(row, kind):
            return QuestionType.CALCULATE
        draws = DRAWING_WORDS & set(self.cells.value(row, "appearance").split())
        return QuestionType.DRAWING if kind is QuestionType.PICTURE and draws else kind

    def _is_hidden(self, row: Row, kind: QuestionType) -> bool:
        """Tell whether a calculation without words stands here: the standard never shows it."""
        shown = any(self.cells.sheet.texts(row, name, "") for name in ("label", "hint"))
        calculated = self.cells.value(row, "calculation") or self.cells.value(row, "trigger")
        return bool(calculated) and not shown and kind not in {*SELECTS, *PICTURES, *UNSEEN, _NOTE}

    def _choice_list(
        self, row: Row, kind: QuestionType, head: str, rest: str, parameters: Mapping[str, str]
    ) -> str:
        """Return the name of the list to pick from, or of the words beside a range."""
        if kind is QuestionType.RANGE:
            return self._words_of_range(row, parameters)
        if self.cells.value(row, "emnoi::words"):
            self.cells.error(row, "emnoi::words", say("misplaced", "range"))
        if kind not in SELECTS:
            return ""
        name, _, other = rest.partition(" ")
        if head in FILE_SELECT_TYPES:
            value, label = parameters.get("value", "name"), parameters.get("label", "label")
            found, what = self.lists.from_file(name, value, label)
            if what:
                self.cells.error(row, "type", what)
            return found
        if head in EXTERNAL_SELECT_TYPES:
            return f"external {name}"
        if not other:
            return name
        if self.cells.value(row, "choice_filter"):
            self.cells.error(row, "choice_filter", say("filter_with_other"))
        return self.lists.with_other(name)

    def _words_of_range(self, row: Row, parameters: Mapping[str, str]) -> str:
        ours = self.cells.value(row, "emnoi::words")
        name = ours or parameters.get("tick_labelset", "")
        if name and name not in self.lists.found:
            column = "emnoi::words" if ours else "parameters"
            self.cells.error(row, column, say("unknown_list", name, sheet="choices"))
        elif ours and not all(_is_number(choice.name) for choice in self.lists.found[name]):
            self.cells.error(row, "emnoi::words", say("label_numbers"))
        return name

    def _check_faces(
        self, row: Row, kind: QuestionType, parameters: Mapping[str, str], choices: int
    ) -> None:
        """Warn where there are no faces for so many steps: numbers or words stand alone there."""
        if "rating" not in self.cells.value(row, "appearance").split():
            return
        steps = choices
        if kind is QuestionType.RANGE:
            start, end, step = (parameters[name] for name in ("start", "end", "step"))
            numbers = all(_is_number(text) for text in (start, end, step)) and float(step)
            steps = round(abs(float(end) - float(start)) / float(step)) + 1 if numbers else 0
        if steps not in FACES:
            self.cells.warn(row, "appearance", say("no_faces", str(steps)))

    def _check_columns(self, row: Row, kind: QuestionType) -> None:
        """Note cells that have no effect on this type."""
        if kind not in SELECTS and self.cells.value(row, "choice_filter"):
            self.cells.error(row, "choice_filter", say("misplaced", "select_one, select_multiple"))
        if self.cells.value(row, "repeat_count"):
            self.cells.error(row, "repeat_count", say("only_repeats"))
        without: tuple[str, ...] = ()
        if kind is QuestionType.NOTE:
            without = _ANSWERED
        elif kind in UNSEEN:
            without = (*_SEEN, "required", "constraint", "read_only")
        for column in without:
            if self.cells.sheet.texts(row, column, ""):
                self.cells.warn(row, column, say("no_effect_here"))

    def _label(self, row: Row, kind: QuestionType, name: str, media: Media) -> Texts:
        texts = self.cells.texts(row, "label", name)
        default = self.cells.default_language
        if not texts.get(default) and kind not in UNSEEN and not media.image:
            self.cells.error(row, "label", say("no_label"), default)
        return texts

    def _card(self, row: Row, kind: QuestionType) -> str:
        card = self.cells.value(row, "emnoi::card")
        if card and (card != "help" or kind is not QuestionType.NOTE):
            self.cells.error(row, "emnoi::card", say("bad_card", card))
        return card

    def _length(self, row: Row, kind: QuestionType) -> int:
        long = "multiline" in self.cells.value(row, "appearance").split()
        usual = LONG_TEXT if long else SHORT_TEXT
        if kind is not QuestionType.TEXT and self.cells.value(row, "emnoi::max_length"):
            self.cells.error(row, "emnoi::max_length", say("misplaced", "text"))
            return usual
        return self.cells.whole_number(row, "emnoi::max_length", LONGEST_TEXT) or usual

    def _bounds(self, row: Row, kind: QuestionType, choices: int) -> tuple[int, int]:
        """Return the least and the most choices to pick, 0 where there is no bound."""
        least = self.cells.whole_number(row, "emnoi::min_choices", MOST_TO_PICK)
        most = self.cells.whole_number(row, "emnoi::max_choices", MOST_TO_PICK)
        if (least or most) and kind is not QuestionType.SELECT_MULTIPLE:
            column = "emnoi::min_choices" if least else "emnoi::max_choices"
            self.cells.error(row, column, say("misplaced", "select_multiple"))
        elif most and most < least:
            self.cells.error(row, "emnoi::max_choices", say("most_below_least", str(least)))
        elif choices and least > choices:
            self.cells.error(row, "emnoi::min_choices", say("least_above_list", str(choices)))
        return least, most

    def _constraint(self, row: Row, head: str, name: str) -> Expression | None:
        own = self.cells.rule(row, "constraint", name)
        return own or (compile_expression(BOUNDED[head]) if head in BOUNDED else None)

    def _calculation(self, row: Row, head: str, name: str) -> Expression | None:
        if head in TODAY:
            return compile_expression("today()")
        rule = self.cells.rule(row, "calculation", name)
        is_calculate = TYPES.get(head) is QuestionType.CALCULATE
        if is_calculate and not (
            self.cells.value(row, "calculation") or self.cells.value(row, "default")
        ):
            self.cells.error(row, "calculation", say("no_calculation"))
        return rule


def _is_number(text: str) -> bool:
    try:
        return math.isfinite(float(text))
    except ValueError:
        return False
