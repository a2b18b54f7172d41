"""Many clients at once, in a process of their own, for a fixed time.

A piece of work is a list of steps (method, path, fields) that was recorded once
from a real walk; a client replays it with the token of its own session.  Each
piece of work is a new visitor: new connection, no cookie.
"""

from __future__ import annotations

import http.client
import multiprocessing
import re
import statistics
import threading
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from urllib.parse import urlencode

TOKEN = re.compile(r'name="csrf_token" value="([^"]+)"')
FORM = "application/x-www-form-urlencoded"
Step = tuple[str, str, Mapping[str, str] | None]


@dataclass
class Result:
    """How many pieces of work were done in how long, and how long each took."""

    seconds: float = 0.0
    took: list[float] = field(default_factory=list)
    failed: int = 0

    @property
    def per_second(self) -> float:
        """Return finished pieces of work per second."""
        return len(self.took) / self.seconds if self.seconds else 0.0

    @property
    def p95(self) -> float:
        """Return the 95th percentile in milliseconds."""
        if len(self.took) < 2:
            return 0.0
        return statistics.quantiles(self.took, n=20)[-1] * 1000


class Visitor:
    """One visitor: a connection, its cookies, its token."""

    def __init__(self, port: int) -> None:
        self._connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
        self._cookies: dict[str, str] = {}
        self._token = ""

    def close(self) -> None:
        """Hang up."""
        self._connection.close()

    def do(self, step: Step) -> None:
        """Carry out one step and follow where it leads."""
        method, path, fields = step
        body = None
        if fields is not None:
            body = urlencode({**fields, "csrf_token": self._token})
        for _ in range(6):
            headers = {"Cookie": "; ".join(f"{n}={v}" for n, v in self._cookies.items())}
            if body is not None:
                headers["Content-Type"] = FORM
            self._connection.request(method, path, body, headers)
            answer = self._connection.getresponse()
            text = answer.read()
            for value in answer.headers.get_all("Set-Cookie") or ():
                name, _, rest = value.partition("=")
                self._cookies[name] = rest.partition(";")[0]
            if answer.status == 200:
                found = TOKEN.search(text.decode("utf-8"))
                self._token = found[1] if found else self._token
                return
            if answer.status not in (302, 303):
                raise http.client.HTTPException(f"{path} answered {answer.status}")
            method, path, body = "GET", answer.headers["Location"], None
        raise http.client.HTTPException("redirects without end")


def measure(
    port: int,
    before: Sequence[Step],
    work: Sequence[Step],
    clients: int,
    seconds: float,
    fresh: bool = True,
) -> Result:
    """Repeat *work* with *clients* at once and return what was done.

    *before* is walked outside the clock: once for every visitor when *fresh*
    (each piece of work is a new visitor), else once for each client.
    """
    context = multiprocessing.get_context("spawn")
    with context.Pool(1) as pool:
        return pool.apply(_run, (port, before, work, clients, seconds, fresh))


def _run(
    port: int,
    before: Sequence[Step],
    work: Sequence[Step],
    clients: int,
    seconds: float,
    fresh: bool,
) -> Result:
    result, lock = Result(), threading.Lock()
    start = time.perf_counter()
    deadline = start + seconds

    def client() -> None:
        visitor: Visitor | None = None
        while time.perf_counter() < deadline:
            try:
                if visitor is None or fresh:
                    visitor = _arrive(port, before)
                began = time.perf_counter()
                for step in work:
                    visitor.do(step)
                took = time.perf_counter() - began
            except (http.client.HTTPException, OSError):
                with lock:
                    result.failed += 1
                visitor = None
            else:
                with lock:
                    result.took.append(took)

    _together(client, clients)
    result.seconds = time.perf_counter() - start
    return result


def _arrive(port: int, before: Sequence[Step]) -> Visitor:
    visitor = Visitor(port)
    for step in before:
        visitor.do(step)
    return visitor


def _together(target: Callable[[], None], count: int) -> None:
    threads = [threading.Thread(target=target, daemon=True) for _ in range(count)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
