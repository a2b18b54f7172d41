"""How feedback reached each child, questions to a child, promises looked at again.

Never imports a table of today: it must still run when those have changed.
"""

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None

CHANNELS = ("receipt", "read_in_class", "class_ticket", "school_board", "village_house",
            "loudspeaker", "forum", "other")  # fmt: skip
DECISIONS = ("done", "will_do", "partly", "explained", "will_not", "referred_up", "out_of_scope")


def _one_of(name: str, *values: str) -> sa.Enum:
    return sa.Enum(*values, name=name, native_enum=False, create_constraint=True, length=40)


def _key(table: str, column: str, other: str, ondelete: str | None = None) -> sa.Constraint:
    name = op.f(f"fk_{table}_{column}_{other}")
    return sa.ForeignKeyConstraint([column], [f"{other}.id"], name=name, ondelete=ondelete)


def _index(table: str, *columns: str) -> None:
    for column in columns:
        op.create_index(op.f(f"ix_{table}_{column}"), table, [column], unique=False)


def upgrade() -> None:
    """Take the step; replies read so far become the first lines of the ledger."""
    _ledger()
    op.execute(
        "INSERT INTO feedback_entry (opinion_id, about, reply_id, channel, note, once, day) "
        "SELECT opinion_id, 'reply', reply_id, 'receipt', '', "
        "'reply:' || CAST(reply_id AS VARCHAR(20)) || '\\:receipt', read_on FROM delivery "
        "ORDER BY id"
    )
    op.drop_table("delivery")
    _child_steps()
    _questions()
    _promises()
    _templates()


def _ledger() -> None:
    op.create_table(
        "feedback_entry",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("opinion_id", sa.String(length=16), nullable=False),
        sa.Column(
            "about",
            _one_of("feedback_about", "reply", "refusal", "petition", "withdrawal"),
            nullable=False,
        ),
        sa.Column("reply_id", sa.Integer(), nullable=True),
        sa.Column("channel", _one_of("feedback_channel", *CHANNELS), nullable=True),
        sa.Column(
            "obstacle",
            _one_of(
                "feedback_obstacle", "no_class", "left_school", "class_ended", "forgotten", "other"
            ),
            nullable=True,
        ),
        sa.Column("note", sa.String(length=300), nullable=False),
        sa.Column("once", sa.String(length=80), nullable=False),
        sa.Column("recorded_by", sa.Integer(), nullable=True),
        sa.Column("day", sa.Date(), nullable=False),
        sa.CheckConstraint(
            "(channel IS NULL) != (obstacle IS NULL)", name=op.f("ck_feedback_entry_one_way")
        ),
        sa.CheckConstraint(
            "(about = 'reply') = (reply_id IS NOT NULL)", name=op.f("ck_feedback_entry_its_reply")
        ),
        _key("feedback_entry", "opinion_id", "opinion", "CASCADE"),
        _key("feedback_entry", "reply_id", "reply"),
        _key("feedback_entry", "recorded_by", "user"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_feedback_entry")),
        sa.UniqueConstraint("opinion_id", "once", name=op.f("uq_feedback_entry_opinion_id")),
    )
    _index("feedback_entry", "day", "reply_id")


def _child_steps() -> None:
    op.create_table(
        "child_step",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("submission_id", sa.String(length=16), nullable=False),
        sa.Column("opinion_id", sa.String(length=16), nullable=True),
        sa.Column("did", _one_of("child_did", "withdrew", "appealed", "answered"), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        _key("child_step", "submission_id", "submission"),
        _key("child_step", "opinion_id", "opinion", "CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_child_step")),
    )
    _index("child_step", "submission_id")


def _questions() -> None:
    states = ("proposed", "declined", "asked", "answered", "returned")
    op.create_table(
        "child_question",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("opinion_id", sa.String(length=16), nullable=False),
        sa.Column("case_id", sa.Integer(), nullable=True),
        sa.Column("body_id", sa.Integer(), nullable=True),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("state", _one_of("question_state", *states), nullable=False),
        sa.Column("made_by", sa.Integer(), nullable=False),
        sa.Column("made_at", sa.DateTime(), nullable=False),
        sa.Column("reviewed_by", sa.Integer(), nullable=True),
        sa.Column("review_note", sa.Text(), nullable=False),
        sa.Column("asked_on", sa.Date(), nullable=True),
        sa.Column("answer_by", sa.Date(), nullable=True),
        sa.Column("ended_on", sa.Date(), nullable=True),
        sa.Column("heard_on", sa.Date(), nullable=True),
        sa.Column("answer_id", sa.String(length=16), nullable=True),
        sa.CheckConstraint(
            "state != 'asked' OR answer_by IS NOT NULL",
            name=op.f("ck_child_question_asked_until"),
        ),
        _key("child_question", "opinion_id", "opinion", "CASCADE"),
        _key("child_question", "case_id", "case"),
        _key("child_question", "body_id", "body"),
        _key("child_question", "made_by", "user"),
        _key("child_question", "reviewed_by", "user"),
        _key("child_question", "answer_id", "opinion", "SET NULL"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_child_question")),
    )
    _index("child_question", "answer_by", "case_id", "opinion_id")


def _promises() -> None:
    op.create_table(
        "promise_check",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("reply_id", sa.Integer(), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=False),
        sa.Column(
            "outcome",
            _one_of("promise_kept", "kept", "partly", "not_yet", "broken"),
            nullable=False,
        ),
        sa.Column("evidence", sa.Text(), nullable=False),
        sa.Column("occurrence_id", sa.Integer(), nullable=True),
        sa.Column("new_day", sa.Date(), nullable=True),
        sa.Column(
            "state", _one_of("check_state", "reported", "sent_back", "verified"), nullable=False
        ),
        sa.Column("late", sa.Boolean(), nullable=False),
        sa.Column("reported_by", sa.Integer(), nullable=False),
        sa.Column("reported_at", sa.DateTime(), nullable=False),
        sa.Column("reviewed_by", sa.Integer(), nullable=True),
        sa.Column("reviewed_on", sa.Date(), nullable=True),
        sa.Column("review_note", sa.Text(), nullable=False),
        sa.CheckConstraint(
            "outcome != 'not_yet' OR new_day IS NOT NULL",
            name=op.f("ck_promise_check_new_day_known"),
        ),
        _key("promise_check", "reply_id", "reply"),
        _key("promise_check", "occurrence_id", "occurrence"),
        _key("promise_check", "reported_by", "user"),
        _key("promise_check", "reviewed_by", "user"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_promise_check")),
    )
    _index("promise_check", "reply_id", "reviewed_on", "state")


def _templates() -> None:
    op.create_table(
        "reply_template",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("title", sa.String(length=120), nullable=False),
        sa.Column("decision", _one_of("template_decision", *DECISIONS), nullable=False),
        sa.Column("topic", sa.String(length=20), nullable=True),
        sa.Column("body_id", sa.Integer(), nullable=True),
        sa.Column("heard", sa.Text(), nullable=False),
        sa.Column("decided", sa.Text(), nullable=False),
        sa.Column("why", sa.Text(), nullable=False),
        sa.Column("when_text", sa.Text(), nullable=False),
        sa.Column("in_use", sa.Boolean(), nullable=False),
        sa.Column("changed_by", sa.Integer(), nullable=False),
        sa.Column("changed_at", sa.DateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["topic"], ["topic.code"], name=op.f("fk_reply_template_topic_topic")
        ),
        _key("reply_template", "body_id", "body"),
        _key("reply_template", "changed_by", "user"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_reply_template")),
    )
    _index("reply_template", "body_id")


def downgrade() -> None:
    """Take it back; of the ledger only replies read with a receipt fit into the old table."""
    op.create_table(
        "delivery",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("opinion_id", sa.String(length=16), nullable=False),
        sa.Column("reply_id", sa.Integer(), nullable=False),
        sa.Column("read_on", sa.Date(), nullable=False),
        _key("delivery", "opinion_id", "opinion", "CASCADE"),
        _key("delivery", "reply_id", "reply"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_delivery")),
        sa.UniqueConstraint("opinion_id", "reply_id", name=op.f("uq_delivery_opinion_id")),
    )
    _index("delivery", "opinion_id", "read_on", "reply_id")
    op.execute(
        "INSERT INTO delivery (opinion_id, reply_id, read_on) "
        "SELECT opinion_id, reply_id, day FROM feedback_entry "
        "WHERE about = 'reply' AND channel = 'receipt' ORDER BY id"
    )
    for table in ("reply_template", "promise_check", "child_question", "child_step"):
        op.drop_table(table)
    op.drop_table("feedback_entry")
