"""What filling needs to know of a form, worked out once and kept beside it.

A rule finds its way through the answers by a tree of nodes; this is the plan of
that tree, the order in which it is filled, and the pages within their repeats.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from webapp.forms.identifying import IN_WORDS, names_in
from webapp.forms.rule_language.documents import Node
from webapp.forms.rule_language.evaluation import Expression
from webapp.forms.rule_language.syntax import Call, walk
from webapp.forms.rules import UNSEEN, Choice, Form, Page, Question, Section

# What a person reads, cut at its names: words at the even places, names at the odd ones.
Words = tuple[str, ...]


@dataclass(eq=False)
class Part:
    """A question or a section, with what is directly below it in document order."""

    name: str
    question: Question | None = None
    section: Section | None = None
    repeats: tuple[str, ...] = ()
    children: list[Part] = field(default_factory=list)
    parent: Part | None = None

    def __post_init__(self) -> None:
        part = self.question or self.section
        self.relevant: Expression | None = part.relevant if part else None
        self.is_repeat = self.section is not None and self.section.repeats
        self.computed = self.question is not None and is_computed(self.question)

    @cached_property
    def begins_filled(self) -> bool:
        """Tell whether anything in it has a value before somebody answers."""
        if self.question is not None:
            return self.question.default is not None or (
                self.question.calculation is not None and not self.computed
            )
        return any(part.begins_filled for part in self.children)


def is_computed(question: Question) -> bool:
    """Tell whether the form alone says the value, at every look.

    A calculation in a box the child may write in is only put there first, and one
    with a trigger only when the trigger changes (``reacting``).
    """
    if question.calculation is None or question.trigger:
        return False
    return question.type in UNSEEN or (question.asks and question.read_only)


@dataclass(frozen=True)
class Block:
    """The pages of a repeat, in order, repeats within it as blocks."""

    repeat: str
    first: int
    items: tuple[Page | Block, ...]


class Layout:
    """The plan of one form."""

    def __init__(self, form: Form) -> None:
        self.form = form
        self.root = Part("")
        self.parts: dict[str, Part] = {"": self.root}
        for section in form.sections:
            around = form.repeats_around(section.name)
            self.parts[section.name] = Part(section.name, None, section, around)
        for question in form.questions:
            around = form.repeats_around(question.name)
            self.parts[question.name] = Part(question.name, question, None, around)
        self._hang_up()
        self.order = tuple(self.parts[name] for name in form.order)
        self.repeats: Mapping[str, tuple[str, ...]] = {
            name: part.repeats for name, part in self.parts.items() if part.repeats
        }
        # Boxes that a change elsewhere fills anew, in the order of the form.
        self.reacting = tuple(
            question
            for question in (self.parts[name].question for name in form.order)
            if question is not None
            and (question.trigger or (question.calculation and not is_computed(question)))
        )
        self.draws = any(_draws(rule) for rule in self.rules())
        self._words: dict[str, Words] = {}

    def _hang_up(self) -> None:
        """Put each part below the section around it, in the order of the workbook."""
        place = {question.name: index for index, question in enumerate(self.form.questions)}
        for question in self.form.questions:
            for section in self.form.around(question.name):
                place.setdefault(section.name, place[question.name])
        # A section stands where its first question does, outer ones before inner ones.
        names = [section.name for section in self.form.sections] + list(self.form.by_name)
        for name in sorted(names, key=lambda name: place.get(name, len(place))):
            part = self.parts[name]
            around = part.question.section if part.question else ""
            around = part.section.parent if part.section else around
            part.parent = self.parts[around]
            part.parent.children.append(part)

    def rules(self) -> Iterator[Expression]:
        """Yield every rule that makes a value."""
        for question in self.form.questions:
            for rule in (question.calculation, question.default):
                if rule is not None:
                    yield rule

    @cached_property
    def lists(self) -> Mapping[str, Node]:
        """Return the lists of choices as nodes, for ``instance()``."""
        return {name: list_node(choices) for name, choices in self.choice_lists.items()}

    @cached_property
    def choice_lists(self) -> Mapping[str, tuple[Choice, ...]]:
        """Map the names of the lists to all their choices."""
        offered = {q.choice_list: q.choices for q in self.form.questions if q.choice_list}
        return {**self.form.lists, **offered}

    @cached_property
    def blocks(self) -> tuple[Page | Block, ...]:
        """Return the pages of the form, those of a repeat together."""
        return _blocks(self.form.pages, self._chain, 0)

    def _chain(self, page: Page) -> tuple[str, ...]:
        if not page.repeat:
            return ()
        return (*self.parts[page.repeat].repeats, page.repeat)

    @cached_property
    def page_chains(self) -> Mapping[int, tuple[str, ...]]:
        """Map the number of each page to the repeats around it, outermost first."""
        return {page.number: self._chain(page) for page in self.form.pages}

    def words(self, text: str) -> Words:
        """Return *text* cut at its ``${name}``: words and names by turns."""
        found = self._words.get(text)
        if found is None:
            found = self._words[text] = tuple(IN_WORDS.split(text))
        return found

    @cached_property
    def looked_at(self) -> Mapping[str, frozenset[str]]:
        """Map each calculated question to the names its calculation looks at."""
        return {
            q.name: names_in(q.calculation)
            for q in self.form.questions
            if q.calculation is not None
        }


def layout_of(form: Form) -> Layout:
    """Return the plan of *form*, made at the first call."""
    found: Layout | None = form.kept.get(Layout)
    if found is None:
        found = form.kept[Layout] = Layout(form)
    return found


def list_node(choices: tuple[Choice, ...]) -> Node:
    """Return a list as XForms keeps it: ``root`` with an ``item`` for each choice."""
    outer = Node("instance")
    root = Node("root", "", outer)
    for choice in choices:
        item_node(choice, root)
    return outer


def item_node(choice: Choice, parent: Node | None = None) -> Node:
    """Return one choice with its columns as nodes below it."""
    item = Node("item", "", parent)
    Node("name", choice.name, item)
    Node("label", next(iter(choice.label.values()), ""), item)
    for column, value in choice.attributes.items():
        Node(column, value, item)
    return item


def _draws(rule: Expression) -> bool:
    return any(isinstance(node, Call) and node.function == "random" for node in walk(rule.tree))


def _blocks(
    pages: Sequence[Page], chain_of: Callable[[Page], tuple[str, ...]], depth: int
) -> tuple[Page | Block, ...]:
    """Gather neighbouring pages of the same repeat at *depth*."""
    items: list[Page | Block] = []
    index = 0
    while index < len(pages):
        chain = chain_of(pages[index])
        if len(chain) == depth:
            items.append(pages[index])
            index += 1
            continue
        end = index
        while end < len(pages) and chain_of(pages[end])[: depth + 1] == chain[: depth + 1]:
            end += 1
        inner = _blocks(pages[index:end], chain_of, depth + 1)
        items.append(Block(chain[depth], pages[index].number, inner))
        index = end
    return tuple(items)
