"""The form in which people say where and when they want mail."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, StringField

from webapp.outbox.rules import LONGEST_ADDRESS
from webapp.web.staff_forms import StaffForm, at_most

NO_ADDRESS = _l("This does not look like a mail address, for example: lan@example.org")


class WishesForm(StaffForm):
    """One person's own wishes."""

    address = StringField(
        _l("My mail address"),
        description=_l("Nobody else sees it. Leave it empty for no mail at all."),
        render_kw={
            "autocomplete": "email",
            "inputmode": "email",
            "autocapitalize": "none",
            "spellcheck": "false",
        },
        validators=[at_most(LONGEST_ADDRESS)],
    )
    new_work = BooleanField(_l("Mail when new work comes in"))
    reminders = BooleanField(_l("Mail before and after a time limit"))
