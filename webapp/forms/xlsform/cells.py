"""Single cells of a row as parts of a question: rules, words, media, numbers."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from webapp.forms.complaints import say, say_expression
from webapp.forms.rule_language.evaluation import Expression, compile_expression
from webapp.forms.rule_language.syntax import ExpressionError, Reference
from webapp.forms.rules import Media, Texts
from webapp.forms.xlsform.checking import NO, YES
from webapp.forms.xlsform.columns import MEDIA
from webapp.forms.xlsform.findings import Findings
from webapp.forms.xlsform.workbook import Row

# Word processors turn quotes into curly ones; in a rule they can only mean straight ones.
_STRAIGHT = str.maketrans({"‘": "'", "’": "'", "“": '"', "”": '"'})
_IN_WORDS = re.compile(r"\$\{\s*([^}]*?)\s*(\}|$)")
_QUESTION_NAME = re.compile(r"[^\W\d][\w.-]*")
LAST_SAVED = "last-saved#"
_CONDITIONS = frozenset({"relevant", "required", "constraint"})
_NO_SPECIAL_WORD = re.compile(r"yes|no|true|false", re.IGNORECASE)


@dataclass(frozen=True)
class Place:
    """Where a rule or words stand, and what they refer to."""

    owner: str
    sheet: str
    row: Row
    column: str
    references: tuple[Reference, ...]
    language: str = ""
    rule: Expression | None = None


@dataclass
class Cells:
    """Reads the cells of one sheet; ``places`` remembers what refers to what."""

    findings: Findings
    sheet_name: str
    default_language: str
    files: Mapping[str, bytes]
    places: list[Place] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.sheet = self.findings.workbook.sheet(self.sheet_name)

    def value(self, row: Row, column: str) -> str:
        """Return the cell of *row* in *column*; empty when none."""
        return self.sheet.value(row, column)

    def error(self, row: Row, column: str, what: str, language: str = "") -> None:
        """Note what stops the form, in this sheet."""
        self.findings.error(what, self.sheet_name, row, column, language)

    def warn(self, row: Row, column: str, what: str, language: str = "") -> None:
        """Note what somebody should know, in this sheet."""
        self.findings.warn(what, self.sheet_name, row, column, language)

    def texts(self, row: Row, column: str, owner: str) -> Texts:
        """Return the words of *row* in *column* by language, with their references noted."""
        texts = self.sheet.texts(row, column, self.default_language)
        for language, words in texts.items():
            if "${" in words:
                try:
                    found = references_in(words)
                except ExpressionError as error:
                    self.error(row, column, say_expression(error), language)
                else:
                    self.places.append(Place(owner, self.sheet_name, row, column, found, language))
        return texts

    def rule(
        self, row: Row, column: str, owner: str, *, bare_names: bool = False
    ) -> Expression | None:
        """Return the rule in *column*, or nothing when it is empty or cannot be used."""
        source = self.value(row, column).translate(_STRAIGHT)
        if _NO_SPECIAL_WORD.fullmatch(source):
            source = "true()" if source.lower() in YES else "false()"
        rule = self.compiled(source, row, column, owner, bare_names=bare_names)
        if rule and rule.kind == "nodes" and column in _CONDITIONS:
            self.warn(row, column, say("always_holds"))
        return rule

    def compiled(
        self, source: str, row: Row, column: str, owner: str, *, bare_names: bool = False
    ) -> Expression | None:
        """Return *source* as a rule standing in *column*."""
        if not source:
            return None
        if LAST_SAVED in source:
            self.error(row, column, say("last_saved"))
            return None
        try:
            rule = compile_expression(source, bare_names=bare_names)
        except ExpressionError as error:
            self.error(row, column, say_expression(error))
            return None
        place = Place(owner, self.sheet_name, row, column, rule.references(), rule=rule)
        self.places.append(place)
        return rule

    def needed(self, row: Row, owner: str) -> Expression | None:
        """Return when an answer is needed; yes and no are the usual ways to say it."""
        written = self.value(row, "required").lower()
        return None if written in NO else self.rule(row, "required", owner)

    def tick(self, row: Row, column: str) -> bool:
        """Return a cell that holds yes, no or nothing."""
        written = self.value(row, column)
        if written.lower() not in YES | NO:
            self.error(row, column, say("not_yes_no", written))
        return written.lower() in YES

    def media(self, row: Row) -> Media:
        """Return the files of *row*; each must be among those of the survey."""
        found: dict[str, dict[str, str]] = {}
        for column in MEDIA:
            texts = self.sheet.texts(row, column, self.default_language)
            for language, name in texts.items():
                if name not in self.files:
                    self.error(row, column, say("no_media", name), language)
                found.setdefault(column, {})[language] = name
        return Media(**found) if found else _NO_MEDIA

    def whole_number(self, row: Row, column: str, most: int) -> int:
        """Return the number from 1 to *most* in *column*, 0 when it is empty or no such number."""
        written = self.value(row, column)
        if not written:
            return 0
        if written.isascii() and written.isdigit() and 0 < int(written[:9]) <= most:
            return int(written)
        self.error(row, column, say("bad_number", written, most=most))
        return 0


_NO_MEDIA = Media()


def references_in(words: str) -> tuple[Reference, ...]:
    """Return every ``${name}`` in *words*; raise ``ExpressionError`` for a half-written one."""
    found = []
    for match in _IN_WORDS.finditer(words):
        name, at = match.group(1), match.start() + 1
        if name.startswith(LAST_SAVED):
            raise ExpressionError("last_saved", at, name)
        if not match.group(2) or not _QUESTION_NAME.fullmatch(name):
            raise ExpressionError("bad_reference", at, match.group())
        found.append(Reference(name, at))
    return tuple(found)


def quoted(text: str) -> str:
    """Return a rule whose value is *text*: the rule language has no escape for quotes."""
    if "'" not in text:
        return f"'{text}'"
    if '"' not in text:
        return f'"{text}"'
    return "concat(" + ", ".join(_pieces(text)) + ")"


def _pieces(text: str) -> Iterator[str]:
    parts: Iterable[str] = re.findall(r"'+|[^']+", text)
    for part in parts:
        yield f'"{part}"' if part.startswith("'") else f"'{part}'"
