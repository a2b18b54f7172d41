"""Word lists of danger with their versions.

Never imports a table of today: it must still run when those have changed.
"""

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Take the step."""


def downgrade() -> None:
    """Take it back."""
