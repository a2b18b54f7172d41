"""Entry point for a WSGI server: ``wsgi:app``."""

from webapp.factory import create_app

app = create_app()
