"""The tracker counts and sorts its cases from one index, without reading their texts.

Never imports a table of today: it must still run when those have changed.
"""

from alembic import op

revision = "0015"
down_revision = "0014"
branch_labels = None
depends_on = None

BEFORE = ("ix_case_state_due_on", ["state", "due_on"])
SINCE = ("ix_case_listing", ["state", "due_on", "due_by_law", "number", "topic", "school_id"])


def upgrade() -> None:
    """Take the step."""
    _exchange(BEFORE, SINCE)


def downgrade() -> None:
    """Take it back."""
    _exchange(SINCE, BEFORE)


def _exchange(old: tuple[str, list[str]], new: tuple[str, list[str]]) -> None:
    with op.batch_alter_table("case", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f(old[0]))
        batch_op.create_index(batch_op.f(new[0]), new[1], unique=False)
