"""Forms of a case's page."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import SelectField, SelectMultipleField, StringField, TextAreaField
from wtforms.validators import InputRequired, Length, NumberRange, Optional
from wtforms.widgets import CheckboxInput, ListWidget

from webapp.tracker.labels import NOTE_KINDS
from webapp.tracker.rules import NoteKind
from webapp.web.form_fields import DayField
from webapp.web.staff_forms import options

_NEEDED = _l("Please fill this in.")


class CheckBoxes(SelectMultipleField):
    """Several choices as check boxes."""

    widget = ListWidget(prefix_label=False)
    option_widget = CheckboxInput()


class ReasonForm(FlaskForm):
    """Why a case or a reply is sent back, or closed."""

    why = TextAreaField(_l("Why"), validators=[InputRequired(_NEEDED), Length(max=1000)])


class NoteForm(FlaskForm):
    """A note for colleagues or a step done."""

    kind = SelectField(_l("What it is"), coerce=NoteKind, choices=options(NOTE_KINDS.items()))
    text = TextAreaField(
        _l("Text"),
        validators=[InputRequired(_NEEDED), Length(max=2000)],
        description=_l("Read by staff only, never by children. No child's name."),
    )


class RouteForm(FlaskForm):
    """Lead, coordinating bodies and an optional day of one's own."""

    lead_body_id = SelectField(
        _l("Lead"), coerce=int, validators=[NumberRange(min=1, message=_NEEDED)]
    )
    coordinating = CheckBoxes(_l("Coordinating bodies"), coerce=int, validators=[Optional()])
    due_on = DayField(
        _l("Reply by"),
        validators=[Optional()],
        description=_l("Empty: 7 working days for a school (by law), else the commune's own term."),
    )
    why = StringField(_l("Words to the body"), validators=[Optional(), Length(max=500)])


class LinkForm(FlaskForm):
    """The task of the plan a case belongs to."""

    task_id = SelectField(_l("Task of the plan"), coerce=int)
