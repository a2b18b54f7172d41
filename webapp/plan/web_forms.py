"""Forms of the plan's pages."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import StringField, TextAreaField
from wtforms.validators import InputRequired, Length, Optional

from webapp.web.form_fields import DayField

LONGEST_REPORT = 4000


class ProgressForm(FlaskForm):
    """What was done, with its evidence; the button pressed says the step."""

    text = TextAreaField(
        _l("What was done, and what shows it"),
        validators=[Optional(), Length(max=LONGEST_REPORT)],
        description=_l(
            "For example the number and day of a document, how many took part, where the minutes "
            "are kept. No child's name."
        ),
    )


class OccurrenceForm(FlaskForm):
    """A dated instance of a task that happens by event."""

    label = StringField(
        _l("Name of the date"),
        validators=[InputRequired(_l("Please fill this in.")), Length(max=80)],
        description=_l("For example: Inspection of the village libraries"),
    )
    due_on = DayField(_l("To be done by"), validators=[Optional()])
