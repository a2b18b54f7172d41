"""The public board.

Never imports a table of today: it must still run when those have changed.
"""

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None

STATES = ("posted", "kept_back", "taken_down")
CROWDS = ("few", "some", "tens", "dozens", "many")
DECISIONS = (
    *("done", "will_do", "partly", "explained", "will_not", "referred_up", "out_of_scope"),
)


def upgrade() -> None:
    """Take the step."""
    op.create_table(
        "board_entry",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("reply_id", sa.Integer(), nullable=False),
        sa.Column("case_id", sa.Integer(), nullable=False),
        sa.Column("state", _one_of("board_state", STATES), nullable=False),
        sa.Column("topic", sa.String(length=20), nullable=True),
        sa.Column("school_id", sa.Integer(), nullable=True),
        sa.Column("body_id", sa.Integer(), nullable=True),
        sa.Column("title", sa.String(length=300), nullable=False),
        sa.Column("heard", sa.Text(), nullable=False),
        sa.Column("decided", sa.Text(), nullable=False),
        sa.Column("why", sa.Text(), nullable=False),
        sa.Column("when_text", sa.Text(), nullable=False),
        sa.Column("decision", _one_of("board_decision", DECISIONS), nullable=False),
        sa.Column("promised_on", sa.Date(), nullable=True),
        sa.Column("children", sa.Integer(), nullable=False),
        sa.Column("crowd", _one_of("board_crowd", CROWDS), nullable=False),
        sa.Column("published_on", sa.Date(), nullable=False),
        sa.Column("posted_on", sa.Date(), nullable=True),
        sa.CheckConstraint(
            "state != 'posted' OR posted_on IS NOT NULL", name=op.f("ck_board_entry_posted_when")
        ),
        sa.ForeignKeyConstraint(
            ["reply_id"], ["reply.id"], name=op.f("fk_board_entry_reply_id_reply")
        ),
        sa.ForeignKeyConstraint(["case_id"], ["case.id"], name=op.f("fk_board_entry_case_id_case")),
        sa.ForeignKeyConstraint(["topic"], ["topic.code"], name=op.f("fk_board_entry_topic_topic")),
        sa.ForeignKeyConstraint(
            ["school_id"], ["school.id"], name=op.f("fk_board_entry_school_id_school")
        ),
        sa.ForeignKeyConstraint(["body_id"], ["body.id"], name=op.f("fk_board_entry_body_id_body")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_board_entry")),
        sa.UniqueConstraint("reply_id", name=op.f("uq_board_entry_reply_id")),
    )
    for column in ("case_id", "state", "topic", "posted_on"):
        op.create_index(op.f(f"ix_board_entry_{column}"), "board_entry", [column])
    op.create_table(
        "board_quote",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("entry_id", sa.Integer(), nullable=False),
        sa.Column("opinion_id", sa.String(length=16), nullable=False),
        sa.ForeignKeyConstraint(
            ["entry_id"], ["board_entry.id"], name=op.f("fk_board_quote_entry_id_board_entry")
        ),
        sa.ForeignKeyConstraint(
            ["opinion_id"],
            ["opinion.id"],
            name=op.f("fk_board_quote_opinion_id_opinion"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_board_quote")),
        sa.UniqueConstraint("entry_id", "opinion_id", name=op.f("uq_board_quote_entry_id")),
    )
    for column in ("entry_id", "opinion_id"):
        op.create_index(op.f(f"ix_board_quote_{column}"), "board_quote", [column])
    op.create_table(
        "board_event",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("entry_id", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.Column("actor_id", sa.Integer(), nullable=False),
        sa.Column("from_state", _one_of("from_state", STATES), nullable=True),
        sa.Column("to_state", _one_of("to_state", STATES), nullable=False),
        sa.Column("why", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["entry_id"], ["board_entry.id"], name=op.f("fk_board_event_entry_id_board_entry")
        ),
        sa.ForeignKeyConstraint(
            ["actor_id"], ["user.id"], name=op.f("fk_board_event_actor_id_user")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_board_event")),
    )
    op.create_index(op.f("ix_board_event_entry_id"), "board_event", ["entry_id"])


def downgrade() -> None:
    """Take it back."""
    for table in ("board_event", "board_quote", "board_entry"):
        op.drop_table(table)


def _one_of(name: str, values: tuple[str, ...]) -> sa.Enum:
    return sa.Enum(*values, name=name, native_enum=False, create_constraint=True, length=40)
