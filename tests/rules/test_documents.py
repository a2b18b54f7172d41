"""What the documents name is there, and what is there is named."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.rules import machines
from tests.rules.source import told
from webapp.config import PROJECT

DOCUMENTS = sorted([*PROJECT.glob("*.md"), *(PROJECT / "docs").rglob("*.md")])
LINK = re.compile(r"\]\(([^)#]+)(?:#[^)]*)?\)")
# A path in back quotes that starts with a folder or file of the project's root.
NAMED = re.compile(r"`((?:webapp|tests|docs|surveys|translations)/[\w./-]+)`")
DECISIONS = PROJECT / "docs" / "decisions"


@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: path.name)
def test_every_link_leads_somewhere(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    links = [link for link in LINK.findall(text) if "://" not in link]
    places = [link for link in links if not (path.parent / link).exists()]
    places += [name for name in NAMED.findall(text) if not (PROJECT / name).exists()]
    assert not places, told(f"{path.name} names what exists.", "a newcomer follows it", places)


def test_every_decision_has_its_own_number_and_stands_in_the_list() -> None:
    files = sorted(path.name for path in DECISIONS.glob("[0-9]*.md"))
    assert [name[:4] for name in files] == [f"{n:04}" for n in range(1, len(files) + 1)]
    titles = [
        f"- [{name[:4]}]({name}) {(DECISIONS / name).read_text('utf-8').splitlines()[0][7:]}"
        for name in files
    ]
    listed = (DECISIONS / "README.md").read_text(encoding="utf-8").splitlines()
    assert [line for line in listed if line.startswith("- ")] == titles


def test_every_room_is_explained() -> None:
    text = (PROJECT / "docs" / "architecture.md").read_text(encoding="utf-8")
    order = re.findall(r"`(\w+)`", text.split("holds it):", 1)[1].split("\n\n")[1])
    assert re.findall(r"^\| `(\w+)` \|", text, re.MULTILINE)[: len(order)] == order


def test_the_page_of_states_is_what_the_code_does() -> None:
    page = machines.PAGE.read_text(encoding="utf-8")
    assert page == machines.renewed(page), "run: .venv/bin/python -m tests.rules.machines"
