"""The whole life of a task of the plan.

Never imports a table of today: it must still run when those have changed.
"""

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None

BEFORE = ("planned", "in_progress", "reported_done", "verified", "cancelled")
SINCE = (
    *("planned", "accepted", "contested", "in_progress", "blocked"),
    *("reported_done", "verified", "cancelled", "superseded"),
)
STATES = (
    ("occurrence", "state", "occurrence_state"),
    ("progress", "from_state", "from_state"),
    ("progress", "to_state", "to_state"),
)


def upgrade() -> None:
    """Take the step."""
    _choose_from(SINCE)
    with op.batch_alter_table("progress", schema=None) as batch_op:
        batch_op.add_column(
            sa.Column(
                "kind",
                _one_of("progress_kind", ("moved", "postponed")),
                nullable=False,
                server_default="moved",
            )
        )
        for name, length in (("decision", 120), ("blocked_by", 200)):
            batch_op.add_column(
                sa.Column(name, sa.String(length=length), nullable=False, server_default="")
            )
        batch_op.add_column(sa.Column("due_before", sa.Date(), nullable=True))
        batch_op.add_column(sa.Column("due_after", sa.Date(), nullable=True))
    op.create_table(
        "contribution",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("occurrence_id", sa.Integer(), nullable=False),
        sa.Column("body_id", sa.Integer(), nullable=False),
        sa.Column("what", sa.Text(), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=False),
        sa.Column("asked_by", sa.Integer(), nullable=False),
        sa.Column("asked_at", sa.DateTime(), nullable=False),
        sa.Column("done_on", sa.Date(), nullable=True),
        sa.Column("done_by", sa.Integer(), nullable=True),
        sa.Column("done_text", sa.Text(), nullable=False),
        sa.Column("was_late", sa.Boolean(), nullable=True),
        sa.ForeignKeyConstraint(
            ["occurrence_id"],
            ["occurrence.id"],
            name=op.f("fk_contribution_occurrence_id_occurrence"),
        ),
        sa.ForeignKeyConstraint(
            ["body_id"], ["body.id"], name=op.f("fk_contribution_body_id_body")
        ),
        sa.ForeignKeyConstraint(
            ["asked_by"], ["user.id"], name=op.f("fk_contribution_asked_by_user")
        ),
        sa.ForeignKeyConstraint(
            ["done_by"], ["user.id"], name=op.f("fk_contribution_done_by_user")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_contribution")),
    )
    for column in ("occurrence_id", "body_id", "done_on"):
        op.create_index(op.f(f"ix_contribution_{column}"), "contribution", [column])


def downgrade() -> None:
    """Take it back."""
    op.drop_table("contribution")
    with op.batch_alter_table("progress", schema=None) as batch_op:
        batch_op.drop_constraint(op.f("ck_progress_progress_kind"), type_="check")
        for name in ("kind", "decision", "blocked_by", "due_before", "due_after"):
            batch_op.drop_column(name)
    for table, column, _name in STATES:
        for state, was in (
            ("accepted", "planned"),
            ("contested", "planned"),
            ("blocked", "in_progress"),
            ("superseded", "cancelled"),
        ):
            op.execute(f"UPDATE {table} SET {column} = '{was}' WHERE {column} = '{state}'")  # noqa: S608
    _choose_from(BEFORE)


def _choose_from(values: tuple[str, ...]) -> None:
    """Let the columns of an instance's state take *values*."""
    listed = ", ".join(f"'{value}'" for value in values)
    for table, column, name in STATES:
        with op.batch_alter_table(table, schema=None) as batch_op:
            batch_op.drop_constraint(op.f(f"ck_{table}_{name}"), type_="check")
            batch_op.create_check_constraint(op.f(f"ck_{table}_{name}"), f"{column} IN ({listed})")


def _one_of(name: str, values: tuple[str, ...]) -> sa.Enum:
    return sa.Enum(*values, name=name, native_enum=False, create_constraint=True, length=40)
