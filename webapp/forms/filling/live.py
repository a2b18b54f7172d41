"""What a page's rules need in the browser, so that questions come and go while one types.

``static/live.js`` reads it from ``data-live`` of ``<form id="sheet">``; the server
decides all the same when the page is sent.  Its shape, all of it JSON::

    {"now": "2023-08-15T07:30:00+07:00",       the moment of now() and today()
     "at": [2, 1],                             which times of the repeats this page is
     "values": {"nhom": {"tuoi": "9"},         the tree of nodes: a text is a question's
                "con": [{"ten": "An"}]},       answer as rules see it, an object a group,
                                               a list the times of a repeat; only what
                                               the rules of this page look at
     "order": ["nhom", "tuoi", "tong"],        sections, questions and calculations, each
                                               after what it looks at
     "sections": {"nhom": {"relevant": AST}},
     "questions": {"tuoi": {
        "type": "integer", "appearance": "", "list": "", "least": 1, "most": 3,
        "longest": 200, "scale": [1, 10, 1],   of a text; of a range: low, high, step
        "relevant": AST, "required": AST, "calculation": AST, "choice_filter": AST,
        "trigger": ["q"], "value": "text",     value: of what nobody fills in on the page
        "words": {"label": ["Chào ", ["ref", "ten"], "!"], "hint": [...]}}},
     "choice_lists": {"chon": "l"},            the list of each question that has one here
     "said": {"ten": {"type": "text", "list": "", "appearance": "", "given": "Đồng ý"}},
                                               what the names within words are; given: what
                                               is said for any answer to a box or a picture
     "lists": {"l": [{"name": "a", "label": "Chuyện A", "huyen": "1"}]},
     "itext": {"/data/ten:label": "Tên em"}}   words that rules ask for by identifier; all
                                               where an answer makes the identifier

AST is what ``rule_language.syntax`` describes.  A key without anything to say is left
out, and a page on which nothing hangs on what is filled in there has ``{}``.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

from webapp.forms.filling.layout import Layout, layout_of
from webapp.forms.filling.meaning import describe
from webapp.forms.filling.places import Place
from webapp.forms.filling.rule_text import rule_text
from webapp.forms.filling.scale import scale_of
from webapp.forms.filling.state import State, look
from webapp.forms.identifying import ANY_NAME, names_in, references_in_words
from webapp.forms.rule_language.evaluation import Expression
from webapp.forms.rule_language.looking import words_asked
from webapp.forms.rule_language.syntax import Call, Text, walk
from webapp.forms.rule_language.text_functions import canonical
from webapp.forms.rules import (
    PICTURES,
    Answers,
    Form,
    Page,
    Question,
    QuestionType,
    Section,
    text_in,
)
from webapp.forms.wording import wording_of


def live(
    form: Form,
    page: Page,
    answers: Answers,
    today: date,
    language: str,
    state: State | None = None,
) -> dict[str, Any]:
    """Return what the browser needs for *page*, ``{}`` when nothing on it depends on it.

    The shape stands above.  *language* is that of the words; *state* is what ``look`` gave
    for the same answers, where it is at hand.
    """
    if page.asks_for_more:
        return {}
    # Which pages move does not depend on the answers.
    still: set[tuple[int, str]] = form.kept.setdefault(_Writer, set())
    key = (page.number, language)
    if key in still:
        return {}
    writer = _Writer(form, page, language)
    if not writer.moves():
        still.add(key)
        return {}
    return writer.written(state or look(form, answers, today))


class _Writer:
    """Gathers what one page needs."""

    def __init__(self, form: Form, page: Page, language: str) -> None:
        self.form, self.page, self.language = form, page, language
        self.layout: Layout = layout_of(form)
        self.own = [self.form.by_name[n] for n in self.form.pages[page.number - 1].questions]
        self.sections = [
            section
            for section in self.form.sections
            if any(section in self.form.around(question.name) for question in self.own)
        ]
        self.sums = [self.form.by_name[name] for name in self._sums()]
        self.moving = {q.name for q in (*self.own, *self.sums)}

    def _sums(self) -> list[str]:
        """Return the calculations that follow, at whatever distance, what this page asks."""
        moving = {question.name for question in self.own}
        found = []
        for name in self.form.order:
            question = self.form.by_name.get(name)
            if question is None or question.asks or name in moving:
                continue
            looks = self._everything(
                {n for rule in _makers(question) for n in names_in(rule)} | {*question.trigger}
            )
            around = self.form.repeats_around(name)
            beside = around == self.layout.page_chains[self.page.number][: len(around)]
            if looks & moving and beside:
                moving.add(name)
                found.append(name)
        return found

    def moves(self) -> bool:
        """Tell whether anything on the page hangs on what is filled in there."""
        here: list[Question | Section] = [*self.sections, *self.own]
        seen = {name for part in here for name in self._looked_at(part)}
        return bool(self._everything(seen) & self.moving)

    def written(self, state: State) -> dict[str, Any]:
        """Return the whole."""
        self.state = state
        parts: list[Question | Section] = [*self.sections, *self.own, *self.sums]
        looks = {name for part in parts for name in self._looked_at(part)}
        needed = self._everything(looks) | looks | {part.name for part in parts}
        names = {part.name for part in parts}
        questions = {q.name: self._question(q) for q in (*self.own, *self.sums)}
        said = {n for q in self.own for n in references_in_words(self._all_words(q))}
        return _filled(
            now=self.state.grown.now.isoformat(),
            at=list(self.page.at),
            values=self._tree(self.state.grown.root, needed),
            order=[name for name in self.form.order if name in names],
            sections={s.name: _filled(relevant=_json(s.relevant)) for s in self.sections},
            questions=questions,
            **self._lists(parts, said),
            itext=self._itext(parts),
        )

    def _looked_at(self, part: Question | Section) -> Iterator[str]:
        """Yield the names the rules and words of *part* look at."""
        for rule in _rules(part):
            yield from names_in(rule)
        if isinstance(part, Question):
            yield from part.trigger
            yield from references_in_words(self._all_words(part))

    def _all_words(self, question: Question) -> str:
        return " ".join(
            text_in(texts, self.language, self.form.default_language)
            for texts in (question.label, question.hint)
        )

    def _everything(self, names: set[str]) -> set[str]:
        """Return *names* with the questions within the sections among them."""
        if ANY_NAME in names:
            return set(self.form.by_name)
        if not names & self.form.sections_by_name.keys():
            return names
        return names | {
            question.name
            for question in self.form.questions
            if any(section.name in names for section in self.form.around(question.name))
        }

    def _question(self, question: Question) -> dict[str, Any]:
        place = self.state.place(question.name, self.page.at)
        given = place.given.get(question.name) if place and not question.shows else None
        value = rule_text(question, given) if given is not None else None
        words = {
            kind: _pieces(self.layout, text_in(texts, self.language, self.form.default_language))
            for kind, texts in (("label", question.label), ("hint", question.hint))
        }
        required = question.required
        return _filled(
            type=question.type.value,
            appearance=question.appearance,
            list=question.choice_list,
            least=question.least or None,
            most=question.most or None,
            longest=question.max_length if question.type is QuestionType.TEXT else None,
            scale=_scale(question) if question.type is QuestionType.RANGE else None,
            relevant=_json(question.relevant),
            required=_json(required) if required and names_in(required) else None,
            calculation=_json(question.calculation),
            choice_filter=_json(question.choice_filter),
            trigger=list(question.trigger),
            value=value,
            words={kind: pieces for kind, pieces in words.items() if pieces},
        )

    def _tree(self, around: Place, needed: set[str]) -> dict[str, Any]:
        """Return the nodes below *around* that are *needed*, as the browser builds them again."""
        tree: dict[str, Any] = {}
        for node in around.children:
            if not isinstance(node, Place):
                continue
            if node.part.question is not None:
                if node.name in needed:
                    tree[node.name] = node.text
            elif node.part.is_repeat:
                inner = self._tree(node, needed)
                if inner or node.name in needed:
                    tree.setdefault(node.name, []).append(inner)
            else:
                inner = self._tree(node, needed)
                if inner or node.name in needed:
                    tree[node.name] = inner
        return tree

    def _lists(self, parts: list[Question | Section], said: set[str]) -> dict[str, Any]:
        """Return the lists that rules, words and typed choices of this page look into."""
        here = {q.name: q for q in self.own if q.choice_list}
        named = {n: self.form.by_name[n] for n in said if n in self.form.by_name}
        wanted = {
            q.choice_list
            for q in (*here.values(), *named.values())
            if q.name in named or q.choice_filter is not None or q.looks("autocomplete")
        }
        for rule in (rule for part in parts for rule in _rules(part)):
            for call in walk(rule.tree):
                wanted |= self._lists_of(call) if isinstance(call, Call) else set()
        choice_lists = {
            q.name: q.choice_list for q in self.form.questions if q.choice_list in wanted
        }
        return {
            "choice_lists": {name: kept for name, kept in choice_lists.items() if kept},
            "said": {name: self._said(question) for name, question in named.items()},
            "lists": {name: self._rows(name) for name in sorted(wanted) if name},
        }

    def _said(self, question: Question) -> dict[str, Any]:
        """Return what the browser needs to say an answer as ``describe`` does."""
        any_value: Any = True if question.type is QuestionType.ACKNOWLEDGE else "-"
        whatever = question.type is QuestionType.ACKNOWLEDGE or question.type in PICTURES
        return _filled(
            type=question.type.value,
            appearance=question.appearance,
            list=question.choice_list,
            given=describe(question, any_value, self.language) if whatever else "",
        )

    def _itext(self, parts: list[Question | Section]) -> dict[str, str]:
        """Return the words that rules ask for by identifier."""
        asked = [text for part in parts for r in _rules(part) for text in words_asked(r.tree)]
        wording = wording_of(self.form) if asked else None
        if wording is None:
            return {}
        named = {canonical(text.value) for text in asked if text}
        wanted = wording.texts if None in asked else sorted(named)
        return {identifier: wording.say(identifier, self.language) for identifier in wanted}

    def _lists_of(self, call: Call) -> set[str]:
        """Return the lists a function looks into, by their names written in it."""
        if call.function in {"instance", "pulldata"}:
            first = call.arguments[0] if call.arguments else None
            known = self.layout.choice_lists
            return {first.value} & set(known) if isinstance(first, Text) else set()
        if call.function == "jr:choice-name":
            return {q.choice_list for q in self.form.questions if _names(call, q.name)}
        return set()

    def _rows(self, name: str) -> list[dict[str, str]]:
        default = self.form.default_language
        return [
            {"name": c.name, "label": text_in(c.label, self.language, default), **c.attributes}
            for c in self.layout.choice_lists.get(name, ())
        ]


def _rules(part: Question | Section) -> Iterator[Expression]:
    if part.relevant is not None:
        yield part.relevant
    if isinstance(part, Question):
        for rule in (part.required, part.calculation, part.choice_filter):
            if rule is not None:
                yield rule


def _makers(question: Question) -> list[Expression]:
    return [rule for rule in (question.relevant, question.calculation) if rule is not None]


def _names(call: Call, name: str) -> bool:
    """Tell whether a question is named in *call*, as text or as a reference."""
    found = {getattr(node, "value", None) or getattr(node, "name", None) for node in walk(call)}
    return name in found or "${" + name + "}" in found


def _pieces(layout: Layout, words: str) -> list[Any]:
    """Return words with names in them as strings and references; nothing when there is none."""
    if "${" not in words:
        return []
    parts = layout.words(words)
    return [["ref", part] if index % 2 else part for index, part in enumerate(parts) if part]


def _scale(question: Question) -> list[float]:
    scale = scale_of(question)
    return [scale.low, scale.high, scale.step]


def _json(rule: Expression | None) -> Any:
    return rule.as_json() if rule is not None else None


def _filled(**parts: Any) -> dict[str, Any]:
    return {name: part for name, part in parts.items() if part not in (None, "", [], {})}
