"""The form a reply is written in."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import RadioField, TextAreaField
from wtforms.validators import InputRequired, Length, Optional

from webapp.tracker.labels import DECISIONS
from webapp.tracker.rules import Decision
from webapp.tracker.views import ReplyText
from webapp.web.form_fields import DayField
from webapp.web.staff_forms import options

LONGEST_BLOCK = 3000


class ReplyForm(FlaskForm):
    """A reply in four blocks; a draft may have gaps, the use-case holds the rest."""

    heard = TextAreaField(
        _l("What we heard from children"),
        validators=[Length(max=LONGEST_BLOCK)],
        description=_l("Say it back in your own words, so that children see they were understood."),
    )
    decision = RadioField(
        _l("Decision"),
        coerce=str,
        choices=options((decision.value, words) for decision, words in DECISIONS.items()),
        validators=[InputRequired(_l("Please choose one."))],
    )
    decided = TextAreaField(
        _l("What we decided"),
        validators=[Length(max=LONGEST_BLOCK)],
        description=_l("One or two short sentences: who does what."),
    )
    why = TextAreaField(
        _l("Why so"),
        validators=[Length(max=LONGEST_BLOCK)],
        description=_l("Needed when not all of it will be done."),
    )
    when_text = TextAreaField(
        _l("When it will be done"),
        validators=[Length(max=LONGEST_BLOCK)],
        description=_l("Needed when something will be done."),
    )
    promised_on = DayField(_l("Day promised"), validators=[Optional()])


def reply_text(form: ReplyForm) -> ReplyText:
    """Return what the body typed."""
    return ReplyText(
        decision=Decision(form.decision.data),
        heard=form.heard.data or "",
        decided=form.decided.data or "",
        why=form.why.data or "",
        when_text=form.when_text.data or "",
        promised_on=form.promised_on.data,
    )
