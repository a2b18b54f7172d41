"""Likeness of opinions, and what moderators chose as topics.

Never imports a table of today: it must still run when those have changed.
"""

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Take the step."""


def downgrade() -> None:
    """Take it back."""
