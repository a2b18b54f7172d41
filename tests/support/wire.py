"""A child at a browser, reduced to what goes over the wire.

Only the standard library and no page checks: forty of these run at once against
a real server (the crash test, the benchmark), so they must cost little.
"""

from __future__ import annotations

import http.client
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from html.parser import HTMLParser
from urllib.parse import urlencode

DIGITS = re.compile(r'class="digits"[^>]*>([\d\s&;nbsp#x]+)<')
MOST_PAGES = 60


@dataclass
class Field:
    """One question of a page: what it is called and what may be answered."""

    name: str
    kind: str
    values: list[str] = field(default_factory=list)


class FormReader(HTMLParser):
    """Reads the token and the fields of the first form inside ``main``."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.fields: dict[str, Field] = {}
        self.buttons: dict[str, list[str]] = {}
        self.hidden: dict[str, str] = {}
        self._select = ""
        self.feed(page[page.find("<main") :])

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        got = {name: value or "" for name, value in attrs}
        name, value = got.get("name", ""), got.get("value", "")
        if tag == "option" and self._select and value:
            self.fields[self._select].values.append(value)
        if not name:
            return
        kind = got.get("type", "text") if tag == "input" else tag
        if kind == "hidden":
            self.hidden.setdefault(name, value)
        elif tag == "button":
            self.buttons.setdefault(name, []).append(value)
        elif tag in ("input", "textarea", "select"):
            self._select = name if tag == "select" else ""
            found = self.fields.setdefault(name, Field(name, kind))
            if kind in ("radio", "checkbox"):
                found.values.append(value or "on")


Answers = Callable[[Field], str]


def plain_answer(asked: Field) -> str:
    """Take the first choice, or write a short sentence."""
    if asked.values:
        return asked.values[0]
    kinds = {"date": "2014-09-05", "number": "12", "tel": "0912345678", "email": "a@noi-bo.invalid"}
    return kinds.get(asked.kind, "Em mong sân trường có thêm cây và ghế ngồi.")


class Child:
    """One seat: a connection, a cookie, and the pages walked so far."""

    def __init__(self, host: str, port: int, answers: Answers = plain_answer) -> None:
        self._connection = http.client.HTTPConnection(host, port, timeout=20)
        self.cookies: dict[str, str] = {}
        self.answers = answers
        self.path = "/"
        self.body = ""
        self.sent: tuple[str, dict[str, str]] | None = None
        self.log: list[tuple[str, str, dict[str, str] | None]] = []

    def close(self) -> None:
        """Hang up."""
        self._connection.close()

    def get(self, path: str) -> int:
        """Open *path* and follow redirects."""
        self.log.append(("GET", path, None))
        return self._request("GET", path, None)

    def post(self, path: str, data: Mapping[str, str]) -> int:
        """Send *data* and follow redirects."""
        self.sent = (path, dict(data))
        self.log.append(("POST", path, dict(data)))
        return self._request("POST", path, urlencode(data))

    def sent_to(self, path: str) -> bool:
        """Tell whether the last POST went to *path*, answered or not."""
        return self.sent is not None and self.sent[0] == path

    def sent_last(self) -> tuple[str, dict[str, str]]:
        """Return the last POST, to send it once more as a double click does."""
        assert self.sent is not None, "nothing was sent yet"
        return self.sent

    def _request(self, method: str, path: str, body: str | None) -> int:
        for _ in range(6):
            headers = {"Cookie": "; ".join(f"{n}={v}" for n, v in self.cookies.items())}
            if body is not None:
                headers["Content-Type"] = "application/x-www-form-urlencoded"
            self._connection.request(method, path, body, headers)
            answer = self._connection.getresponse()
            self.body, self.path = answer.read().decode("utf-8"), path
            for value in answer.headers.get_all("Set-Cookie") or ():
                name, _, rest = value.partition("=")
                self.cookies[name] = rest.partition(";")[0]
            if answer.status not in (302, 303):
                return answer.status
            method, path, body = "GET", answer.headers["Location"], None
        raise AssertionError(f"redirects without end at {path}")

    def choices(self) -> list[str]:
        """Return the ages that the open first page offers, round by round."""
        return [value for value in FormReader(self.body).buttons.get("choice", []) if value]

    def begin(self, choice: int = 0) -> None:
        """Choose the *choice*-th age on the first page and agree."""
        self.get("/")
        form = FormReader(self.body)
        ages = self.choices()
        assert ages, f"no open round on the first page: {self.body[:500]}"
        self.post("/", {**form.hidden, "choice": ages[choice]})
        self.post(self.path, {**FormReader(self.body).hidden, "answer": "yes"})

    def answer_page(self) -> None:
        """Answer the open page and go on."""
        before, form = self.path, FormReader(self.body)
        data = {**form.hidden, "_go": "next"}
        data |= {name: self.answers(asked) for name, asked in form.fields.items() if name[0] != "_"}
        status = self.post(self.path, data)
        stuck = self.path == before and status != 200
        assert not stuck, f"{before} answered {status} to {data}"

    def fill_in(self) -> None:
        """Answer every page up to the one that asks whether to send."""
        for _ in range(MOST_PAGES):
            if not self.path.startswith("/phieu/"):
                break
            self.answer_page()
        assert self.path == "/kiem-tra", f"stopped at {self.path}: {self.body[-800:]}"

    def token(self) -> dict[str, str]:
        """Return the hidden fields of the open page's form."""
        return FormReader(self.body).hidden

    def send(self) -> str:
        """Send, and return the receipt's digits as the page shows them."""
        self.post("/gui", self.token())
        return self.receipt()

    def receipt(self) -> str:
        """Return the sixteen digits of the open page."""
        found = DIGITS.search(self.body)
        assert found, f"no receipt at {self.path}: {self.body[:800]}"
        return re.sub(r"\D", "", found[1])
