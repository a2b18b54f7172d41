"""Forms of the room's staff pages."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import RadioField, SelectField, SelectMultipleField, StringField, TextAreaField
from wtforms.validators import InputRequired, Length, Optional

from webapp.base.errors import Invalid
from webapp.feedback.asking.asking import LONGEST_QUESTION
from webapp.feedback.labels import CHANNELS, MISTAKES, OBSTACLES, OUTCOMES
from webapp.feedback.promises.following import LONGEST_EVIDENCE
from webapp.feedback.rules import RECORDED, WITH_A_TICKET, Channel, Kept, Obstacle
from webapp.feedback.service import Report, Way
from webapp.web.form_fields import DayField, add_mistakes
from webapp.web.staff_forms import StaffForm, options

_NEEDED = _l("Please fill this in.")
_CHOOSE = _l("Please choose one.")


def _ways(channels: Iterable[Channel], obstacles: Iterable[Obstacle]) -> list[tuple[str, object]]:
    told = [(f"channel:{one.value}", CHANNELS[one]) for one in channels]
    return [*told, *((f"obstacle:{one.value}", OBSTACLES[one]) for one in obstacles)]


class TicketForm(StaffForm):
    """The box of a ticket: what was done with it, and on which day."""

    way = RadioField(
        _l("What was done with it"),
        choices=options(_ways(WITH_A_TICKET, ())),
        validators=[InputRequired(_CHOOSE)],
    )
    day = DayField(_l("Day"), validators=[InputRequired(_NEEDED)])
    note = StringField(
        _l("Note"),
        validators=[Optional(), Length(max=300)],
        description=_l("Read by staff only. No child's name."),
    )


class RecordForm(StaffForm):
    """How the reply of a case reached some of its children, or why it could not."""

    opinions = SelectMultipleField(_l("Whom it is about"), validators=[Optional()])
    way = SelectField(_l("How the child was told, or why not"), validators=[InputRequired(_CHOOSE)])
    day = DayField(_l("Day"), validators=[InputRequired(_NEEDED)])
    note = StringField(
        _l("Note"),
        validators=[Optional(), Length(max=300)],
        description=_l("Read by staff only. No child's name."),
    )

    def offer(self, opinions: Iterable[tuple[str, str]]) -> None:
        """Fill in the opinions to choose from, and every way there is."""
        self.opinions.choices = list(opinions)
        told = [(key, _l("Told: %(way)s", way=words)) for key, words in _ways(RECORDED, ())]
        hindered = [(key, _l("Not told: %(why)s", why=words)) for key, words in _ways((), Obstacle)]
        self.way.choices = [("", "–"), *told, *hindered]


class CloseForm(StaffForm):
    """A word beside the closing of a case."""

    why = StringField(_l("Note"), validators=[Optional(), Length(max=300)])


class QuestionForm(StaffForm):
    """A question to the child."""

    text = TextAreaField(
        _l("Question to the child"),
        validators=[InputRequired(_NEEDED), Length(max=LONGEST_QUESTION)],
        description=_l(
            "One short question in a child's words. Never ask for names, class or address."
        ),
    )


class ReasonForm(StaffForm):
    """Why something is not done, or goes back."""

    why = TextAreaField(_l("Why"), validators=[InputRequired(_NEEDED), Length(max=1000)])


class PromiseForm(StaffForm):
    """What a body says of its promise."""

    outcome = RadioField(
        _l("What became of it"),
        choices=options((key.value, words) for key, words in OUTCOMES.items()),
        validators=[InputRequired(_CHOOSE)],
    )
    evidence = TextAreaField(
        _l("How this can be seen"),
        validators=[InputRequired(_NEEDED), Length(max=LONGEST_EVIDENCE)],
        description=_l("Children read it after Đoàn xã has confirmed it: short, plain words."),
    )
    new_day = DayField(
        _l("New day"), validators=[Optional()], description=_l("Needed when it goes on.")
    )
    occurrence_id = SelectField(_l("Step of the plan that shows it"), coerce=int)

    def said(self) -> Report:
        """Return what was filled in."""
        return Report(
            outcome=Kept(self.outcome.data),
            evidence=self.evidence.data or "",
            new_day=self.new_day.data,
            occurrence_id=self.occurrence_id.data or None,
        )


class ConfirmForm(StaffForm):
    """The body's sentence as Đoàn xã leaves it."""

    evidence = TextAreaField(
        _l("What children will read"),
        validators=[InputRequired(_NEEDED), Length(max=LONGEST_EVIDENCE)],
    )


def way_of(form: FlaskForm) -> Way:
    """Return the way that was chosen, with its note."""
    kind, _sep, value = (form.way.data or "").partition(":")
    return Way(
        channel=Channel(value) if kind == "channel" else None,
        obstacle=Obstacle(value) if kind == "obstacle" else None,
        note=form.note.data or "",
    )


def day_of(form: FlaskForm) -> date:
    """Return the day that was typed; the form has checked that there is one."""
    typed: date | None = form.day.data
    if typed is None:
        raise Invalid(fields={"day": "required"})
    return typed


def blame(form: FlaskForm, error: Invalid) -> None:
    """Put what a use-case complained of beside the fields of *form*."""
    words = {name: str(MISTAKES.get(key, key)) for name, key in error.fields.items()}
    add_mistakes(form, words)


def month_asked(text: str, today: date) -> date:
    """Return the first day of the month in *text* (2026-11), else of *today*'s."""
    year, _sep, month = text.partition("-")
    try:
        return date(int(year), int(month), 1)
    except ValueError:
        return today.replace(day=1)
