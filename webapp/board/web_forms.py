"""Forms of the room ``board``."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, SelectMultipleField, StringField, TextAreaField
from wtforms.widgets import CheckboxInput, ListWidget

from webapp.board.posting import LONGEST_TITLE
from webapp.board.rules import BoardWords
from webapp.web.staff_forms import StaffForm, at_most, required

LONGEST_BLOCK = 3000


class TickBoxes(SelectMultipleField):
    """Several choices as tick boxes."""

    widget = ListWidget(prefix_label=False)
    option_widget = CheckboxInput()


class PostForm(StaffForm):
    """The words the public reads, and which children's words stand beside them."""

    title = StringField(_l("Heading"), validators=[required(), at_most(LONGEST_TITLE)])
    heard = TextAreaField(_l("What children said"), validators=[at_most(LONGEST_BLOCK)])
    decided = TextAreaField(_l("What was decided"), validators=[at_most(LONGEST_BLOCK)])
    why = TextAreaField(_l("Why so"), validators=[at_most(LONGEST_BLOCK)])
    when_text = TextAreaField(_l("When it will be done"), validators=[at_most(LONGEST_BLOCK)])
    quotes = TickBoxes(_l("Words of children that may stand beside it"))
    sure = BooleanField(_l("I have looked at the marked words; they tell who nobody is."))

    def words(self) -> BoardWords:
        """Return what was typed."""
        return BoardWords(
            title=self.title.data or "",
            heard=self.heard.data or "",
            decided=self.decided.data or "",
            why=self.why.data or "",
            when_text=self.when_text.data or "",
        )


class WhyForm(StaffForm):
    """Why a reply is kept from the board, or taken down."""

    why = StringField(_l("Why"), validators=[required(), at_most(500)])
