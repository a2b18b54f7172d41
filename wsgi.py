"""Entry point for a WSGI server: ``wsgi:app``."""

from webapp.factory import create_app
from webapp.web import request_log

request_log.configure()
app = create_app()
