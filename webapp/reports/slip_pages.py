"""The transfer slip of a complaint by law, taken away as a file."""

from __future__ import annotations

from flask import current_app
from werkzeug.wrappers import Response

from webapp.accounts.rules import Permission
from webapp.base import clock
from webapp.directory import service as directory
from webapp.extensions import db
from webapp.petitions import service as petitions
from webapp.reports.files.transfer_slip import transfer_slip as slip_file
from webapp.web.guards import staff, viewer
from webapp.web.transaction import writes

_DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


@writes
@staff(Permission.PETITIONS_HANDLE, hidden=True)
def transfer_slip(petition_id: int) -> Response:
    """Return the slip as .docx; the log says who printed it, and with which words."""
    today = clock.today()
    words = petitions.slip(db.session(), viewer(), petition_id, today)
    content = slip_file(words, directory.commune(db.session(), today), today)
    response = current_app.response_class(content, mimetype=_DOCX)
    response.headers["Content-Disposition"] = (
        f"attachment; filename=phieu-chuyen-{petition_id}.docx"
    )
    return response
