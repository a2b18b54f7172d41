"""A word list that raises less is agreed to by a second person.

Never imports a table of today: it must still run when those have changed.
"""

import sqlalchemy as sa
from alembic import op

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Take the step."""
    op.create_table(
        "lexicon_asking",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("base", sa.Integer(), nullable=False),
        sa.Column("asked_by_id", sa.Integer(), nullable=False),
        sa.Column("asked_at", sa.DateTime(), nullable=False),
        sa.Column("why", sa.String(length=500), nullable=False),
        sa.Column("agreed", sa.Boolean(), nullable=True),
        sa.Column("answered_by_id", sa.Integer(), nullable=True),
        sa.Column("answered_at", sa.DateTime(), nullable=True),
        sa.Column("answer", sa.String(length=500), nullable=False),
        sa.Column("number", sa.Integer(), nullable=True),
        sa.CheckConstraint(
            "answered_by_id IS NULL OR answered_by_id != asked_by_id",
            name=op.f("ck_lexicon_asking_two_people"),
        ),
        sa.CheckConstraint(
            "(agreed IS NULL) = (answered_by_id IS NULL)",
            name=op.f("ck_lexicon_asking_answer_told"),
        ),
        sa.ForeignKeyConstraint(
            ["asked_by_id"], ["user.id"], name=op.f("fk_lexicon_asking_asked_by_id_user")
        ),
        sa.ForeignKeyConstraint(
            ["answered_by_id"], ["user.id"], name=op.f("fk_lexicon_asking_answered_by_id_user")
        ),
        sa.ForeignKeyConstraint(
            ["number"],
            ["lexicon_version.number"],
            name=op.f("fk_lexicon_asking_number_lexicon_version"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_lexicon_asking")),
    )


def downgrade() -> None:
    """Take it back."""
    op.drop_table("lexicon_asking")
