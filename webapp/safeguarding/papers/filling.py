"""Filling a Word template in memory, inside a sandbox.

A template reads the values we hand it and nothing else (``sandbox``); everything a child
wrote is escaped; nothing is written to the disk.
"""

from __future__ import annotations

import io

from webapp.safeguarding.papers.fields import Known
from webapp.safeguarding.papers.sandbox import sandbox


def filled(template: bytes, known: Known) -> bytes:
    """Return *template* filled with *known* as the bytes of a .docx file.

    Raises whatever Jinja raises for a template that does not fit; one that was
    checked does not.
    """
    from docxtpl import DocxTemplate

    document = DocxTemplate(io.BytesIO(template))
    document.render(known.context(), sandbox(), autoescape=True)
    target = io.BytesIO()
    document.save(target)
    return target.getvalue()


def names_in(template: bytes) -> set[str]:
    """Return the names a template asks for."""
    from docxtpl import DocxTemplate

    document = DocxTemplate(io.BytesIO(template))
    found: set[str] = document.get_undeclared_template_variables(sandbox())
    return found
