"""The floor: the least a Flask page and a durable insert can cost.

Twelve questions in plain Jinja, CSRF, SQLAlchemy Core, one row and one event
row, SQLite in WAL mode with full durability, the same server and threads as the
product.  No accounts, no languages, no encryption, no screening.
"""

from __future__ import annotations

import json
import logging
import sys
import threading
from datetime import UTC, datetime
from pathlib import Path

import sqlalchemy as sa
from flask import Flask, Response, render_template_string, request
from flask_wtf.csrf import CSRFProtect
from waitress import serve

from webapp.launch.serving import THREADS

PAGE = """<!doctype html>
<html lang="vi"><head><meta charset="utf-8"><title>Phiếu</title></head><body>
<main><h1>Mười hai câu</h1><form method="post">
<input type="hidden" name="csrf_token" value="{{ csrf_token() }}">
{% for number in range(1, 8) %}<fieldset><legend>Câu {{ number }}: em thấy thế nào?</legend>
{% for value, label in levels %}<input type="radio" id="c{{ number }}{{ value }}"
 name="chon_{{ number }}" value="{{ value }}">
<label for="c{{ number }}{{ value }}">{{ label }}</label>{% endfor %}
</fieldset>{% endfor %}
{% for number in range(8, 11) %}<fieldset><legend>Câu {{ number }}: ở những nơi nào?</legend>
{% for value, label in places %}<input type="checkbox" id="n{{ number }}{{ value }}"
 name="noi_{{ number }}" value="{{ value }}">
<label for="n{{ number }}{{ value }}">{{ label }}</label>{% endfor %}
</fieldset>{% endfor %}
{% for number in range(11, 13) %}<label for="l{{ number }}">Câu {{ number }}: em kể thêm</label>
<textarea id="l{{ number }}" name="loi_{{ number }}" rows="5"></textarea>{% endfor %}
<button>Gửi</button></form></main></body></html>"""
LEVELS = [("tot", "Tốt"), ("vua", "Vừa"), ("chua", "Chưa tốt")]
PLACES = [("truong", "Ở trường"), ("duong", "Trên đường"), ("xom", "Ở xóm"), ("mang", "Trên mạng")]

tables = sa.MetaData()
submission = sa.Table(
    "submission",
    tables,
    sa.Column("id", sa.Integer, primary_key=True),
    sa.Column("answers", sa.Text, nullable=False),
    sa.Column("at", sa.DateTime, nullable=False),
)
event = sa.Table(
    "event",
    tables,
    sa.Column("id", sa.Integer, primary_key=True),
    sa.Column("submission_id", sa.ForeignKey("submission.id"), nullable=False),
    sa.Column("kind", sa.String(20), nullable=False),
)


def make_app(url: str) -> Flask:
    """Return the bare application on the database *url*."""
    app = Flask(__name__)
    app.secret_key = "only for measuring"  # noqa: S105 (nothing is protected by it)
    CSRFProtect(app)
    engine = sa.create_engine(url)
    turn = threading.Lock()
    if url.startswith("sqlite"):
        sa.event.listen(engine, "connect", _durable)
    tables.create_all(engine)

    @app.get("/")
    def show() -> str:
        return render_template_string(PAGE, levels=LEVELS, places=PLACES)

    @app.post("/")
    def take() -> Response:
        answers = request.form.to_dict(flat=False)
        answers.pop("csrf_token")
        # One writer at a time, as the product does: fighting writers would make
        # the floor slower than it has to be.
        with turn, engine.begin() as connection:
            row = {"answers": json.dumps(answers, ensure_ascii=False), "at": datetime.now(UTC)}
            number = connection.execute(sa.insert(submission), row).inserted_primary_key
            sent = {"submission_id": number[0], "kind": "sent"}
            connection.execute(sa.insert(event), sent)
        return Response("<!doctype html><title>Cảm ơn</title><p>Đã nhận.</p>", mimetype="text/html")

    return app


def _durable(connection: object, _record: object) -> None:
    cursor = connection.cursor()  # type: ignore[attr-defined]
    for pragma in ("journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON"):
        cursor.execute(f"PRAGMA {pragma}")
    cursor.close()


if __name__ == "__main__":
    logging.getLogger("waitress.queue").setLevel(logging.ERROR)
    port, database = int(sys.argv[1]), sys.argv[2]
    if "://" not in database:
        database = f"sqlite:///{Path(database).as_posix()}"
    serve(make_app(database), host="127.0.0.1", port=port, threads=THREADS)
