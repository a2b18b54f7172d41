"""Filling in a form of a page as a browser without JavaScript would send it."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence

from bs4 import BeautifulSoup, Tag

Value = str | int | Sequence[str]


def chosen_form(
    page: BeautifulSoup, form: str | int, button: str | None, fields: Collection[str]
) -> Tag:
    """Return the form meant by number, or the only fitting one of a selector.

    When a selector fits several forms, the one that has *button* and all
    *fields* is meant; it must be the only one.
    """
    if isinstance(form, int):
        return page.find_all("form")[form]
    found = page.select(form)
    fitting = [
        f
        for f in found
        if (button is None or _button(f, button) is not None) and set(fields) <= _names(f)
    ]
    if len(fitting) == 1:
        return fitting[0]
    offered = [sorted(_names(f)) for f in found]
    raise AssertionError(
        f"{len(fitting)} forms fit {form!r} with button {button!r} and {sorted(fields)}; "
        f"the page offers {offered}"
    )


def filled(form: Tag, fields: Mapping[str, Value], button: str | None) -> dict[str, list[str]]:
    """Return what the browser would send: defaults of the page, then *fields*."""
    data: dict[str, list[str]] = {}
    for field in form.find_all(["input", "select", "textarea"]):
        name = field.get("name")
        if name and not field.has_attr("disabled"):
            data.setdefault(str(name), []).extend(_defaults(field))
    pressed = _button(form, button)
    if pressed is not None and pressed.get("name"):
        data[str(pressed["name"])] = [str(pressed.get("value", ""))]
    for name, value in fields.items():
        values = [str(value)] if isinstance(value, str | int) else [str(v) for v in value]
        _check_choice(form, name, values)
        data[name] = values
    return {name: values for name, values in data.items() if values}


def _names(form: Tag) -> set[str]:
    tags = form.find_all(["input", "select", "textarea", "button"])
    return {str(tag["name"]) for tag in tags if tag.get("name")}


def _button(form: Tag, words: str | None) -> Tag | None:
    """Return the button that says *words*, or the first one, which Enter presses."""
    for button in _buttons(form):
        if button.get("type", "submit") != "submit":
            continue
        if words is None or words in (button.get_text(" ", strip=True), button.get("value")):
            return button
    return None


def _buttons(form: Tag) -> list[Tag]:
    """Return the buttons that send *form*, also those that stand elsewhere and name it."""
    page = form.find_parent("html") or form
    return [
        button
        for button in page.select("button, input[type=submit]")
        if button.get("form") == form.get("id", "") or button.find_parent("form") is form
    ]


def _defaults(field: Tag) -> list[str]:
    kind = field.get("type", "text") if field.name == "input" else field.name
    if kind in ("submit", "button", "image", "reset", "file"):
        return []
    if kind in ("radio", "checkbox"):
        return [str(field.get("value", "on"))] if field.has_attr("checked") else []
    if kind == "textarea":
        return [field.get_text().removeprefix("\n")]
    if kind == "select":
        options = field.find_all("option")
        chosen = [o for o in options if o.has_attr("selected")]
        if not chosen and not field.has_attr("multiple"):
            chosen = options[:1]
        return [str(o.get("value", o.get_text(strip=True))) for o in chosen]
    return [str(field.get("value", ""))]


def _check_choice(form: Tag, name: str, values: Sequence[str]) -> None:
    """Fail when a test sends a choice that a person could not have made."""
    fields = [
        f for f in form.find_all(["input", "select", "textarea", "button"]) if f.get("name") == name
    ]
    assert fields, f"the form has no field {name!r}; it has {sorted(_names(form))}"
    offered: set[str] = set()
    for field in fields:
        if field.name == "select":
            offered |= {str(o.get("value", o.get_text(strip=True))) for o in field("option")}
        elif field.name == "button" or field.get("type") in ("radio", "checkbox"):
            offered.add(str(field.get("value", "on")))
        else:
            return
    wrong = [value for value in values if value not in offered]
    assert not wrong, f"{name!r} does not offer {wrong}; it offers {sorted(offered)}"
