"""Which room may know which: the order of the rooms, and their private files."""

from __future__ import annotations

import re

from tests.rules.source import Import, Module, calls, imports, modules, names, told
from webapp.config import PROJECT

# The order of docs/architecture.md: a room knows only rooms before it.
ROOMS = (
    "surveykit",
    "base",
    "audit",
    "privacy",
    "directory",
    "accounts",
    "outbox",
    "forms",
    "submissions",
    "rounds",
    "safeguarding",
    "meetings",
    "opinions",
    "petitions",
    "registration",
    "plan",
    "tracker",
    "moderation",
    "feedback",
    "intake",
    "reports",
    "board",
    "respond",
    "authoring",
    "duties",
    "desk",
)
# What stands beside the rooms and may know all of them, since it puts them together.
ASSEMBLY = {"factory", "launch", "__main__", "migrations"}
WEB_FILES = {"pages", "routes", "web_forms", "cli"}
# What other rooms may import of a room.
DOORS = {"service", "rules", "labels", "holdings"}
MORE_DOORS = {
    "surveykit": None,  # the public API: every name
    "base": None,  # the ground: every name
    "privacy": {"encryption"},  # a column type of tables that hold personal answers
    # Compiled forms are values, read on every child's page and by whoever shows answers;
    # workbooks and what is wrong with them are values that the authoring desk shapes and shows.
    "forms": {
        "catalogue",
        "filling",
        "meaning",
        "complaints",
        "lints",
        "manifest",
        "versions",
        "xlsform.workbook",
        "xlsform.converting",
        "xlsform.writing",
        # The editor reads and writes cells: which types, columns and looks there are, and what
        # a condition says.
        "xlsform.columns",
        "xlsform.looks",
        "xlsform.vocabulary",
        # Whether children can read it is measured alike for a form and for a reply.
        "linting.bands",
        "linting.office_words",
        "linting.reading",
        "linting.wording",
        "rule_language.evaluation",
        "rule_language.syntax",
    },
    # A child's page without a seat and where its answers would go: what trying a form shows.
    "respond": {"opening", "seat", "sheet", "showing"},
    "intake": {"sorting"},
    # Kept for a seat, then for a submission; each room shows them to its own readers.
    "submissions": {"pictures"},
    # What may tell who wrote a text: pure rules, shown as suggestions by moderation.
    "opinions": {"suggesting.suggestions", "suggesting.suggestion_kinds"},
}
# Words on screen as finished values: translations, but no request and no response.
WORDS = {"labels", "days"}
HEAVY = {"pandas", "matplotlib", "docx", "xlsxwriter", "openpyxl"}
LAZY = {
    "reports": HEAVY,
    "forms": {"pyxform", "openpyxl", "xlrd", "xlsxwriter"},
    # The forms of the decree, filled when an officer asks for one; jinja2 runs their sandbox.
    "safeguarding": {"docxtpl", "jinja2"},
    "registration": {"xlsxwriter"},  # the list for Excel, made when somebody asks for it
}


def own(module: Module) -> list[Import]:
    return [i for i in imports(module) if i.name.startswith("webapp.")]


def is_web(module: Module) -> bool:
    """Tell whether a file may see requests; a room with many pages has several ``…_pages``."""
    return module.file in WEB_FILES or module.file.endswith("_pages")


def room_of(name: str) -> str:
    return name.split(".")[1]


def test_the_order_is_the_one_of_the_architecture_page() -> None:
    text = (PROJECT / "docs" / "architecture.md").read_text(encoding="utf-8")
    paragraph = text.split("holds it):", 1)[1].split("\n\n")[1]
    assert tuple(re.findall(r"`(\w+)`", paragraph)) == ROOMS
    folders = {m.room for m in modules() if len(m.path.relative_to(PROJECT).parts) > 2}
    assert folders - set(ROOMS) - ASSEMBLY == {"web"}, "a folder that is in no order"


def test_a_room_knows_only_lower_rooms() -> None:
    places = [
        f"{m.at(i.line)}: {m.room} imports {i.name}"
        for m in modules()
        if m.room in ROOMS
        for i in own(m)
        if room_of(i.name) in ROOMS and ROOMS.index(room_of(i.name)) > ROOMS.index(m.room)
    ]
    why = "an arrow upwards makes a circle sooner or later, and then nothing can be changed alone"
    assert not places, told("A room imports only rooms before it in the order.", why, places)


def test_rooms_meet_through_their_doors() -> None:
    places = []
    for module in modules():
        if module.room in ASSEMBLY or module.name == "webapp.web.signin":
            continue  # sign-in binds Flask-Security to the people table (decisions/0003)
        for found in own(module):
            room, _, inner = found.name.removeprefix("webapp.").partition(".")
            if room not in ROOMS or room == module.room:
                continue
            if module.name == "webapp.loader" and room == "forms":
                continue  # reading a folder is the loader's work; forms keeps the parts of it
            more = MORE_DOORS.get(room, set())
            if more is not None and inner not in DOORS | more:
                places.append(f"{module.at(found.line)}: imports {found.name}")
    why = "a room's tables and reads may change freely as long as its service keeps its word"
    assert not places, told("Another room is reached by its service or rules only.", why, places)


def test_only_the_web_knows_flask() -> None:
    places = []
    for module in modules():
        web = module.room in {"web", "factory", "extensions", "loader"}
        if web or module.room == "migrations" or (module.room in ROOMS and is_web(module)):
            continue
        for found in imports(module):
            top = found.name.split(".")[0]
            allowed = (module.file in WORDS and top == "flask_babel") or (
                module.name == "webapp.accounts.records" and top == "flask_security"
            )
            if (top.startswith("flask") or top == "werkzeug") and not allowed:
                places.append(f"{module.at(found.line)}: imports {found.name}")
    why = "a use-case that sees a request can be run and tested by nothing else"
    assert not places, told("Only pages, routes, web_forms, cli and web/ use Flask.", why, places)


def test_use_cases_do_not_reach_for_the_web_or_the_global_session() -> None:
    forbidden = {"web", "extensions", "factory", "loader", "launch"}
    places = [
        f"{m.at(i.line)}: imports {i.name}"
        for m in modules()
        if m.room in ROOMS and not is_web(m)
        for i in own(m)
        if room_of(i.name) in forbidden
    ]
    why = "the session is handed in, so that one request is one transaction"
    assert not places, told("Rules, tables and services know no web.", why, places)


def test_decisions_are_pure() -> None:
    """rules.py may lean on pure files of its own room, on the ground and the plugin API."""
    impure = WEB_FILES | {"records", "queries", "service", "seed"}
    places = []
    for module in modules():
        if module.file != "rules" or module.room not in ROOMS:
            continue
        for found in imports(module):
            if found.name.startswith("webapp."):
                room, _, inner = found.name.removeprefix("webapp.").partition(".")
                own_file = room == module.room and inner not in impure
                fine = room in {"base", "surveykit"} or inner == "rules" or own_file
            else:
                fine = found.name.split(".")[0] not in {"sqlalchemy", "flask", "os"}
            if not fine:
                places.append(f"{module.at(found.line)}: imports {found.name}")
    why = "a decision with rows and time as arguments can be tested in microseconds"
    assert not places, told("rules.py imports the standard library and other rules.", why, places)


def test_the_plugin_api_stands_alone() -> None:
    places = [
        f"{m.at(i.line)}: imports {i.name}"
        for m in modules()
        if m.room == "surveykit"
        for i in own(m)
        if room_of(i.name) != "surveykit"
    ]
    assert not places, told("surveykit imports nothing of ours.", "a survey outlives us", places)


def test_a_survey_knows_only_the_plugin_api() -> None:
    places = []
    for path in sorted((PROJECT / "surveys").rglob("*.py")):
        for line, text in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1):
            found = re.match(r"\s*(?:from|import)\s+(webapp[\w.]*)", text)
            if found and not found[1].startswith("webapp.surveykit"):
                places.append(f"{path.relative_to(PROJECT)}:{line}: imports {found[1]}")
    why = "what a survey may lean on is a small promise that we can keep"
    assert not places, told("A survey imports nothing of ours but surveykit.", why, places)


def test_only_the_loader_knows_the_folder_of_surveys() -> None:
    # The door of forms hands on a function of that name.
    allowed = {"webapp.loader", "webapp.config", "webapp.forms.service"}
    places = [
        m.at(1)
        for m in modules()
        if m.name not in allowed
        and re.search(r"""["']surveys/?["']|settings\.surveys""", m.path.read_text("utf-8"))
    ]
    assert not places, told("Only the loader finds surveys.", "one place to isolate faults", places)


def test_no_import_is_hidden_in_a_function() -> None:
    places = [
        f"{m.at(i.line)}: imports {i.name}"
        for m in modules()
        for i in imports(m)
        if i.hidden
        and m.name != "webapp.loader"
        and i.name.split(".")[0] not in LAZY.get(m.room, set())
    ]
    why = "a hidden import is a circle with a blanket over it"
    assert not places, told("Imports stand at the top of a file.", why, places)


def test_no_module_is_in_a_circle() -> None:
    known = names()
    arrows = {m.name: {i.name for i in own(m) if i.name in known} for m in modules()}
    done: set[str] = set()
    circles: list[str] = []

    def walk(name: str, path: tuple[str, ...]) -> None:
        if name in path:
            circles.append(" → ".join((*path[path.index(name) :], name)))
        elif name not in done:
            for target in sorted(arrows.get(name, ())):
                walk(target, (*path, name))
            done.add(name)

    for name in sorted(arrows):
        walk(name, ())
    assert not circles, told("No circles.", "then load order decides what works", circles)


def test_a_case_is_closed_by_feedback_alone() -> None:
    """No path leads to closed without feedback delivered, or its impossibility recorded."""
    places = [
        m.at(line)
        for m in modules()
        if m.name != "webapp.feedback.closing"
        for name, line in calls(m)
        if name == "tracker.close" or (m.room != "tracker" and name.endswith(".closing.close"))
    ]
    places += [
        m.at(i.line)
        for m in modules()
        for i in own(m)
        if i.name.startswith("webapp.tracker.moving.closing") and m.name != "webapp.tracker.service"
    ]
    why = "feedback.closing asks the ledger whether every child behind the case was told"
    assert not places, told("Only feedback.closing calls tracker.close.", why, places)
