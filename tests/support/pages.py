"""A client that reads every page it opens, as a person with good eyes would.

It keeps CSRF on: a form is sent by filling in a form of the last page, token
included, and a field that the page does not offer cannot be sent by accident.
Each HTML page is held to ``page_rules``; each answer must have the status the
test expects and the security headers.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from urllib.parse import urljoin

from bs4 import BeautifulSoup, Tag
from flask import Flask
from werkzeug.test import TestResponse

from tests.support.page_forms import chosen_form, filled
from tests.support.page_rules import complaints
from webapp.web.headers import HEADERS

Value = str | int | Sequence[str]
REDIRECTS = (302, 303)


class Page:
    """One answer of the application, with short ways to look at it."""

    def __init__(self, url: str, response: TestResponse) -> None:
        self.url = url
        self.status = response.status_code
        self.headers = response.headers
        self.data = response.get_data()
        self.location = response.headers.get("Location", "")
        self.is_html = response.mimetype == "text/html"
        self.html = self.data.decode("utf-8") if self.is_html else ""
        self.tree = BeautifulSoup(self.html, "html.parser")

    @property
    def words(self) -> str:
        """Return what stands on the page, white space made single."""
        return " ".join(self.tree.get_text(" ").split())

    @property
    def title(self) -> str:
        """Return the first heading."""
        return self.read("h1")

    def all(self, selector: str) -> list[Tag]:
        """Return all elements that fit *selector*."""
        return list(self.tree.select(selector))

    def one(self, selector: str) -> Tag:
        """Return the only element that fits *selector*; fails on none or several."""
        found = self.all(selector)
        assert len(found) == 1, f"{len(found)} elements fit {selector!r} on {self.url}"
        return found[0]

    def read(self, selector: str) -> str:
        """Return the words of the only element that fits *selector*."""
        return " ".join(self.one(selector).get_text(" ").split())

    def link(self, words: str) -> str:
        """Return the address behind the first link whose words contain *words*."""
        for tag in self.all("a[href]"):
            if words in " ".join(tag.get_text(" ").split()):
                return str(tag["href"])
        raise AssertionError(f"no link says {words!r} on {self.url}: {self.words[:400]}")


class PageClient:
    """A person at a browser without JavaScript."""

    def __init__(self, app: Flask) -> None:
        self.app = app
        self.browser = app.test_client()
        self.browser.environ_base["HTTP_USER_AGENT"] = "PageClient"
        self.page: Page | None = None

    def get(self, url: str, status: int = 200, follow: bool = False) -> Page:
        """Open *url*; with *follow* a redirect is walked to its end."""
        page = self._read(url, self.browser.get(url))
        for _ in range(5):
            if not (follow and page.status in REDIRECTS):
                break
            page = self._next(page)
        return self._expect(page, status)

    def follow(self, words: str, status: int = 200) -> Page:
        """Open the link of the last page that says *words*."""
        return self.get(self._last().link(words), status)

    def post(
        self,
        url: str,
        data: Mapping[str, Value] | None = None,
        status: int = 303,
        follow: bool = True,
        csrf: bool = True,
    ) -> Page:
        """Post *data* with the token of the last page; then walk to the page it leads to."""
        fields: dict[str, Value] = dict(data or {})
        if csrf and "csrf_token" not in fields:
            tokens = self._last().all("input[name=csrf_token]")
            assert tokens, f"no form on {self._last().url}: open a page with one before posting"
            fields["csrf_token"] = str(tokens[0]["value"])
        page = self._expect(self._read(url, self.browser.post(url, data=fields)), status)
        return self._next(page) if follow and page.status in REDIRECTS else page

    def submit(
        self,
        page: Page | None = None,
        form: str | int = "main form",
        status: int = 303,
        follow: bool = True,
        button: str | None = None,
        **fields: Value,
    ) -> Page:
        """Fill in and send a form of *page* (the last one unless given).

        *form* is a selector or a number among all forms; *button* the words of
        the button to press; *fields* are values by name.
        """
        page = page or self._last()
        found = chosen_form(page.tree, form, button, fields)
        data = filled(found, fields, button)
        target = urljoin(page.url, str(found.get("action") or page.url))
        if str(found.get("method", "get")).lower() == "post":
            return self.post(target, data, status, follow)
        answer = self._read(target, self.browser.get(target, query_string=data))
        return self._expect(answer, 200 if status in REDIRECTS else status)

    def sign_in(self, username: str, password: str) -> Page:
        """Sign in through the real form and return the page it leads to."""
        page = self.get("/can-bo/dang-nhap")
        form = chosen_form(page.tree, "main form", None, {"username": username})
        data = filled(form, {"username": username, "password": password}, None)
        response = self.browser.post(str(form.get("action") or page.url), data=data)
        answer = self._read("/can-bo/dang-nhap", response)
        assert answer.status in REDIRECTS, f"sign-in was refused: {answer.words[:400]}"
        return self._read(answer.location, self.browser.get(answer.location))

    def _last(self) -> Page:
        assert self.page is not None, "open a page first"
        return self.page

    def _next(self, page: Page) -> Page:
        target = urljoin(page.url, page.location)
        return self._read(target, self.browser.get(target))

    def _read(self, url: str, response: TestResponse) -> Page:
        page = Page(url, response)
        missing = [name for name in HEADERS if name not in page.headers]
        assert not missing, f"{url} answers without {missing}"
        if page.is_html and page.status not in REDIRECTS:
            wrong = complaints(page.html)
            assert not wrong, f"{url} ({page.status}):\n- " + "\n- ".join(wrong)
            self.page = page
        return page

    def _expect(self, page: Page, status: int) -> Page:
        assert page.status == status, (
            f"{page.url} answered {page.status} instead of {status}: "
            f"{page.location or page.words[:400]}"
        )
        return page
