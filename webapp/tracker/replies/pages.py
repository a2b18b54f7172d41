"""Writing a reply, and what Đoàn xã does with one that was handed in."""

from __future__ import annotations

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext as _

from webapp.accounts.rules import Permission
from webapp.base import clock
from webapp.base.errors import IllegalMove, Invalid
from webapp.base.text import read_number
from webapp.extensions import db
from webapp.tracker import service
from webapp.tracker.case_page.pages import Answer, back_to, take_step, unticked
from webapp.tracker.case_page.shown import shown_case
from webapp.tracker.naming import names_of
from webapp.tracker.replies.plain import band_for, for_browser, measure
from webapp.tracker.replies.web_forms import ReplyForm, reply_text, written
from webapp.tracker.views import ReplyText
from webapp.web.form_fields import add_mistakes
from webapp.web.guards import staff, viewer


@staff(Permission.REPLIES_PUBLISH)
def publish(case_id: int) -> Answer:
    """Publish the reply under review after everything on the list was ticked."""
    ticked = request.form.getlist("checks")
    try:
        service.publish_checked(db.session(), viewer(), case_id, ticked, clock.now())
    except Invalid:
        return unticked(case_id)
    return back_to(case_id, _("Published. The children behind this case can read it now."))


@staff(Permission.REPLIES_PUBLISH)
def reply_back(case_id: int) -> Answer:
    """Ask the body for a better reply."""
    return take_step(
        case_id,
        "reply_back",
        lambda form: service.send_reply_back(
            db.session(), viewer(), case_id, form.why.data, clock.now()
        ),
        _("Sent back to the body with your words."),
    )


def _writer(case_id: int, form: ReplyForm | None = None) -> str:
    view = service.case_view(db.session(), viewer(), case_id, clock.today())
    if not view.actions.write_reply:
        raise IllegalMove(_("A reply cannot be written now; the case page says where it stands."))
    form = form or _begun(view)
    band = band_for(one.band for one in view.opinions)
    return render_template(
        "tracker/reply.html",
        case=shown_case(view, names_of(db.session())),
        form=form,
        templates=service.fitting(db.session(), viewer(), view.topic),
        measure=measure(written(form), band),
        meter=for_browser(band),
    )


def _begun(view: service.CaseView) -> ReplyForm:
    """Return the draft; a template that was asked for fills what is still empty."""
    asked = request.args.get("mau", 0, type=read_number)
    text = view.draft.text if view.draft else None
    if asked:
        one = service.template(db.session(), viewer(), asked).text
        text = service.filled(text or ReplyText(one.decision, "", "", "", ""), one)
    return ReplyForm(obj=text) if text else ReplyForm()


@staff(Permission.CASES_REPLY)
def writer(case_id: int) -> str:
    """Show the writer with the draft, if there is one."""
    return _writer(case_id)


@staff(Permission.CASES_REPLY)
def write(case_id: int) -> Answer:
    """Keep a draft and show it as a child will, or hand the reply in."""
    form = ReplyForm()
    if not form.validate_on_submit():
        return _writer(case_id, form), 422
    hand_in = request.form.get("step") == "submit"
    use_case = service.submit_reply if hand_in else service.save_draft
    try:
        use_case(db.session(), viewer(), case_id, reply_text(form), clock.now())
    except Invalid as error:
        add_mistakes(form, error.fields)
        return _writer(case_id, form), 422
    if hand_in:
        flash(_("Handed in. Đoàn xã reads it and publishes it to the children."))
        return redirect(url_for("tracker.case", case_id=case_id), 303)
    flash(_("Draft kept. The preview shows it as a child will read it."))
    return redirect(url_for("tracker.writer", case_id=case_id, _anchor="xem-truoc"), 303)
