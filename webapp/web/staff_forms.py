"""What every form of the staff shares: its language and its validators.

WTForms brings no Vietnamese.  Its messages go through our own catalogue, and
those that can appear are named here so that the catalogue holds them.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from flask_babel import gettext
from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import StringField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import InputRequired, Length, NumberRange

from webapp.base.text import clean

LIBRARY_MESSAGES = (
    _l("This field is required."),
    _l("Not a valid choice."),
    _l("Invalid Choice: could not coerce."),
    _l("Not a valid integer value."),
    _l("'%(value)s' is not a valid choice for this field."),
    _l("'%(value)s' are not valid choices for this field."),
    _l("Invalid input."),
    _l("The CSRF token is missing."),
    _l("The CSRF token is invalid."),
    _l("The CSRF token has expired."),
    _l("The CSRF session token is missing."),
    _l("The CSRF tokens do not match."),
)


class OurCatalogue:
    """WTForms' messages read from the catalogue everything else is read from."""

    def gettext(self, text: str) -> str:
        """Return *text* in the language of this request."""
        return gettext(text) if text else text

    def ngettext(self, singular: str, plural: str, number: int) -> str:
        """Return the form for *number* in the language of this request.

        WTForms puts its own values into the sentence afterwards, so it is only looked up.
        """
        return gettext(singular if number == 1 else plural)


class StaffForm(FlaskForm):  # type: ignore[misc]  # WTForms has no types
    """A form of the staff."""

    class Meta(FlaskForm.Meta):  # type: ignore[misc]
        """Use our catalogue and one spelling of every text."""

        def get_translations(self, form: Any) -> OurCatalogue:
            """Return the catalogue of the house."""
            return OurCatalogue()

        def bind_field(self, form: Any, unbound_field: Any, options: dict[str, Any]) -> Any:
            """Clean the text of every text field before it is checked."""
            if unbound_field.field_class is StringField:
                filters = list(unbound_field.kwargs.get("filters", ()))
                options = {**options, "filters": [_clean_or_empty, *filters]}
                unbound_field.kwargs.pop("filters", None)
            return super().bind_field(form, unbound_field, options)


def _clean_or_empty(value: str | None) -> str:
    return clean(value or "")


def options(pairs: Iterable[tuple[Any, Any]]) -> list[SelectChoice]:
    """Return value and label pairs as choices of a select field or of tick boxes."""
    return [SelectChoice(value, label) for value, label in pairs]


def required(message: Any = None) -> InputRequired:
    """Return a validator for a field that must be filled."""
    return InputRequired(message=message or _l("Please fill this in."))


def at_most(limit: int) -> Length:
    """Return a validator for a text of at most *limit* characters."""
    return Length(max=limit, message=_l("Please use at most %(max)d characters."))


def between(least: int, most: int) -> NumberRange:
    """Return a validator for a whole number from *least* to *most*."""
    return NumberRange(
        min=least, max=most, message=_l("Please enter a number from %(min)s to %(max)s.")
    )
