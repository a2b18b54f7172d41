"""Guardians and advocates, complaints by law, meetings with a child.

Never imports a table of today: it must still run when those have changed.
"""

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Take the step."""


def downgrade() -> None:
    """Take it back."""
