"""The rule language of the browser, run in a real one: many cases in one call."""

from __future__ import annotations

import json
import struct
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, Page, Route

import webapp.web
from webapp.forms.rule_language.values import node_text

STATIC = Path(webapp.web.__file__).parent / "static"
ORIGIN = "http://rules.test"
RUN = """
async (given) => {
  const { settings, cases } = JSON.parse(given);
  const { build, evaluate, listOf, toText } = await import("/rules.js");
  await import("/digests.js");
  const scopes = settings.map(
    ({ now, answers, lists, choice_names: names, itext, draw, here }) => ({
      document: build(answers),
      usual: here,
      now,
      lists: Object.fromEntries(Object.entries(lists).map(([name, rows]) => [name, listOf(rows)])),
      choiceName: (question, value) => (names[question] || {})[value] ?? value,
      words: (identifier) => (Object.hasOwn(itext, identifier) ? itext[identifier] : ""),
      draw: () => draw,
    }),
  );
  const times = (node) => {
    const found = [];
    for (let place = node; place; place = place.parent) if (place.time) found.unshift(place.time);
    return found.join(".");
  };
  const find = (document, place) => {
    const [name, at] = place.split("@");
    if (name === "data") return document.root;
    return document.byName.get(name).find((node) => !at || times(node) === at);
  };
  const told = (value) => {
    if (Array.isArray(value)) return ["s", value.map((node) => [node.name, toText([node])])];
    if (typeof value === "number") return ["n", Object.is(value, -0) ? "-0" : String(value)];
    return [typeof value === "boolean" ? "b" : "t", value];
  };
  return JSON.stringify(cases.map(([number, place, tree]) => {
    const scope = scopes[number];
    try {
      return told(evaluate(tree, { ...scope, here: find(scope.document, place || scope.usual) }));
    } catch (error) {
      return ["!", String(error.stack)];
    }
  }));
}
"""
# The number of the setting, the place of the rule in it (``rule_setting``), the tree.
Case = tuple[int, str, list[Any]]


def rules_page(browser: Browser) -> Page:
    """Return an empty page that may load the modules of the product."""

    def serve(route: Route) -> None:
        file = STATIC / route.request.url.removeprefix(ORIGIN).strip("/")
        if file.is_file():
            kind = "text/javascript" if file.suffix == ".js" else "text/css"
            route.fulfill(content_type=kind, body=file.read_text(encoding="utf-8"))
        else:
            route.fulfill(content_type="text/html", body="<!doctype html><title>rules</title>")

    page = browser.new_context(timezone_id="America/Denver", locale="en-US").new_page()
    page.route(f"{ORIGIN}/**", serve)
    page.goto(f"{ORIGIN}/page")
    return page


def run_in_browser(
    page: Page, settings: Sequence[Mapping[str, Any]], cases: Sequence[Case]
) -> list[list[Any]]:
    """Return what each case gives, as ``told`` tells it; ``!`` for one that fails."""
    # As one text: the driver would take apart and put together each list on its own.
    given = json.dumps({"settings": list(settings), "cases": [list(case) for case in cases]})
    found: list[list[Any]] = json.loads(page.evaluate(RUN, given))
    return found


def told(value: Any) -> list[Any]:
    """Return a value of the Python engine as the browser tells its own."""
    if isinstance(value, list):
        return ["s", [[node.name, node_text(node)] for node in value]]
    if isinstance(value, float):
        return ["n", value]
    return ["b" if isinstance(value, bool) else "t", value]


def ulps_apart(one: float, other: float) -> float:
    """Return how many doubles lie between both; 0 when they are the same, infinity when unlike."""
    if one != one or other != other:  # noqa: PLR0124 - not-a-number
        return 0 if one != one and other != other else float("inf")  # noqa: PLR0124
    return abs(_place(one) - _place(other))


def _place(number: float) -> int:
    (bits,) = struct.unpack("<q", struct.pack("<d", number))
    return bits if bits >= 0 else -(bits & 0x7FFFFFFFFFFFFFFF)


def agree(ours: list[Any], theirs: list[Any], ulps: int = 0) -> bool:
    """Tell whether both engines said the same, of the same kind; minus zero is not zero."""
    if ours[0] != theirs[0]:
        return False
    if ours[0] != "n":
        return bool(ours[1] == theirs[1])
    number = float(str(theirs[1]).replace("Infinity", "inf"))
    if ulps == 0 and number == 0 == ours[1]:
        return str(number) == str(ours[1])
    return ulps_apart(ours[1], number) <= ulps
