"""Forms of the plan's pages."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l
from wtforms import SelectField, StringField, TextAreaField
from wtforms.validators import InputRequired, Length, Optional

from webapp.web.form_fields import DayField
from webapp.web.staff_forms import StaffForm

LONGEST_REPORT = 4000
_NEEDED = InputRequired(_l("Please fill this in."))


class ProgressForm(StaffForm):
    """What was done, with its evidence; the button pressed says the step."""

    text = TextAreaField(
        _l("What was done, and what shows it"),
        validators=[Optional(), Length(max=LONGEST_REPORT)],
        description=_l(
            "For example the number and day of a document, how many took part, where the minutes "
            "are kept. No child's name."
        ),
    )

    decision = StringField(
        _l("Number and day of the decision"),
        validators=[Optional(), Length(max=120)],
        description=_l("Needed to drop a date of the plan."),
    )
    blocked_by = StringField(
        _l("Who or what stands in the way"),
        validators=[Optional(), Length(max=200)],
        description=_l("Needed to say what blocks it."),
    )


class PostponeForm(StaffForm):
    """A new date, by a decision."""

    due_on = DayField(_l("New date"), validators=[_NEEDED])
    decision = StringField(
        _l("Number and day of the decision"), validators=[_NEEDED, Length(max=120)]
    )
    text = TextAreaField(_l("Why"), validators=[_NEEDED, Length(max=LONGEST_REPORT)])


class AskForm(StaffForm):
    """What a coordinating body is asked to add."""

    body_id = SelectField(_l("Coordinating body"), coerce=int)
    what = TextAreaField(_l("What it adds"), validators=[_NEEDED, Length(max=1000)])
    due_on = DayField(_l("To be done by"), validators=[_NEEDED])


class DoneForm(StaffForm):
    """That a part is done, and what shows it."""

    done_text = TextAreaField(
        _l("What was done, and what shows it"), validators=[_NEEDED, Length(max=LONGEST_REPORT)]
    )


class OccurrenceForm(StaffForm):
    """A dated instance of a task that happens by event."""

    label = StringField(
        _l("Name of the date"),
        validators=[InputRequired(_l("Please fill this in.")), Length(max=80)],
        description=_l("For example: Inspection of the village libraries"),
    )
    due_on = DayField(_l("To be done by"), validators=[Optional()])
