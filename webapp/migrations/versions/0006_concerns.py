"""People on call for a concern, notices, exclusions, hand-overs, unsealing.

Never imports a table of today: it must still run when those have changed.
"""

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Take the step."""


def downgrade() -> None:
    """Take it back."""
