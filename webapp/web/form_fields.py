"""Fields and mistakes that forms of several rooms share."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import Field
from wtforms.widgets import TextInput

from webapp.base import clock
from webapp.base.text import read_day

# A commune plans for five years; a later year is a slip of the finger.
MOST_YEARS_AHEAD = 5


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
        if self.data and self.data.year > clock.today().year + MOST_YEARS_AHEAD:
            raise ValueError(_("This year is far ahead. Please look whether it is the right one."))


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
    "by_law": _l("The law sets this term (Decree 56/2017, article 53.2) and knows no longer one."),
    "no_more": _l("The term was made longer twice already; that is the most."),
    "already_late": _l("The last day has passed; a delay that has begun is not moved away."),
    "not_later": _l("Please choose a day after the present last day."),
    "too_far": _l("That is more than the first term once again. Please choose an earlier day."),
    "same_lead": _l("This body leads already. Please choose another one."),
    "no_condition": _l("Please say when the rule holds: a topic, a school or a village."),
    "there_already": _l("There is a rule for exactly this already. End it first."),
    "stands_already": _l("This name stands in the list already."),
    "unknown": _l("This choice is no longer there."),
}


def add_mistakes(form: FlaskForm, fields: Mapping[str, str]) -> None:
    """Put what a use-case complained of beside the fields of *form*."""
    for name, key in fields.items():
        if name in form:
            form[name].errors = [*form[name].errors, str(SENTENCES.get(key, key))]
