"""Which pages are shown, once for each time of the repeats around them, and their order."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from webapp.forms.filling.layout import Block, Layout, Part
from webapp.forms.filling.places import MOST_TIMES, Grown, Place
from webapp.forms.rules import Page


def shown_pages(grown: Grown) -> tuple[Page, ...]:
    """Return the pages with something to show, each with its shown questions only."""
    return tuple(_shown(grown, grown.layout.blocks, grown.root, ()))


def _shown(
    grown: Grown, items: tuple[Page | Block, ...], around: Place, at: tuple[int, ...]
) -> Iterator[Page]:
    for item in items:
        if isinstance(item, Block):
            yield from _block(grown, item, at)
        elif not item.asks_for_more:
            names = tuple(name for name in item.questions if _is_shown(grown, name, at))
            if names:
                whole = names == item.questions and not at
                yield item if whole else replace(item, questions=names, at=at)


def _block(grown: Grown, block: Block, at: tuple[int, ...]) -> Iterator[Page]:
    """Yield the pages of each time, and behind the last one the question for another."""
    places = [p for p in grown.by_name[block.repeat] if p.at[:-1] == at]
    for place in places:
        yield from _shown(grown, block.items, place, place.at)
    more = next((i for i in block.items if isinstance(i, Page) and i.asks_for_more), None)
    if more is not None and len(places) < MOST_TIMES and _may_grow(grown, block.repeat, at):
        last = places[-1].at[-1] if places else 0
        yield replace(more, at=(*at, last))


def _may_grow(grown: Grown, repeat: str, at: tuple[int, ...]) -> bool:
    """Tell whether a further time of *repeat* would be shown."""
    part = grown.layout.parts[repeat]
    parent = grown.of(part.parent.name, at) if part.parent and part.parent.name else grown.root
    if parent is None or not parent.shown:
        return False
    if any(place.at[:-1] == at for place in grown.by_name[repeat]):
        return True
    # Somebody took the last time away; a repeat that was never there begins with one.
    if parent.given.get(repeat) != []:
        return False
    return part.relevant is None or part.relevant.holds(grown.scope_at(_probe(part, parent)))


def _probe(part: Part, parent: Place) -> Place:
    """Return a place where a time of the repeat *part* would stand."""
    probe = Place(part, None, parent.at, {}, False)
    probe.parent = parent
    return probe


def _is_shown(grown: Grown, name: str, at: tuple[int, ...]) -> bool:
    places = grown.by_name[name]
    place = places[0] if not at and places else grown.of(name, at)
    question = place.part.question if place else None
    return place is not None and place.shown and question is not None and question.shows


def order_key(layout: Layout, page: Page) -> tuple[int, ...]:
    """Return what pages are sorted by: where each repeat around begins, and which time.

    It needs no answers, so it also tells what follows a page that is not shown any more.
    """
    key: list[int] = []
    items = layout.blocks
    for repeat, time in zip(layout.page_chains[page.number], page.at, strict=False):
        block = next(item for item in items if isinstance(item, Block) and item.repeat == repeat)
        key += [block.first, time]
        items = block.items
    return (*key, page.number)
