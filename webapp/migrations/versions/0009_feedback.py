"""How feedback reached each child, questions to a child, promises looked at again.

Never imports a table of today: it must still run when those have changed.
"""

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Take the step."""


def downgrade() -> None:
    """Take it back."""
