"""The fields of one page put together: grids of questions alike, groups within the page."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby

from webapp.forms.filling import State
from webapp.forms.rules import Form, Page, Question, QuestionType
from webapp.respond.drawer import Drawer
from webapp.respond.fields import Field

_GRIDS = {QuestionType.SELECT_ONE, QuestionType.SELECT_MULTIPLE}


@dataclass(frozen=True)
class Grid:
    """Questions with the same choices, as a table with one row each.

    ``label`` heads the table, empty where the form says nothing.
    """

    label: str
    hint: str
    rows: tuple[Field, ...]

    part = "grid"

    @property
    def name(self) -> str:
        """Return what the ids of its parts begin with."""
        return f"{self.rows[0].name}-grid"

    @property
    def several(self) -> bool:
        """Tell whether more than one choice may be ticked in a row."""
        return self.rows[0].several

    @property
    def hidden(self) -> bool:
        """Tell whether no row of it is shown."""
        return all(row.hidden for row in self.rows)


@dataclass(frozen=True)
class Group:
    """Questions of a group within the page, under its heading."""

    name: str
    label: str
    lively: bool
    blocks: tuple[Field | Grid | Group, ...]

    part = "group"

    @property
    def hidden(self) -> bool:
        """Tell whether nothing of it is shown."""
        return all(block.hidden for block in self.blocks)


Block = Field | Grid | Group


def blocks_of(
    form: Form,
    state: State,
    page: Page,
    language: str,
    typed: Mapping[str, tuple[str, ...]] | None = None,
    errors: Mapping[str, str] | None = None,
    lively: bool = False,
) -> tuple[Block, ...]:
    """Return what *page* shows; with *lively* also what is hidden as long as nothing changes."""
    drawer = Drawer(form, state, page, language, typed, errors, lively)
    names = page.questions
    if lively:
        whole = form.pages[page.number - 1].questions
        names = tuple(name for name in whole if form.question(name).shows)
    shown = set(page.questions)
    common = _common(form, names)
    chains = {name: _sections(form, name)[common:] for name in names}
    return tuple(_blocks(drawer, names, chains, 0, shown))


def fields_in(blocks: Sequence[Block]) -> Iterator[Field]:
    """Yield every field of *blocks*, in order."""
    for block in blocks:
        if isinstance(block, Field):
            yield block
        elif isinstance(block, Grid):
            yield from block.rows
        else:
            yield from fields_in(block.blocks)


def _sections(form: Form, name: str) -> tuple[str, ...]:
    return tuple(section.name for section in form.around(name))


def _common(form: Form, names: Sequence[str]) -> int:
    """Return how many sections lie around the whole page."""
    chains = [_sections(form, name) for name in names]
    if len(chains) < 2:
        return len(chains[0]) if chains else 0
    common = 0
    for level in zip(*chains, strict=False):
        if len(set(level)) > 1:
            break
        common += 1
    return common


def _blocks(
    drawer: Drawer,
    names: Sequence[str],
    chains: Mapping[str, tuple[str, ...]],
    depth: int,
    shown: set[str],
) -> Iterator[Block]:
    def inner(name: str) -> str:
        return chains[name][depth] if len(chains[name]) > depth else ""

    for section, part in groupby(names, inner):
        here = list(part)
        if section:
            label = drawer.form.sections_by_name[section].label
            yield Group(
                section,
                drawer.says(label),
                any("${" in words for words in label.values()),
                tuple(_blocks(drawer, here, chains, depth + 1, shown)),
            )
        else:
            yield from _with_grids(drawer, here, shown)


def _with_grids(drawer: Drawer, names: Sequence[str], shown: set[str]) -> Iterator[Field | Grid]:
    """Gather neighbouring rows of a table; the question that heads it is drawn with it."""
    head: Field | None = None
    for key, part in groupby(names, lambda name: _table_of(drawer.form, name)):
        fields = [drawer.field(name, name not in shown) for name in part]
        if not key:
            yield from fields
            continue
        if drawer.form.question(fields[0].name).looks("label"):
            head, fields = fields[0], fields[1:]
        if fields and all(_alike(fields[0], row) for row in fields):
            yield Grid(head.label if head else "", head.hint if head else "", tuple(fields))
        else:
            yield from fields
        head = None


def _table_of(form: Form, name: str) -> str:
    """Return the list whose table a question belongs to, empty for a question of its own."""
    question = form.question(name)
    if question.type not in _GRIDS or not question.choices:
        return ""
    section = form.sections_by_name.get(question.section)
    table = section is not None and "table-list" in section.appearance.split()
    if table or question.looks("label") or question.looks("list-nolabel"):
        return f"{question.type} {question.choice_list}"
    return ""


def _alike(one: Field, other: Field) -> bool:
    return [o.value for o in one.options] == [o.value for o in other.options]


def heads_a_table(question: Question) -> bool:
    """Tell whether *question* only heads a table: nobody can answer it."""
    return question.type in _GRIDS and question.looks("label")
