"""The whole life of a task of the plan.

Never imports a table of today: it must still run when those have changed.
"""

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Take the step."""


def downgrade() -> None:
    """Take it back."""
