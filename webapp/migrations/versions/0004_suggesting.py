"""Likeness of opinions, and what moderators chose as topics.

Never imports a table of today: it must still run when those have changed.
"""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add numbers worked out of opinions; a duty fills them for those that are there."""
    op.create_table(
        "opinion_trace",
        sa.Column("opinion_id", sa.String(length=16), nullable=False),
        sa.Column("scheme", sa.String(length=20), nullable=False),
        sa.Column("topic", sa.String(length=20), nullable=True),
        _of_its_opinion("opinion_trace"),
        sa.PrimaryKeyConstraint("opinion_id", name=op.f("pk_opinion_trace")),
    )
    op.create_index("ix_opinion_trace_topic", "opinion_trace", ["topic"])
    op.create_table(
        "opinion_bucket",
        sa.Column("bucket", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("opinion_id", sa.String(length=16), nullable=False),
        _of_its_opinion("opinion_bucket"),
        sa.PrimaryKeyConstraint("bucket", "opinion_id", name=op.f("pk_opinion_bucket")),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_opinion_bucket_opinion_id", "opinion_bucket", ["opinion_id"])
    op.create_table(
        "topic_word",
        sa.Column("word", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("topic", sa.String(length=20), nullable=False),
        sa.Column("opinion_id", sa.String(length=16), nullable=False),
        _of_its_opinion("topic_word"),
        sa.PrimaryKeyConstraint("word", "topic", "opinion_id", name=op.f("pk_topic_word")),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_topic_word_opinion_id", "topic_word", ["opinion_id"])


def downgrade() -> None:
    """Forget the numbers; the opinions they were worked out of stay."""
    for table in ("topic_word", "opinion_bucket", "opinion_trace"):
        op.drop_table(table)


def _of_its_opinion(table: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(
        ["opinion_id"],
        ["opinion.id"],
        name=op.f(f"fk_{table}_opinion_id_opinion"),
        ondelete="CASCADE",
    )
