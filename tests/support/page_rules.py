"""What every page of the house must be, checked on each page that any test opens.

A rule is a function from a parsed page to complaints.  A complaint names the
element, so that a failing test says what to mend and not only that something is
wrong.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator
from functools import cache

import html5lib
from bs4 import BeautifulSoup, Tag

from webapp.web.assets import STATIC

_TOKEN = re.compile(r'(name="csrf_token"[^>]* value=")[^"]+')
Rule = Callable[[BeautifulSoup], Iterator[str]]
NOT_FILLED_IN = {"hidden", "submit", "button", "reset", "image"}
HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")


def complaints(html: str) -> list[str]:
    """Return everything that is wrong with the page *html*, best first.

    Many tests come by the same page: but for its tokens it is looked at once.
    """
    return list(_complaints(_TOKEN.sub(r"\1x", html)))


@cache
def _complaints(html: str) -> tuple[str, ...]:
    parser = html5lib.HTMLParser()
    parser.parse(html)
    found = [f"HTML error {code} at line {place[0]}" for place, code, _ in parser.errors]
    page = BeautifulSoup(html, "html.parser")
    return (*found, *(complaint for rule in RULES for complaint in rule(page)))


def _show(tag: Tag) -> str:
    return str(tag).split("\n", 1)[0][:120]


def one_frame(page: BeautifulSoup) -> Iterator[str]:
    """Language, title, one first heading, one main part."""
    if not (page.html and page.html.get("lang") in ("vi", "en")):
        yield "the page does not say its language"
    title = page.title.get_text(strip=True) if page.title else ""
    if not title.strip(" ·"):
        yield "the title is empty"
    if title.startswith("·"):
        yield "the title begins with its separator: the page gave no title"
    for name in ("h1", "main"):
        if len(page.find_all(name)) != 1:
            yield f"the page has {len(page.find_all(name))} <{name}> instead of one"


def heading_order(page: BeautifulSoup) -> Iterator[str]:
    """No level is skipped on the way down, no heading is empty."""
    level = 0
    for heading in page.find_all(HEADINGS):
        if not heading.get_text(strip=True):
            yield f"an empty heading: {_show(heading)}"
        if int(heading.name[1]) > level + 1:
            yield f"a heading skips a level: {_show(heading)}"
        level = int(heading.name[1])


def unique_ids(page: BeautifulSoup) -> Iterator[str]:
    """Ids are unique, and whatever points to an id points to one that exists."""
    ids = Counter(str(tag["id"]) for tag in page.find_all(id=True))
    yield from (f"the id {name!r} stands {count} times" for name, count in ids.items() if count > 1)
    for attribute in ("for", "aria-labelledby", "aria-describedby", "aria-controls", "headers"):
        for tag in page.find_all(attrs={attribute: True}):
            value = tag[attribute]
            names = value.split() if isinstance(value, str) else value
            yield from (f"{attribute}={n!r} points to nothing" for n in names if n not in ids)


def labelled_controls(page: BeautifulSoup) -> Iterator[str]:
    """Every field has a label, every button and link has words."""
    labelled = {str(tag["for"]) for tag in page.find_all("label", attrs={"for": True})}
    for field in page.find_all(["input", "select", "textarea"]):
        if field.name == "input" and field.get("type", "text") in NOT_FILLED_IN:
            continue
        named = field.get("aria-label") or field.get("aria-labelledby")
        if not (named or field.get("id") in labelled or field.find_parent("label")):
            yield f"a field without a label: {_show(field)}"
    for tag in page.find_all(["button", "a", "summary", "legend", "label"]):
        picture = tag.find("img", alt=True) or tag.find("title")
        words = (
            tag.get_text(strip=True) or tag.get("aria-label") or (picture and picture.get("alt"))
        )
        if not words and not tag.find("title"):
            yield f"a control without words: {_show(tag)}"


def safe_forms(page: BeautifulSoup) -> Iterator[str]:
    """Every form that changes something carries a token; none leaves the house."""
    for form in page.find_all("form"):
        posts = str(form.get("method", "get")).lower() == "post"
        if posts and not form.find("input", attrs={"name": "csrf_token", "value": True}):
            yield f"a POST form without csrf_token: {_show(form)}"
        action = str(form.get("action", ""))
        if "//" in action:
            yield f"a form that leaves the house: {_show(form)}"
        if form.find("form"):
            yield f"a form inside a form: {_show(form)}"


def nothing_inline(page: BeautifulSoup) -> Iterator[str]:
    """The content security policy allows no inline code, so none may be written."""
    for script in page.find_all("script"):
        if not script.get("src"):
            yield f"an inline script: {_show(script)}"
    yield from (f"an inline style sheet: {_show(tag)}" for tag in page.find_all("style"))
    for tag in page.find_all(True):
        for attribute in tag.attrs:
            if attribute == "style" or attribute.startswith("on"):
                yield f"an inline {attribute}: {_show(tag)}"


def own_files_only(page: BeautifulSoup) -> Iterator[str]:
    """Nothing is fetched from elsewhere, and every static file exists."""
    sources = [
        *((tag, "href") for tag in page.find_all("link", href=True)),
        *((tag, "src") for tag in page.find_all(src=True)),
    ]
    for tag, attribute in sources:
        address = str(tag[attribute])
        if tag.name == "img" and address.startswith("data:image/"):
            continue
        if not address.startswith("/") or address.startswith("//"):
            yield f"a file from elsewhere: {_show(tag)}"
        elif address.startswith("/static/"):
            name = address.removeprefix("/static/").partition("?")[0]
            if not (STATIC / name).is_file():
                yield f"a static file that does not exist: {_show(tag)}"
    yield from (f"a picture without alt: {_show(t)}" for t in page.find_all("img", alt=False))


def readable_tables(page: BeautifulSoup) -> Iterator[str]:
    """A table has a caption, and each of its headings says what it heads."""
    for table in page.find_all("table"):
        if not table.find("caption"):
            yield f"a table without a caption: {_show(table)}"
        yield from (f"a <th> without scope: {_show(t)}" for t in table.find_all("th", scope=False))


RULES: tuple[Rule, ...] = (
    one_frame,
    heading_order,
    unique_ids,
    labelled_controls,
    safe_forms,
    nothing_inline,
    own_files_only,
    readable_tables,
)
