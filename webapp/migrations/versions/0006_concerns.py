"""People on call for a concern, notices, exclusions, hand-overs, unsealing.

Never imports a table of today: it must still run when those have changed.
"""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None

STATES_BEFORE = ("new", "acknowledged", "acting", "handed_over", "released", "closed")
STATES = (
    "new", "acknowledged", "assessed_urgent", "assessed", "acting", "handed_over", "planned",
    "approved", "reviewed", "released", "closed",
)  # fmt: skip
WHYS = (
    "raised", "unanswered", "emergency_near", "emergency_over", "plan_over", "approval_over",
    "unsealing", "excluded", "nobody_left",
)  # fmt: skip
RECEIVERS = ("line_111", "police", "committee", "other")
WAYS = ("phone", "in_person", "paper", "official_network")
PAPERS = ("01", "02", "03", "04", "05", "06", "07")

# Nothing about a concern is ever deleted; a step and a hand-over are never changed.
# The database refuses it, so that not even this program can.
NO_DELETE = (
    "concern",
    "concern_event",
    "concern_notice",
    "concern_exclusion",
    "concern_unsealing",
    "concern_handover",
)
NO_UPDATE = ("concern_event", "concern_handover")


def choice(values: tuple[str, ...], name: str) -> sa.Enum:
    """Return the column type of a choice, refused by the database when it is another one."""
    return sa.Enum(*values, name=name, native_enum=False, create_constraint=True, length=40)


def guards() -> list[tuple[str, str]]:
    """Return each guarded table with what is refused there."""
    return [(table, "DELETE") for table in NO_DELETE] + [(table, "UPDATE") for table in NO_UPDATE]


def guard() -> None:
    """Make the database refuse what must not happen."""
    sqlite = op.get_bind().dialect.name == "sqlite"
    if not sqlite:
        op.execute(
            """CREATE FUNCTION keep_concern() RETURNS trigger LANGUAGE plpgsql AS $$
            BEGIN RAISE EXCEPTION '% keeps everything', TG_TABLE_NAME; END $$"""
        )
    for table, act in guards():
        name = f"{table}_no_{act.lower()}"
        if sqlite:
            op.execute(
                f"CREATE TRIGGER {name} BEFORE {act} ON {table} "
                f"BEGIN SELECT RAISE(ABORT, '{table} keeps everything'); END"
            )
        else:
            acts = "DELETE OR TRUNCATE" if act == "DELETE" else act
            op.execute(
                f"CREATE TRIGGER {name} BEFORE {acts} ON {table} "
                "FOR EACH STATEMENT EXECUTE FUNCTION keep_concern()"
            )


def unguard() -> None:
    """Lift the refusals."""
    sqlite = op.get_bind().dialect.name == "sqlite"
    for table, act in guards():
        name = f"{table}_no_{act.lower()}"
        op.execute(f"DROP TRIGGER {name}" if sqlite else f"DROP TRIGGER {name} ON {table}")
    if not sqlite:
        op.execute("DROP FUNCTION keep_concern()")


def set_states(after: tuple[str, ...]) -> None:
    """Let the state columns take the states *after*."""
    for table, column, name in (
        ("concern", "state", "concern_state"),
        ("concern_event", "from_state", "from_state"),
        ("concern_event", "to_state", "to_state"),
    ):
        with op.batch_alter_table(table, schema=None) as batch_op:
            batch_op.drop_constraint(op.f(f"ck_{table}_{name}"), type_="check")
            allowed = ", ".join(f"'{state}'" for state in after)
            batch_op.create_check_constraint(op.f(f"ck_{table}_{name}"), f"{column} IN ({allowed})")


def upgrade() -> None:
    """Take the step."""
    set_states(STATES)
    with op.batch_alter_table("concern_event", schema=None) as batch_op:
        batch_op.add_column(sa.Column("dues", sa.JSON(), nullable=True))
    make_notices()
    make_acts()
    make_on_call()
    guard()


def make_notices() -> None:
    """Make what says who was told of a concern, and who must not be."""
    op.create_table(
        "concern_notice",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("concern_id", sa.String(length=16), nullable=False),
        sa.Column("user_id", sa.Integer(), nullable=False),
        sa.Column("why", choice(WHYS, "notice_why"), nullable=False),
        sa.Column("begun_at", sa.DateTime(), nullable=False),
        sa.Column("rung", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.Column("seen_at", sa.DateTime(), nullable=True),
        sa.ForeignKeyConstraint(
            ["concern_id"], ["concern.id"], name=op.f("fk_concern_notice_concern_id_concern")
        ),
        sa.ForeignKeyConstraint(
            ["user_id"], ["user.id"], name=op.f("fk_concern_notice_user_id_user")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_concern_notice")),
        sa.UniqueConstraint(
            "concern_id", "user_id", "why", "begun_at", "rung",
            name=op.f("uq_concern_notice_concern_id"),
        ),
    )  # fmt: skip
    with op.batch_alter_table("concern_notice", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_concern_notice_user_id"), ["user_id"], unique=False)
    op.create_table(
        "concern_exclusion",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("concern_id", sa.String(length=16), nullable=False),
        sa.Column("user_id", sa.Integer(), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.Column("why", sa.Text(), nullable=False),
        sa.Column("lifted_by_id", sa.Integer(), nullable=True),
        sa.Column("lifted_at", sa.DateTime(), nullable=True),
        *of_concern("concern_exclusion", "user_id", "by_id", "lifted_by_id"),
    )
    index("concern_exclusion")


def make_acts() -> None:
    """Make what says who opened the seal, and where a concern was handed."""
    op.create_table(
        "concern_unsealing",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("concern_id", sa.String(length=16), nullable=False),
        sa.Column("asked_by_id", sa.Integer(), nullable=False),
        sa.Column("asked_at", sa.DateTime(), nullable=False),
        sa.Column("why", sa.Text(), nullable=False),
        sa.Column("opened_by_id", sa.Integer(), nullable=True),
        sa.Column("opened_at", sa.DateTime(), nullable=True),
        sa.Column("alone", sa.Boolean(), nullable=False),
        *of_concern("concern_unsealing", "asked_by_id", "opened_by_id"),
    )
    index("concern_unsealing")
    op.create_table(
        "concern_handover",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("concern_id", sa.String(length=16), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=False),
        sa.Column("written_at", sa.DateTime(), nullable=False),
        sa.Column("handed_at", sa.DateTime(), nullable=False),
        sa.Column("receiver", choice(RECEIVERS, "handover_receiver"), nullable=False),
        sa.Column("handed_by", choice(WAYS, "handover_way"), nullable=False),
        sa.Column("place", sa.Text(), nullable=False),
        sa.Column("person", sa.Text(), nullable=False),
        sa.Column("receipt_number", sa.Text(), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        *of_concern("concern_handover", "by_id"),
    )
    index("concern_handover")


def make_on_call() -> None:
    """Make the ladder, the watched hours and the office's own forms."""
    op.create_table(
        "person_on_call",
        sa.Column("user_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["user_id"], ["user.id"], name=op.f("fk_person_on_call_user_id_user")
        ),
        sa.PrimaryKeyConstraint("user_id", name=op.f("pk_person_on_call")),
    )
    op.create_table(
        "watch_hours",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("weekday", sa.Integer(), nullable=False),
        sa.Column("starts", sa.Integer(), nullable=False),
        sa.Column("ends", sa.Integer(), nullable=False),
        sa.CheckConstraint("weekday BETWEEN 0 AND 6", name=op.f("ck_watch_hours_weekday")),
        sa.CheckConstraint(
            "0 <= starts AND starts < ends AND ends <= 1440", name=op.f("ck_watch_hours_span")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_watch_hours")),
    )
    op.create_table(
        "watch_day",
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("starts", sa.Integer(), nullable=True),
        sa.Column("ends", sa.Integer(), nullable=True),
        sa.Column("note", sa.String(length=120), nullable=False),
        sa.CheckConstraint(
            "(starts IS NULL AND ends IS NULL) OR (0 <= starts AND starts < ends AND ends <= 1440)",
            name=op.f("ck_watch_day_span"),
        ),
        sa.PrimaryKeyConstraint("day", name=op.f("pk_watch_day")),
    )
    op.create_table(
        "paper_version",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("paper", choice(PAPERS, "paper"), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("made_at", sa.DateTime(), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=True),
        sa.ForeignKeyConstraint(["by_id"], ["user.id"], name=op.f("fk_paper_version_by_id_user")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_paper_version")),
        sa.UniqueConstraint("paper", "version", name=op.f("uq_paper_version_paper")),
    )


def of_concern(table: str, *people: str) -> list[sa.schema.SchemaItem]:
    """Return the constraints of a table that belongs to a concern and names *people*."""
    return [
        sa.ForeignKeyConstraint(
            ["concern_id"], ["concern.id"], name=op.f(f"fk_{table}_concern_id_concern")
        ),
        *(
            sa.ForeignKeyConstraint([one], ["user.id"], name=op.f(f"fk_{table}_{one}_user"))
            for one in people
        ),
        sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{table}")),
    ]


def index(table: str) -> None:
    """Find the rows of a concern."""
    with op.batch_alter_table(table, schema=None) as batch_op:
        batch_op.create_index(batch_op.f(f"ix_{table}_concern_id"), ["concern_id"], unique=False)


def downgrade() -> None:
    """Take it back; concerns further on than states of then stand where they were acting."""
    unguard()
    for table in (
        "paper_version", "watch_day", "watch_hours", "person_on_call",
        "concern_handover", "concern_unsealing", "concern_exclusion", "concern_notice",
    ):  # fmt: skip
        op.drop_table(table)
    for table, column in (
        ("concern", "state"), ("concern_event", "from_state"), ("concern_event", "to_state"),
    ):  # fmt: skip
        kept = ", ".join(f"'{state}'" for state in STATES_BEFORE)
        further = f"UPDATE {table} SET {column} = 'acting' WHERE {column} NOT IN ({kept})"  # noqa: S608
        op.execute(further)
    with op.batch_alter_table("concern_event", schema=None) as batch_op:
        batch_op.drop_column("dues")
    set_states(STATES_BEFORE)
