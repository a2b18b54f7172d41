"""My notices: what waits, where mail goes; and trying the mail for the administrator."""

from __future__ import annotations

from flask import current_app, flash, redirect, render_template, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from webapp.accounts.rules import Permission
from webapp.base import clock
from webapp.base.errors import Invalid
from webapp.base.text import clean
from webapp.extensions import db
from webapp.outbox import labels, service
from webapp.outbox.letter import trial
from webapp.outbox.mailer import Refused, Unreachable, mailer
from webapp.outbox.web_forms import NO_ADDRESS, WishesForm
from webapp.web.guards import staff, viewer


@staff(Permission.DESK_OPEN)
def mine() -> str | Response | tuple[str, int]:
    """Show one's own notices and take one's wishes about mail."""
    person = viewer()
    session = db.session()
    form = WishesForm(obj=service.wishes_of(session, person.user_id))
    status = 200
    if form.validate_on_submit():
        wishes = service.Wishes(
            clean(form.address.data), bool(form.new_work.data), bool(form.reminders.data)
        )
        try:
            service.change_wishes(session, person.user_id, wishes)
        except Invalid:
            form.address.errors = [str(NO_ADDRESS)]
        else:
            flash(_("Your wishes are kept."))
            return redirect(url_for("outbox.mine"), 303)
    status = 422 if form.errors else 200
    return _page(form), status


def _page(form: WishesForm) -> str:
    person = viewer()
    session = db.session()
    looks_after = person.can(Permission.PEOPLE_MANAGE)
    return render_template(
        "outbox/mine.html",
        form=form,
        lines=service.my_notices(session, person.user_id),
        levels=labels.LEVELS,
        states=labels.STATES,
        mail_works=current_app.config["SETTINGS"].mail is not None,
        looks_after=looks_after,
        troubles=service.mail_troubles(session) if looks_after else None,
        without_address=service.people_without_address(session) if looks_after else 0,
        own_address=service.wishes_of(session, person.user_id).address,
    )


@staff(Permission.PEOPLE_MANAGE)
def try_mail() -> Response:
    """Send a mail to one's own address at once and say how it went."""
    address = service.wishes_of(db.session(), viewer().user_id).address
    settings = current_app.config["SETTINGS"].mail
    # A silent server may take ten seconds; nobody else's writing may wait for it.
    db.session.rollback()
    if settings is None or not address:
        flash(_("Enter your own mail address first."), "error")
        return redirect(url_for("outbox.mine"), 303)
    try:
        mailer(settings)(trial(address, settings.sender, settings.site, clock.now()))
    except Unreachable as error:
        reason = _("The mail server does not answer or does not let us in (%(kind)s).", kind=error)
        flash(reason + " " + _("Check the settings of the mail server."), "error")
    except Refused as error:
        flash(_("The mail server did not take the mail (%(kind)s).", kind=error), "error")
    else:
        flash(_("The mail server took the mail. Look into your mailbox, also under spam."))
    return redirect(url_for("outbox.mine"), 303)
