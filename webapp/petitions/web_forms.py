"""What is filled in about a petition."""

from __future__ import annotations

from collections.abc import Sequence

from flask_babel import lazy_gettext as _l
from wtforms import RadioField, SelectField, StringField, TextAreaField
from wtforms.validators import Optional

from webapp.petitions.labels import KINDS, WAYS, WORDS
from webapp.petitions.rules import Way, Words
from webapp.web.form_fields import DayField
from webapp.web.staff_forms import StaffForm, at_most, options, required


class ProposeForm(StaffForm):
    """What a moderator proposes."""

    kind = RadioField(_l("What it is"), choices=options(KINDS.items()), validators=[required()])
    why = TextAreaField(
        _l("Why you think so"),
        description=_l("Without names and without the sender's words."),
        validators=[Optional(), at_most(500)],
    )


class ConfirmForm(StaffForm):
    """What is decided: the kind, the competent body, which words go with it."""

    kind = RadioField(_l("What it is"), choices=options(KINDS.items()), validators=[required()])
    body_id = SelectField(_l("Competent body"), coerce=int, choices=options([]))
    words = RadioField(
        _l("What goes with the transfer slip"),
        choices=options(WORDS.items()),
        default=Words.MASKED.value,
        validators=[required()],
    )
    why_original = StringField(
        _l("Why the body needs the original"),
        description=_l("Only for the original: for example, the sender gave a name and asked."),
        validators=[Optional(), at_most(300)],
    )

    def offer(self, bodies: Sequence[tuple[int, str]], original: bool) -> None:
        """Offer the bodies, and the original only to people who may read it."""
        self.body_id.choices = options([(0, "–"), *bodies])
        if not original:
            self.words.choices = options([(Words.MASKED, WORDS[Words.MASKED])])
            del self.why_original


class DeclineForm(StaffForm):
    """Why it is no petition."""

    why = StringField(_l("Why it is none"), validators=[required(), at_most(300)])


class HandingForm(StaffForm):
    """The handing over."""

    on = DayField(_l("Handed over on"), validators=[required()])
    way = SelectField(
        _l("How it was handed over"),
        choices=options(WAYS.items()),
        default=Way.IN_PERSON.value,
    )
    to_whom = StringField(_l("Who took it"), validators=[required(), at_most(200)])
    slip_number = StringField(
        _l("Number of the transfer slip"), validators=[required(), at_most(50)]
    )


class AnswerForm(StaffForm):
    """What the competent body answered."""

    answered_on = DayField(_l("Day of the answer"), validators=[required()])
    answer_number = StringField(_l("Number of the answer"), validators=[Optional(), at_most(50)])
    said = TextAreaField(
        _l("What it says, in plain words for the sender"),
        description=_l("The sender reads it with the receipt. Name nobody."),
        validators=[required(), at_most(2000)],
    )
