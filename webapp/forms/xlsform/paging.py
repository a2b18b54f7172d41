"""Which questions stand on one page."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from webapp.forms.rules import Page, Section

_ONE_PAGE = frozenset({"field-list", "table-list"})


@dataclass
class _Open:
    """An open section; ``page`` is the index of the page its questions gather on."""

    section: Section
    first_page: int
    page: int | None = None

    @property
    def one_page(self) -> bool:
        return not _ONE_PAGE.isdisjoint(self.section.appearance.split())


@dataclass
class Paging:
    """Places questions on pages while sections open and close around them.

    Each question has a page of its own, or shares that of the outermost field-list
    around it.  A repeat inside a field-list cannot share its page: the page ends
    before it, and another begins behind it.
    """

    pages: list[Page] = field(default_factory=list)
    _open: list[_Open] = field(default_factory=list)

    def open(self, section: Section) -> bool:
        """Go into *section*; tell whether it cuts a page in two."""
        cuts = False
        if section.repeats:
            cuts = any(outer.one_page for outer in self._open)
            for outer in self._open:
                outer.page = None
        self._open.append(_Open(section, len(self.pages)))
        return cuts

    def close(self) -> None:
        """Leave the innermost section; an uncounted repeat asks whether there is more."""
        closed = self._open.pop()
        section = closed.section
        if section.repeats and section.count is None and len(self.pages) > closed.first_page:
            self.pages.append(
                Page(len(self.pages) + 1, (), section.label, section.name, asks_for_more=True)
            )

    def place(self, name: str) -> None:
        """Put the question *name* on its page."""
        owner = self._owner()
        if owner is not None and owner.page is not None:
            page = self.pages[owner.page]
            self.pages[owner.page] = replace(page, questions=(*page.questions, name))
            return
        titled = owner or (self._open[-1] if self._open else None)
        repeat = next((o.section.name for o in reversed(self._open) if o.section.repeats), "")
        title = titled.section.label if titled else {}
        self.pages.append(Page(len(self.pages) + 1, (name,), title, repeat))
        if owner is not None:
            owner.page = len(self.pages) - 1

    def _owner(self) -> _Open | None:
        """Return the outermost field-list around this place that no repeat parts from it."""
        found = None
        for section in reversed(self._open):
            found = section if section.one_page else found
            if section.section.repeats:
                break
        return found
