"""Vietnamese by default, English on request; catalogues compiled at start."""

from __future__ import annotations

from pathlib import Path

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from flask import Flask, has_request_context, session

from webapp.config import PROJECT
from webapp.extensions import babel
from webapp.web import adults

LANGUAGES = {"vi": "Tiếng Việt", "en": "English"}
DEFAULT = "vi"


def chosen_language() -> str:
    """Return the language of this request: the person's choice or Vietnamese."""
    chosen = session.get("language") if has_request_context() else None
    return chosen if chosen in LANGUAGES else DEFAULT


def compile_catalogues(target: Path, source: Path = PROJECT / "translations") -> None:
    """Write a ``.mo`` under *target* for every ``.po`` under *source*.

    Compiled catalogues are not kept in git: they would differ from their source
    without anybody noticing.  Compiling all of them takes some milliseconds.
    """
    for po_path in source.glob("*/LC_MESSAGES/*.po"):
        mo_path = target / po_path.relative_to(source).with_suffix(".mo")
        if mo_path.exists() and mo_path.stat().st_mtime >= po_path.stat().st_mtime:
            continue
        with po_path.open("rb") as file:
            catalogue = read_po(file, locale=po_path.parts[-3])
        mo_path.parent.mkdir(parents=True, exist_ok=True)
        temporary = mo_path.with_suffix(".tmp")
        with temporary.open("wb") as file:
            write_mo(file, catalogue)
        temporary.replace(mo_path)


def init_app(app: Flask, compiled: Path) -> None:
    """Compile the catalogues into *compiled* and choose a language per request."""
    compile_catalogues(compiled)
    app.config["BABEL_TRANSLATION_DIRECTORIES"] = str(compiled)
    app.config["BABEL_DEFAULT_LOCALE"] = DEFAULT
    app.config["BABEL_DEFAULT_TIMEZONE"] = "Asia/Ho_Chi_Minh"
    babel.init_app(app, locale_selector=chosen_language)
    adults.init_app(app, compiled)
