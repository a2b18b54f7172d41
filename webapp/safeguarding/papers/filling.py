"""Filling a Word template in memory, inside a sandbox.

A template is code: it may read the values we hand it and nothing else.  The sandbox
has no functions, no loader and no way to change a value; everything a child wrote is
escaped; nothing is written to the disk.
"""

from __future__ import annotations

import io
from typing import Any

from webapp.safeguarding.papers.fields import DOTS, Known


def sandbox() -> Any:
    """Return the environment every template runs in."""
    from jinja2 import Undefined
    from jinja2.sandbox import ImmutableSandboxedEnvironment

    class Dots(Undefined):
        """What a template asks for and nobody knows: a line to write on."""

        def __str__(self) -> str:
            return DOTS

    environment = ImmutableSandboxedEnvironment(autoescape=True, undefined=Dots)
    # No range, no cycler, no namespace: loops go over our lists only.
    environment.globals.clear()
    return environment


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
