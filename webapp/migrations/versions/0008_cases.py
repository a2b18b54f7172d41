"""Routing rules, extensions, pauses, kinds of closing.

Never imports a table of today: it must still run when those have changed.
"""

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Take the step."""


def downgrade() -> None:
    """Take it back."""
