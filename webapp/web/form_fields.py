"""Fields and mistakes that forms of several rooms share."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import Field
from wtforms.widgets import TextInput

from webapp.base.text import read_day


class DayField(Field):  # type: ignore[misc]  # WTForms has no types
    """A day in one text field, dd/mm/yyyy in every browser.

    ``<input type=date>`` follows the browser's language: an English Chrome
    would show the month first.
    """

    widget = TextInput()

    def _value(self) -> str:
        if self.raw_data:
            return str(self.raw_data[0])
        return self.data.strftime("%d/%m/%Y") if self.data else ""

    def process_formdata(self, valuelist: list[Any]) -> None:
        """Read what was typed; an empty field is no day."""
        text = str(valuelist[0]).strip() if valuelist else ""
        self.data = read_day(text)
        if text and self.data is None:
            raise ValueError(_("Please write the day as dd/mm/yyyy, for example 05/11/2026."))


# What a use-case says about a field, in words for the person who filled it in.
SENTENCES = {
    "required": _l("Please fill this in."),
    "too_long": _l("This is too long."),
    "in_past": _l("This day has passed."),
    "not_in_future": _l("Please choose a day after today."),
    "later_than_law": _l(
        "A school answers within 7 working days (Decree 56/2017, article 53.2). "
        "Please choose an earlier day, or leave the field empty."
    ),
    "takes_no_cases": _l("This is a group or a body outside the commune; it takes no cases."),
    "stands_already": _l("This name stands in the list already."),
    "unknown": _l("This choice is no longer there."),
}


def add_mistakes(form: FlaskForm, fields: Mapping[str, str]) -> None:
    """Put what a use-case complained of beside the fields of *form*."""
    for name, key in fields.items():
        if name in form:
            form[name].errors = [*form[name].errors, str(SENTENCES.get(key, key))]
