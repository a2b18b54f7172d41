"""What moderators decide: second readers, pauses, who has which sheet open.

Never imports a table of today: it must still run when those have changed.
"""

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Take the step."""


def downgrade() -> None:
    """Take it back."""
