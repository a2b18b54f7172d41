"""The form a reply is written in."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, RadioField, SelectField, StringField, TextAreaField
from wtforms.validators import InputRequired, Length, Optional

from webapp.tracker.labels import DECISIONS
from webapp.tracker.replies.templates import LONGEST_NAME, TemplateText
from webapp.tracker.rules import Decision
from webapp.tracker.views import ReplyText
from webapp.web.form_fields import DayField
from webapp.web.staff_forms import StaffForm, options

LONGEST_BLOCK = 3000
_NEEDED = _l("Please fill this in.")


class ReplyForm(StaffForm):
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
    referred_to = StringField(
        _l("Handed to, or decided by"),
        validators=[Optional(), Length(max=200)],
        description=_l("Needed when another office decides it."),
    )
    referred_number = StringField(
        _l("Number of the letter"), validators=[Optional(), Length(max=60)]
    )


def reply_text(form: ReplyForm) -> ReplyText:
    """Return what the body typed."""
    return ReplyText(
        decision=Decision(form.decision.data),
        heard=form.heard.data or "",
        decided=form.decided.data or "",
        why=form.why.data or "",
        when_text=form.when_text.data or "",
        promised_on=form.promised_on.data,
        referred_to=form.referred_to.data or "",
        referred_number=form.referred_number.data or "",
    )


def written(form: ReplyForm) -> tuple[str, ...]:
    """Return the blocks as they stand in the form, in the order in which a child reads them."""
    return tuple(field.data or "" for field in (form.heard, form.decided, form.why, form.when_text))


class TemplateForm(StaffForm):
    """Words to begin a reply with."""

    title = StringField(
        _l("Name of the template"),
        validators=[InputRequired(_NEEDED), Length(max=LONGEST_NAME)],
    )
    decision = SelectField(
        _l("Decision"),
        choices=options((decision.value, words) for decision, words in DECISIONS.items()),
    )
    topic = SelectField(_l("Topic"))
    heard = TextAreaField(_l("What we heard from children"), validators=[Length(max=LONGEST_BLOCK)])
    decided = TextAreaField(_l("What we decided"), validators=[Length(max=LONGEST_BLOCK)])
    why = TextAreaField(_l("Why so"), validators=[Length(max=LONGEST_BLOCK)])
    when_text = TextAreaField(_l("When it will be done"), validators=[Length(max=LONGEST_BLOCK)])
    in_use = BooleanField(_l("Offered to whoever writes a reply"), default=True)


def template_text(form: TemplateForm) -> TemplateText:
    """Return what was typed."""
    return TemplateText(
        title=form.title.data or "",
        decision=Decision(form.decision.data),
        topic=form.topic.data or None,
        heard=form.heard.data or "",
        decided=form.decided.data or "",
        why=form.why.data or "",
        when_text=form.when_text.data or "",
        in_use=bool(form.in_use.data),
    )
