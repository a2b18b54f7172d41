"""Word lists of danger with their versions.

Never imports a table of today: it must still run when those have changed.
"""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

# A published list is what explains a concern later; the database refuses to
# change or delete one.
SQLITE_GUARDS = (
    """CREATE TRIGGER lexicon_version_no_update BEFORE UPDATE ON lexicon_version
    BEGIN SELECT RAISE(ABORT, 'lexicon_version is append-only'); END""",
    """CREATE TRIGGER lexicon_version_no_delete BEFORE DELETE ON lexicon_version
    BEGIN SELECT RAISE(ABORT, 'lexicon_version is append-only'); END""",
)
# The function was made by the first migration.
POSTGRESQL_GUARD = """CREATE TRIGGER lexicon_version_append_only
    BEFORE UPDATE OR DELETE OR TRUNCATE ON lexicon_version
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()"""


def upgrade() -> None:
    """Take the step."""
    op.create_table(
        "lexicon_version",
        sa.Column("number", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("name", sa.String(length=30), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("content", sa.Text(), nullable=False),
        sa.Column("differences", sa.Text(), nullable=False),
        sa.Column("author_id", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.Column("why", sa.String(length=500), nullable=False),
        sa.ForeignKeyConstraint(
            ["author_id"], ["user.id"], name=op.f("fk_lexicon_version_author_id_user")
        ),
        sa.PrimaryKeyConstraint("number", name=op.f("pk_lexicon_version")),
    )
    op.create_table(
        "lexicon_draft",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("base", sa.Integer(), nullable=False),
        sa.Column("content", sa.Text(), nullable=False),
        sa.Column("changed_by_id", sa.Integer(), nullable=False),
        sa.Column("changed_at", sa.DateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["changed_by_id"], ["user.id"], name=op.f("fk_lexicon_draft_changed_by_id_user")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_lexicon_draft")),
    )
    sqlite = op.get_bind().dialect.name == "sqlite"
    for statement in SQLITE_GUARDS if sqlite else (POSTGRESQL_GUARD,):
        op.execute(statement)


def downgrade() -> None:
    """Take it back."""
    op.drop_table("lexicon_draft")
    if op.get_bind().dialect.name == "postgresql":
        op.execute("DROP TRIGGER lexicon_version_append_only ON lexicon_version")
    op.drop_table("lexicon_version")
