"""My work today: what waits for the person who signed in."""

from __future__ import annotations

from flask import render_template

from webapp.accounts.rules import Permission
from webapp.web.guards import staff


@staff(Permission.DESK_OPEN)
def today() -> str:
    """Show what waits for this person, most urgent first."""
    return render_template("desk/today.html")
