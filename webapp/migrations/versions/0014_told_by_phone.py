"""An adult who asked to be called may have been told by telephone.

Never imports a table of today: it must still run when those have changed.
"""

from alembic import op

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None

BEFORE = (
    *("receipt", "read_in_class", "class_ticket", "school_board", "village_house"),
    *("loudspeaker", "forum", "other"),
)
SINCE = (*BEFORE[:-1], "phone", "other")


def upgrade() -> None:
    """Take the step."""
    _choose_from(SINCE)


def downgrade() -> None:
    """Take it back: what was told by telephone was told in another way."""
    op.execute("UPDATE feedback_entry SET channel = 'other' WHERE channel = 'phone'")
    _choose_from(BEFORE)


def _choose_from(values: tuple[str, ...]) -> None:
    name = op.f("ck_feedback_entry_feedback_channel")
    listed = ", ".join(f"'{value}'" for value in values)
    with op.batch_alter_table("feedback_entry", schema=None) as batch_op:
        batch_op.drop_constraint(name, type_="check")
        batch_op.create_check_constraint(name, f"channel IN ({listed})")
