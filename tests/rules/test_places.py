"""Things that may stand in one place only, and names that may stand nowhere."""

from __future__ import annotations

import ast
import re
import subprocess

from tests.rules.source import calls, modules, told
from webapp.config import PROJECT

DRAWERS = {"utils", "util", "helpers", "helper", "common", "misc", "models"}
CLOCK_CALLS = re.compile(
    r"(^|\.)(datetime\.(now|utcnow|today)|date\.today|time\.(time|time_ns|localtime|gmtime))$"
)
# Names of the first commune; they belong to its folder of data.
COMMUNE_NAMES = ("Thanh Lĩnh", "thanh-linh", "Thanh Chương", "Nghệ An")
# Written in pieces, so that this file does not break its own rule.
LEAKS = [
    re.compile(p)
    for p in (
        r"/wo" r"rk/",
        # Not the path of XForms into a list: instance('x') and then its root.
        r"(?<!\))/ro" r"ot/",
        r"/ho" r"me/\w",
        r"C:\\Us" r"ers",
        r"pypi\.o" r"rg",
        r"pythonhosted\.o" r"rg",
        r"npmjs\.(com|o" r"rg)",
        r"deb\.debian\.o" r"rg",
    )
]


def places_of(pattern: re.Pattern[str], allowed: set[str]) -> list[str]:
    return [
        f"{m.at(line)}: {name}"
        for m in modules()
        for name, line in calls(m)
        if pattern.search(name) and m.name not in allowed
    ]


def test_commits_stand_in_three_places() -> None:
    """The web transaction, the command line (``cli.py`` and ``launch/``), migrations."""
    allowed = {m.name for m in modules() if m.file == "cli" or m.room in {"launch", "migrations"}}
    # Engine-level statements of the SQLite events are what a commit is made of.
    places = places_of(re.compile(r"\.commit$"), allowed | {"webapp.web.transaction"})
    why = "one request is one transaction: all of it is kept, or nothing"
    assert not places, told(
        "Only the transaction, the command line, migrations commit.", why, places
    )


def test_the_environment_is_read_in_one_file() -> None:
    places = places_of(re.compile(r"\bos\.(environ|getenv|putenv)\b"), {"webapp.config"})
    # Telling Windows from the rest (os.name) is no setting.
    assert not places, told("os.environ only in config.py.", "settings are handed in", places)


def test_there_is_one_clock() -> None:
    places = places_of(CLOCK_CALLS, {"webapp.base.clock"})
    why = "a rule that asks for the time itself cannot be moved across Tết in a test"
    assert not places, told("Only base.clock knows what time it is.", why, places)


def test_no_generic_drawers() -> None:
    places = [m.at(1) for m in modules() if m.file in DRAWERS]
    why = "everything fits into a drawer without a name, so everything ends there"
    assert not places, told("A file is named by what it answers.", why, places)


def test_package_roots_are_almost_empty() -> None:
    # surveykit's root is the whole public API: a survey writes one import.
    places = [
        m.at(1)
        for m in modules()
        if m.path.name == "__init__.py" and m.lines > 30 and m.room != "surveykit"
    ]
    assert not places, told("An __init__.py has 30 lines at most.", "roots breed circles", places)


def test_nothing_of_one_commune_stands_in_the_code() -> None:
    """Docstrings and comments may not either: the next commune reads them too."""
    places = []
    for path in sorted((PROJECT / "webapp").rglob("*")):
        if path.suffix not in {".py", ".html", ".js", ".css", ".svg"} or "communes" in path.parts:
            continue
        for line, text in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1):
            # The setting that says which folder of data is the default one.
            if path.name == "config.py" and '"thanh-linh"' in text:
                continue
            places += [
                f"{path.relative_to(PROJECT)}:{line}: {n}" for n in COMMUNE_NAMES if n in text
            ]
    why = "another commune changes data, never code"
    assert not places, told("Names of a commune are data.", why, places)


def test_no_machine_and_no_registry_is_named() -> None:
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=PROJECT, capture_output=True, check=True)
    places = []
    for name in listed.stdout.decode("utf-8").split("\0"):
        path = PROJECT / name
        if not name or not path.is_file() or path.suffix in {".woff2", ".png", ".xlsx", ".docx"}:
            continue
        text = path.read_text(encoding="utf-8", errors="ignore")
        if "/vendor/" in name:
            continue
        for line, row in enumerate(text.splitlines(), start=1):
            places += [f"{name}:{line}: {leak.pattern}" for leak in LEAKS if leak.search(row)]
    why = "what worked on one machine must be found on every machine"
    assert not places, told("No machine path and no registry host is committed.", why, places)


def test_use_cases_say_what_they_do() -> None:
    """Every public function of a service, rule or the plugin API has a docstring."""
    places = [
        f"{m.at(node.lineno)}: {node.name}"
        for m in modules()
        if m.file in {"service", "rules", "queries"} or m.room == "surveykit"
        for node in m.tree.body
        if isinstance(node, ast.FunctionDef | ast.ClassDef)
        and not node.name.startswith("_")
        and not ast.get_docstring(node)
    ]
    assert not places, told("Public names are documented.", "they are the room's word", places)


def test_nothing_is_left_open() -> None:
    places = []
    for module in modules():
        for line, text in enumerate(module.path.read_text("utf-8").splitlines(), start=1):
            if re.search(r"\b(TODO|FIXME|XXX)\b|raise NotImplementedError", text):
                places.append(f"{module.at(line)}: {text.strip()}")
    assert not places, told("Nothing is left open in code.", "it belongs into an issue", places)
