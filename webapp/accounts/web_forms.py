"""Forms of sign-in and of the people pages."""

from __future__ import annotations

from typing import Any

from flask import session as cookie
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_security import ChangePasswordForm, LoginForm, current_user, hash_password
from flask_security.utils import verify_password
from wtforms import (
    PasswordField,
    SelectField,
    SelectMultipleField,
    StringField,
    ValidationError,
)
from wtforms.validators import EqualTo
from wtforms.widgets import CheckboxInput, ListWidget

from webapp.accounts import service
from webapp.accounts.labels import ROLE_LABELS
from webapp.accounts.passwords import (
    LONGEST_PASSWORD,
    SHORTEST_PASSWORD,
    PasswordFault,
    common_passwords,
    password_fault,
)
from webapp.accounts.rules import Role
from webapp.base import clock
from webapp.base.text import clean
from webapp.extensions import db, security
from webapp.web.staff_forms import StaffForm, at_most, options, required

# One sentence for an unknown name, a wrong password, a locked and an ended
# account: whoever tries names must not learn which of them exist.
REFUSED = _l(
    "The name and the password do not fit together. After five wrong tries an account "
    "rests for 15 minutes."
)

FAULTS = {
    service.Fault.USERNAME_FORM: _l(
        "3 to 40 characters: letters without accents, digits, dot or hyphen."
    ),
    service.Fault.USERNAME_TAKEN: _l("Somebody already uses this name."),
    service.Fault.NAME_MISSING: _l("Please write the person's name."),
    service.Fault.ROLE_MISSING: _l("Please choose at least one role."),
    service.Fault.BODY_MISSING: _l("An official works for a body: please choose it."),
    service.Fault.SCHOOL_MISSING: _l("A school coordinator needs a school: please choose it."),
}

PASSWORD_FAULTS = {
    PasswordFault.TOO_SHORT: _l("Please use at least 10 characters."),
    PasswordFault.TOO_LONG: _l("Please use at most 128 characters."),
    PasswordFault.COMMON: _l(
        "Too many people use this password or one like it. Three or four words that only "
        "you would put together are better."
    ),
    PasswordFault.OWN_NAME: _l("The password must not be your own name."),
}


def fault_words(fault: str) -> str:
    """Return the sentence for a fault that a use-case found."""
    return str(FAULTS[service.Fault(fault)])


def password_mistake(password: str, *names: str) -> str | None:
    """Return the sentence that says why *password* is refused, or None."""
    fault = password_fault(password, names, common_passwords())
    return str(PASSWORD_FAULTS[fault]) if fault else None


class SignInForm(LoginForm):
    """Sign-in by user name; every refusal costs the same time and says the same."""

    Meta = StaffForm.Meta
    email = None
    remember = None
    username = StringField(
        _l("User name"),
        render_kw={"autocomplete": "username", "autocapitalize": "none", "spellcheck": "false"},
        validators=[required()],
    )
    password = PasswordField(
        _l("Password"),
        render_kw={"autocomplete": "current-password"},
        validators=[required(), at_most(LONGEST_PASSWORD)],
    )

    def validate(self, **kwargs: Any) -> bool:
        """Look the person up, count a wrong password, and start a fresh session."""
        if not StaffForm.validate(self, **kwargs):
            return False
        name = clean(self.username.data).lower()
        found = security.datastore.find_user(username=name)
        right = self._password_right(found)
        if found and service.may_enter(db.session(), found.id, right, clock.now()):
            self.user = found
            _fresh_session()
            return True
        self.password.errors = [str(REFUSED)]
        return False

    def validate_next(self, field: Any) -> None:
        """Forget an address elsewhere; who came through a false link still gets in."""
        if not field.data.startswith("/") or field.data[1:2] in ("/", "\\"):
            field.data = ""

    def _password_right(self, found: Any) -> bool:
        if found is None or not found.password:
            hashed(self.password.data)
            return False
        plain = security.password_util.normalize(self.password.data)
        return verify_password(plain, found.password)


def hashed(password: str) -> str:
    """Return the hash of *password*, however its accents were typed.

    One keyboard sends ``ố`` as one character and another as three; both must
    open the same account.
    """
    return hash_password(security.password_util.normalize(password))


def _fresh_session() -> None:
    """Forget everything an earlier visitor may have put into this session but the language."""
    language = cookie.get("language")
    cookie.clear()
    if language:
        cookie["language"] = language


class NewPasswordForm(ChangePasswordForm):
    """Change of one's own password, by our rules and in our words."""

    Meta = StaffForm.Meta
    password = PasswordField(
        _l("Password until now"),
        render_kw={"autocomplete": "current-password"},
        validators=[required(), at_most(LONGEST_PASSWORD)],
    )
    new_password = PasswordField(
        _l("New password"),
        description=_l("At least 10 characters; a short sentence is easy to keep in mind."),
        render_kw={"autocomplete": "new-password"},
        validators=[required()],
    )
    new_password_confirm = PasswordField(
        _l("New password once more"),
        render_kw={"autocomplete": "new-password"},
        validators=[required(), EqualTo("new_password", _l("The two passwords differ."))],
    )

    def validate_new_password(self, field: PasswordField) -> None:
        """Refuse a password that is short, common or the person's own name."""
        mistake = password_mistake(field.data, current_user.username, current_user.display_name)
        if mistake:
            raise ValidationError(mistake)


class WelcomeForm(StaffForm):
    """The first password of somebody who was invited."""

    new_password = PasswordField(
        _l("Password"),
        description=_l("At least 10 characters; a short sentence is easy to keep in mind."),
        render_kw={"autocomplete": "new-password", "minlength": SHORTEST_PASSWORD},
        validators=[required()],
    )
    new_password_confirm = PasswordField(
        _l("Password once more"),
        render_kw={"autocomplete": "new-password"},
        validators=[required(), EqualTo("new_password", _l("The two passwords differ."))],
    )

    def __init__(self, *names: str) -> None:
        super().__init__()
        self._names = names

    def validate_new_password(self, field: PasswordField) -> None:
        """Refuse a password that is short, common or the person's own name."""
        mistake = password_mistake(field.data, *self._names)
        if mistake:
            raise ValidationError(mistake)


class TickBoxes(SelectMultipleField):
    """Several choices as tick boxes."""

    widget = ListWidget(prefix_label=False)
    option_widget = CheckboxInput()


class PersonForm(StaffForm):
    """A person: name, title, roles, body or school."""

    display_name = StringField(_l("Full name"), validators=[required(), at_most(120)])
    title = StringField(
        _l("Title"),
        description=_l("As it stands under a letter, for example: Bí thư Đoàn xã."),
        validators=[at_most(120)],
    )
    roles = TickBoxes(_l("Roles"), choices=options(ROLE_LABELS.items()), coerce=Role)
    body_id = SelectField(
        _l("Body"), coerce=int, description=_l("An official sees only what is sent to this body.")
    )
    school_id = SelectField(
        _l("School"), coerce=int, description=_l("A coordinator sees this school's numbers only.")
    )

    def offer(self, bodies: list[tuple[int, str]], schools: list[tuple[int, str]]) -> None:
        """Fill the lists; 0 stands for none."""
        self.body_id.choices = options([(0, _("– none –")), *bodies])
        self.school_id.choices = options([(0, _("– none –")), *schools])

    def show(self, faults: dict[str, str]) -> None:
        """Put the sentences of what a use-case refused under their fields."""
        for name, fault in faults.items():
            self[name].errors = [*self[name].errors, fault_words(fault)]


class NewPersonForm(PersonForm):
    """A new person also gets a user name, which never changes."""

    username = StringField(
        _l("User name"),
        description=_l("For signing in; letters without accents, for example: lan.nguyen"),
        render_kw={"autocapitalize": "none", "spellcheck": "false"},
        validators=[required(), at_most(40)],
    )
