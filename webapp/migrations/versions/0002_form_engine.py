"""Forms written in the browser, pictures, drafts that wait for a slip.

Never imports a table of today: it must still run when those have changed.
"""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Take the step."""
    op.create_table(
        "made_survey",
        sa.Column("slug", sa.String(length=60), nullable=False),
        sa.Column("manifest", sa.JSON(), nullable=False),
        sa.Column("made_by", sa.Integer(), nullable=False),
        sa.Column("made_at", sa.DateTime(), nullable=False),
        sa.ForeignKeyConstraint(["made_by"], ["user.id"], name=op.f("fk_made_survey_made_by_user")),
        sa.PrimaryKeyConstraint("slug", name=op.f("pk_made_survey")),
    )
    op.create_table(
        "form_draft",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("survey", sa.String(length=60), nullable=False),
        sa.Column("band", sa.String(length=20), nullable=False),
        sa.Column("file", sa.String(length=200), nullable=False),
        sa.Column("workbook", sa.JSON(), nullable=False),
        sa.Column(
            "state",
            sa.Enum(
                "open",
                "published",
                "dropped",
                name="form_draft_state",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("turn", sa.Integer(), nullable=False),
        sa.Column("made_by", sa.Integer(), nullable=False),
        sa.Column("made_at", sa.DateTime(), nullable=False),
        sa.Column("published_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(["made_by"], ["user.id"], name=op.f("fk_form_draft_made_by_user")),
        sa.ForeignKeyConstraint(
            ["published_id"],
            ["form_version.id"],
            name=op.f("fk_form_draft_published_id_form_version"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_form_draft")),
    )
    with op.batch_alter_table("form_draft", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_form_draft_survey"), ["survey"], unique=False)

    op.create_table(
        "form_draft_event",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("draft_id", sa.Integer(), nullable=False),
        sa.Column(
            "step",
            sa.Enum(
                "uploaded",
                "started",
                "edited",
                "taken_back",
                "published",
                "dropped",
                name="form_draft_step",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("what", sa.String(length=300), nullable=False),
        sa.Column("workbook", sa.JSON(), nullable=True),
        sa.Column("actor_id", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["actor_id"], ["user.id"], name=op.f("fk_form_draft_event_actor_id_user")
        ),
        sa.ForeignKeyConstraint(
            ["draft_id"], ["form_draft.id"], name=op.f("fk_form_draft_event_draft_id_form_draft")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_form_draft_event")),
    )
    with op.batch_alter_table("form_draft_event", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_form_draft_event_draft_id"), ["draft_id"], unique=False
        )

    op.create_table(
        "picture",
        sa.Column("id", sa.String(length=16), nullable=False),
        sa.Column("seat", sa.String(length=64), nullable=True),
        sa.Column("submission_id", sa.String(length=16), nullable=True),
        sa.Column("question", sa.String(length=60), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.Column("kept_on", sa.Date(), nullable=False),
        sa.ForeignKeyConstraint(
            ["submission_id"], ["submission.id"], name=op.f("fk_picture_submission_id_submission")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_picture")),
    )
    with op.batch_alter_table("picture", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_picture_seat"), ["seat"], unique=False)
        batch_op.create_index(
            batch_op.f("ix_picture_submission_id"), ["submission_id"], unique=False
        )

    with op.batch_alter_table("draft", schema=None) as batch_op:
        batch_op.add_column(sa.Column("slip", sa.String(length=64), nullable=True))
        batch_op.create_unique_constraint(batch_op.f("uq_draft_slip"), ["slip"])

    with op.batch_alter_table("form_version", schema=None) as batch_op:
        batch_op.add_column(sa.Column("workbook", sa.JSON(), nullable=True))
        batch_op.add_column(sa.Column("published_at", sa.DateTime(), nullable=True))
        batch_op.add_column(sa.Column("published_by", sa.Integer(), nullable=True))
        batch_op.create_foreign_key(
            batch_op.f("fk_form_version_published_by_user"), "user", ["published_by"], ["id"]
        )


def downgrade() -> None:
    """Take it back."""
    with op.batch_alter_table("form_version", schema=None) as batch_op:
        batch_op.drop_constraint(
            batch_op.f("fk_form_version_published_by_user"), type_="foreignkey"
        )
        batch_op.drop_column("published_by")
        batch_op.drop_column("published_at")
        batch_op.drop_column("workbook")

    with op.batch_alter_table("draft", schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f("uq_draft_slip"), type_="unique")
        batch_op.drop_column("slip")

    with op.batch_alter_table("picture", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_picture_submission_id"))
        batch_op.drop_index(batch_op.f("ix_picture_seat"))

    op.drop_table("picture")
    with op.batch_alter_table("form_draft_event", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_form_draft_event_draft_id"))

    op.drop_table("form_draft_event")
    with op.batch_alter_table("form_draft", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_form_draft_survey"))

    op.drop_table("form_draft")
    op.drop_table("made_survey")
