"""A scripted moderator who reads one opinion after the other with the keyboard alone."""

from __future__ import annotations

import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta
from itertools import cycle, islice

from flask import Flask
from playwright.sync_api import Page

from tests.support.builders import add_body, add_round, add_school, add_submission, add_topic
from webapp.base import clock
from webapp.extensions import db
from webapp.opinions import service as opinions
from webapp.opinions.service import TextAnswer

ONE_BY_ONE = "/can-bo/y-kien/duyet"
# Keys that change the page only; every other one decides, masks or skips.
STAYING = frozenset("mkb123456789")


@dataclass(frozen=True)
class Task:
    """Words of a child, and the keys a moderator presses for them.

    Where a key is not offered (nothing similar yet) ``otherwise`` is pressed.
    A digit after "k" is a reason and decides; any other one is a topic.
    """

    words: str
    keys: tuple[str, ...]
    otherwise: tuple[str, ...] = ("c",)


# In the shares in which moderators meet them: most fit, few are put aside or handed on.
TASKS = (
    Task("Nhà vệ sinh khối 4 hay hết nước, chúng em ngại đi.", ("g",)),
    Task("Nhà vệ sinh không có nước từ tuần trước.", ("g",)),
    Task("Em muốn thư viện mở cả giờ ra chơi.", ("c",)),
    Task("Sân trường nắng quá, em muốn có cây.", ("n",)),
    Task("Đường đến trường có đoạn tối không đèn.", ("2", "c")),
    Task("Cô Lan lớp 5A cho nhiều bài tập quá.", ("e", "c")),
    Task("Em sợ đi qua đoạn đường vắng buổi tối.", ("m", "c")),
    Task("asdf asdf asdf", ("k", "6")),
    Task("Chúng em muốn có thêm sách truyện.", ("g",)),
    Task("Em chưa nghĩ ra, để em nghĩ thêm.", ("s",)),
)
DANGER = Task("Em không dám về nhà vì hay bị đánh đau.", ("b", "Enter"))


@dataclass(frozen=True)
class Taken:
    """How one opinion was decided: the keys, and the seconds until the next one could be read."""

    keys: int
    seconds: float


def tasks(number: int) -> list[Task]:
    """Return *number* tasks; one in fifty is a danger that only a reader recognises."""
    found = list(islice(cycle(TASKS), number))
    found[25::50] = [DANGER] * len(found[25::50])
    return [replace(one, words=f"{one.words} ({place})") for place, one in enumerate(found)]


def seed(app: Flask, wanted: Sequence[Task]) -> None:
    """Store one submission for each task, straight into the database of *app*."""
    with app.app_context():
        session, today = db.session(), clock.today()
        body = add_body(session, "doi-thu", "Trạm thử")
        school = add_school(session, "Trường thử")
        for code, name in (("THU_A", "Nước và vệ sinh thử"), ("THU_B", "Đường đi thử")):
            add_topic(session, code, name, body)
        round_id = add_round(session, closes_on=today + timedelta(days=7))
        for task in wanted:
            sent = add_submission(session, round_id, today, school.id)
            answer = TextAnswer("q", "Em muốn nói gì?", task.words, "THU_A")
            due = today + timedelta(days=2)
            opinions.open_opinions(session, sent, [answer], today, due)
        session.commit()
        db.session.remove()


def triage(page: Page, wanted: Sequence[Task]) -> Iterator[Taken]:
    """Decide every opinion of *wanted* by keys, in whichever order the page offers them."""
    by_words = {task.words: task for task in wanted}
    page.goto(ONE_BY_ONE)
    if page.locator(".triage[data-keys=off]").count():
        with page.expect_navigation():
            page.locator(".keys button").click()
    while by_words:
        words = page.locator(".big-text").text_content() or ""
        task = by_words.pop(words.strip())
        began = time.perf_counter()
        keys = _offered(page, task)
        for place, key in enumerate(keys):
            _press(page, key, after=keys[place - 1] if place else "")
        yield Taken(len(keys), time.perf_counter() - began)


def _offered(page: Page, task: Task) -> tuple[str, ...]:
    wanted = [key for key in task.keys if key.isalpha() and len(key) == 1]
    here = all(page.locator(f"[data-key=Key{key.upper()}]").count() for key in wanted)
    return task.keys if here else task.otherwise


def _press(page: Page, key: str, after: str) -> None:
    """Press *key* and wait for the page it leads to, if it leads to one."""
    if key in STAYING and not (after == "k" and key.isdigit()):
        page.keyboard.press(key)
        return
    with page.expect_navigation():
        page.keyboard.press(key)
