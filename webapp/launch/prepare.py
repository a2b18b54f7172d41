"""Making a database ready to serve: migrated, with the commune and its plan inside.

Everything here may be repeated at every start: what is there already stays as
people have changed it since.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from wsgiref.types import WSGIApplication

from alembic import command

from webapp.accounts import service as accounts
from webapp.base import clock
from webapp.base.errors import Invalid
from webapp.config import MAIL_FILE, Settings
from webapp.directory import service as directory
from webapp.duties.cli import run_minute
from webapp.extensions import db, migrate
from webapp.factory import MIGRATIONS, create_app
from webapp.forms.catalogue import CATALOGUE
from webapp.launch.lock import only_one
from webapp.plan import service as plan
from webapp.plan.labels import fault_words
from webapp.submissions import service as submissions


@dataclass(frozen=True)
class Ready:
    """An application that can serve, and what its first visitors must be told.

    ``minute`` is what must happen by itself, called once a minute.
    """

    app: WSGIApplication
    minute: Callable[[], object]
    first_sign_in: str | None
    surveys: tuple[str, ...]
    faulty_surveys: tuple[str, ...]
    people: tuple[str, ...] = ()


def prepare(settings: Settings) -> Ready:
    """Migrate and fill the database of *settings*; a second process waits its turn.

    Raise ``Invalid`` when a file of the commune does not fit; then nothing of it
    is kept.
    """
    with only_one(settings.instance / "start.lock"):
        _offer_mail_file(settings)
        app = create_app(settings)
        with app.app_context():
            command.upgrade(migrate.get_config(str(MIGRATIONS)), "head")
            db.engine.dispose()
            _fill(settings)
            submissions.purge_drafts(db.session(), clock.now())
            link = None if settings.demo else accounts.first_sign_in(db.session(), clock.now())
            db.session.commit()
            db.session.remove()
    return Ready(
        app=app,
        minute=partial(run_minute, app),
        first_sign_in=link,
        surveys=tuple(survey.slug for survey in CATALOGUE.all()),
        faulty_surveys=tuple(str(problem) for problem in CATALOGUE.quarantined()),
    )


# Notepad opens it with a double click; lines beginning with # do nothing.
MAIL_LINES = """\
# Máy chủ thư của xã (mail server). Bỏ dấu # ở đầu dòng, điền giá trị, rồi khởi động lại Em nói.
# Không điền thì thông báo chỉ hiện trên trang Thông báo của tôi. Thư không bao giờ có nội dung.
# MAIL_HOST = mail.example.org
# MAIL_PORT = 587
# starttls, tls hoặc none:
# MAIL_SECURITY = starttls
# MAIL_USER = em-noi@example.org
# MAIL_PASSWORD =
# MAIL_FROM = em-noi@example.org
# Địa chỉ mọi người mở Em nói, ghi trong thư (the address of this site):
# MAIL_SITE = http://192.168.1.10:8000
"""


def _offer_mail_file(settings: Settings) -> None:
    """Put the file an administrator fills in beside the data, once."""
    file = settings.instance / MAIL_FILE
    if not file.exists():
        # The mark at the beginning tells old Notepads that these are Vietnamese letters.
        file.write_text(MAIL_LINES, encoding="utf-8-sig")


def _fill(settings: Settings) -> None:
    """Load the commune's own files: its names first, then its plan."""
    session = db.session()
    directory.load_seed(session, settings.commune, clock.today())
    # A commune may have no plan yet; the demonstration makes its own.
    if (settings.commune / "plan.toml").exists():
        try:
            plan.import_plan(session, settings.commune, today=clock.today())
        except plan.PlanFaults as error:
            raise Invalid(fields={str(f): fault_words(f) for f in error.faults}) from None
    db.session.commit()
