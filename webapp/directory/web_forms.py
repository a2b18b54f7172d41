"""Forms of the directory pages."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import SelectField, StringField, TextAreaField
from wtforms.validators import Optional

from webapp.directory.labels import (
    DAY_LABELS,
    KIND_LABELS,
    LEVEL_LABELS,
    SETTING_LABELS,
    sentences,
)
from webapp.directory.rules import BodyKind, DayKind, SchoolLevel
from webapp.web.form_fields import DayField, add_mistakes
from webapp.web.staff_forms import StaffForm, at_most, options, required


class DirectoryForm(StaffForm):
    """A form whose use-case may refuse fields."""

    def show(self, faults: Mapping[str, str]) -> None:
        """Put what a use-case refused under its fields, in words."""
        add_mistakes(self, sentences(dict(faults)))

    def day_in(self, name: str) -> date:
        """Return the day of field *name* of a form that was checked."""
        found: date = self[name].data
        return found


class CommuneForm(DirectoryForm):
    """The commune's name and the head of its letters."""

    name = StringField(_l("Name of the commune"), validators=[required(), at_most(120)])
    place_name = StringField(
        _l("Place before the date of a letter"), validators=[required(), at_most(120)]
    )
    province = StringField(_l("Province"), validators=[required(), at_most(120)])
    youth_parent = StringField(
        _l("First line of the Youth Union's letters"), validators=[Optional(), at_most(200)]
    )
    youth_name = StringField(
        _l("Second line of the Youth Union's letters"), validators=[required(), at_most(200)]
    )
    valid_from = DayField(
        _l("This name is valid from"),
        description=_l(
            "Leave the day to correct a mistake. With a later day a new name begins and "
            "letters of earlier days keep the old one."
        ),
        validators=[required()],
    )


class BodyForm(DirectoryForm):
    """A new body."""

    name = StringField(_l("Name in full"), validators=[required(), at_most(200)])
    short_name = StringField(_l("Short name"), validators=[required(), at_most(80)])
    kind = SelectField(
        _l("Kind"),
        choices=options((k, v) for k, v in KIND_LABELS.items() if k is not BodyKind.SCHOOL),
        coerce=BodyKind,
    )
    valid_from = DayField(_l("Valid from"), validators=[required()])


class EndBodyForm(DirectoryForm):
    """The end of a body and who answers after it."""

    last_day = DayField(_l("Last day"), validators=[required()])
    successor_id = SelectField(_l("Successor"), coerce=int)

    def offer(self, bodies: list[tuple[int, str]]) -> None:
        """Fill the list; 0 stands for none."""
        self.successor_id.choices = options([(0, _("– none –")), *bodies])


class SchoolForm(DirectoryForm):
    """A new school."""

    name = StringField(_l("Name in full"), validators=[required(), at_most(200)])
    short_name = StringField(_l("Short name"), validators=[required(), at_most(80)])
    level = SelectField(_l("Level"), choices=options(LEVEL_LABELS.items()), coerce=SchoolLevel)
    valid_from = DayField(_l("Valid from"), validators=[required()])


class ClassesForm(DirectoryForm):
    """Classes pasted from a spreadsheet."""

    text = TextAreaField(
        _l("Classes, one on each line: name, then number of pupils"),
        description=_l("Copy the two columns in Excel and paste them here."),
        validators=[required(), at_most(5000)],
    )


class ContactForm(DirectoryForm):
    """A person of the commune a child can turn to."""

    title = StringField(_l("Title"), validators=[required(), at_most(120)])
    name = StringField(_l("Name"), validators=[required(), at_most(120)])
    phone = StringField(_l("Phone"), validators=[required(), at_most(40)])
    hours = StringField(_l("When to call"), validators=[Optional(), at_most(120)])


class DayForm(DirectoryForm):
    """A holiday, or a weekend day worked in exchange."""

    day = DayField(_l("Day"), validators=[required()])
    kind = SelectField(_l("Kind"), choices=options(DAY_LABELS.items()), coerce=DayKind)
    name = StringField(_l("Name"), validators=[required(), at_most(120)])


class TopicForm(DirectoryForm):
    """A topic's words and who usually answers it."""

    name = StringField(_l("Name for staff"), validators=[required(), at_most(120)])
    child_name = StringField(
        _l("Name for small children"),
        description=_l("Left empty, small children are not offered this topic."),
        validators=[Optional(), at_most(120)],
    )
    default_body_id = SelectField(_l("Who usually answers"), coerce=int)

    def offer(self, bodies: list[tuple[int, str]]) -> None:
        """Fill the list; 0 stands for the child's own school or a choice each time."""
        own = _("The child's own school, or chosen each time")
        self.default_body_id.choices = options([(0, own), *bodies])


class SettingsForm(DirectoryForm):
    """All settings on one page; the fields are named as the settings."""


for _name, (_label, _hint) in SETTING_LABELS.items():
    setattr(SettingsForm, _name, StringField(_label, description=_hint))
