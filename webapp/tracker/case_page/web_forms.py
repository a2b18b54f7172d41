"""Forms of a case's page."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l
from wtforms import SelectField, SelectMultipleField, StringField, TextAreaField
from wtforms.validators import InputRequired, Length, NumberRange, Optional
from wtforms.widgets import CheckboxInput, ListWidget

from webapp.tracker.labels import EXTENSION_REASONS, NOTE_KINDS
from webapp.tracker.rules import ExtensionReason, NoteKind
from webapp.web.form_fields import DayField
from webapp.web.staff_forms import StaffForm, options

_NEEDED = _l("Please fill this in.")
_WRITTEN = [(kind, words) for kind, words in NOTE_KINDS.items() if kind is not NoteKind.INSTRUCTION]


class CheckBoxes(SelectMultipleField):
    """Several choices as check boxes."""

    widget = ListWidget(prefix_label=False)
    option_widget = CheckboxInput()


class ReasonForm(StaffForm):
    """Why a case or a reply is sent back."""

    why = TextAreaField(_l("Why"), validators=[InputRequired(_NEEDED), Length(max=1000)])


class PauseForm(StaffForm):
    """What was asked of a child, so that colleagues know what is waited for."""

    why = TextAreaField(
        _l("What the child was asked"),
        validators=[InputRequired(_NEEDED), Length(max=500)],
        description=_l("Read by staff only, never by children. No child's name."),
    )


class ExtendForm(StaffForm):
    """A later day, why in a few kinds for children, why in words for colleagues."""

    due_on = DayField(_l("New last day"), validators=[InputRequired(_NEEDED)])
    reason = SelectField(
        _l("Why, as children are told"),
        coerce=ExtensionReason,
        choices=options(EXTENSION_REASONS.items()),
    )
    why = TextAreaField(
        _l("Why, for colleagues and the leader"),
        validators=[InputRequired(_NEEDED), Length(max=1000)],
    )


class NoteForm(StaffForm):
    """A note for colleagues or a step done."""

    kind = SelectField(_l("What it is"), coerce=NoteKind, choices=options(_WRITTEN))
    text = TextAreaField(
        _l("Text"),
        validators=[InputRequired(_NEEDED), Length(max=2000)],
        description=_l("Read by staff only, never by children. No child's name."),
    )


class RouteForm(StaffForm):
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


class ReassignForm(RouteForm):
    """Another lead, chosen by the leader, who says why."""

    why = TextAreaField(_l("Why"), validators=[InputRequired(_NEEDED), Length(max=1000)])


class InstructForm(StaffForm):
    """What the leader wants to be done."""

    text = TextAreaField(
        _l("Instruction"),
        validators=[InputRequired(_NEEDED), Length(max=2000)],
        description=_l("Read by everybody who works on this case, never by children."),
    )


class SetDayForm(StaffForm):
    """A new last day, set by the leader."""

    due_on = DayField(_l("New last day"), validators=[InputRequired(_NEEDED)])
    why = TextAreaField(_l("Why"), validators=[InputRequired(_NEEDED), Length(max=1000)])


class LinkForm(StaffForm):
    """The task of the plan a case belongs to."""

    task_id = SelectField(_l("Task of the plan"), coerce=int)
