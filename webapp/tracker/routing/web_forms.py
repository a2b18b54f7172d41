"""Forms of the page of routing rules."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l
from wtforms import SelectField, StringField
from wtforms.validators import Length, Optional

from webapp.tracker.case_page.web_forms import CheckBoxes
from webapp.web.staff_forms import StaffForm

# The lead that stands for "the child's own school".
OWN_SCHOOL = 0


class RuleForm(StaffForm):
    """When a rule holds, who leads, who helps."""

    topic = SelectField(_l("Topic"))
    school_id = SelectField(_l("School"), coerce=int)
    village_id = SelectField(_l("Village"), coerce=int)
    lead_body_id = SelectField(_l("Leads"), coerce=int)
    helpers = CheckBoxes(_l("Coordinating bodies"), coerce=int, validators=[Optional()])
    note = StringField(_l("Why there is this rule"), validators=[Optional(), Length(max=300)])
