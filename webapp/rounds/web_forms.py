"""Forms of the room ``rounds``."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l
from wtforms import DateField, SelectField, StringField
from wtforms.validators import InputRequired, Length, Optional

from webapp.web.staff_forms import StaffForm

_REQUIRED = InputRequired(_l("Please fill in this field."))


class RoundForm(StaffForm):
    """A new round.  Survey and months are filled in by the page."""

    survey = SelectField(_l("Survey"), validators=[_REQUIRED])
    title = StringField(
        _l("Title of the round"),
        description=_l("Children read it on the first page, for example “Opinions of November”."),
        validators=[_REQUIRED, Length(max=200)],
    )
    period = SelectField(
        _l("Month it is counted in"),
        validators=[_REQUIRED],
    )
    opens_on = DateField(_l("First day"), validators=[_REQUIRED])
    closes_on = DateField(_l("Last day"), validators=[_REQUIRED])
    reply_by = DateField(_l("Day the children are promised a reply by"), validators=[Optional()])
    reader = StringField(
        _l("Who reads the opinions (name and duty)"),
        description=_l("Children are told this name before they begin."),
        validators=[_REQUIRED, Length(max=200)],
    )
