"""Guardians and advocates, complaints by law, meetings with a child.

Never imports a table of today: it must still run when those have changed.
"""

import re

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None

SPEAKERS = ("child", "guardian", "advocate")
SPEAKING = ("submission", "opinion")
PETITION_KINDS = ("complaint", "denunciation")
PETITION_STATES = ("proposed", "to_hand_over", "handed_over", "answered", "declined")
PETITION_WORDS = ("masked", "original")
PETITION_WAYS = ("in_person", "post", "office_system")
WISHES = ("anybody", "youth_union", "advice_club", "teacher", "protection")
MEETING_STATES = ("waiting", "taken", "met", "not_found", "handed_on")


def choice(values: tuple[str, ...], name: str) -> sa.Enum:
    """Return the column type of a choice, refused by the database when it is another one."""
    return sa.Enum(*values, name=name, native_enum=False, create_constraint=True, length=40)


def upgrade() -> None:
    """Take the step."""
    for table in SPEAKING:
        add_speaker(table)
    make_petitions()
    make_meetings()
    let_concerns_be_without_submission(True)


def downgrade() -> None:
    """Take it back; the database refuses where a concern came from a wish to be met."""
    let_concerns_be_without_submission(False)
    for table in ("meeting_event", "meeting", "petition_event", "petition"):
        op.drop_table(table)
    for table in SPEAKING:
        op.execute(sa.text(f"ALTER TABLE {table} DROP COLUMN speaker"))


def add_speaker(table: str) -> None:
    """Add who speaks, a child wherever nobody said otherwise.

    Written out: Alembic would build the whole table anew on SQLite, only to add a check.
    """
    known = ", ".join(f"'{speaker}'" for speaker in SPEAKERS)
    op.execute(
        sa.text(
            f"ALTER TABLE {table} ADD COLUMN speaker VARCHAR(40) DEFAULT 'child' NOT NULL "
            f"CONSTRAINT ck_{table}_speaker CHECK (speaker IN ({known}))"
        )
    )


def make_petitions() -> None:
    """Make the tables of complaints by law."""
    op.create_table(
        "petition",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("opinion_id", sa.String(length=16), nullable=True),
        sa.Column("submission_id", sa.String(length=16), nullable=False),
        sa.Column("kind", choice(PETITION_KINDS, "petition_kind"), nullable=False),
        sa.Column("state", choice(PETITION_STATES, "petition_state"), nullable=False),
        sa.Column("words", choice(PETITION_WORDS, "petition_words"), nullable=False),
        sa.Column("why_original", sa.Text(), nullable=False),
        sa.Column("body_id", sa.Integer(), nullable=True),
        sa.Column("received_on", sa.Date(), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=True),
        sa.Column("handed_on", sa.Date(), nullable=True),
        sa.Column("handed_how", choice(PETITION_WAYS, "petition_way"), nullable=True),
        sa.Column("handed_to", sa.String(length=200), nullable=False),
        sa.Column("slip_number", sa.String(length=50), nullable=False),
        sa.Column("handed_late", sa.Boolean(), nullable=True),
        sa.Column("answered_on", sa.Date(), nullable=True),
        sa.Column("answer_number", sa.String(length=50), nullable=False),
        sa.Column("said", sa.Text(), nullable=True),
        sa.CheckConstraint(
            "state NOT IN ('handed_over', 'answered') OR (body_id IS NOT NULL AND handed_on IS "
            "NOT NULL AND handed_how IS NOT NULL AND slip_number != '')",
            name=op.f("ck_petition_handing_told"),
        ),
        sa.CheckConstraint(
            "state != 'answered' OR answered_on IS NOT NULL", name=op.f("ck_petition_answer_told")
        ),
        sa.CheckConstraint(
            "words != 'original' OR why_original != ''", name=op.f("ck_petition_reason_told")
        ),
        sa.ForeignKeyConstraint(["body_id"], ["body.id"], name=op.f("fk_petition_body_id_body")),
        sa.ForeignKeyConstraint(
            ["opinion_id"],
            ["opinion.id"],
            name=op.f("fk_petition_opinion_id_opinion"),
            ondelete="SET NULL",
        ),
        sa.ForeignKeyConstraint(
            ["submission_id"],
            ["submission.id"],
            name=op.f("fk_petition_submission_id_submission"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_petition")),
        sa.UniqueConstraint("opinion_id", name=op.f("uq_petition_opinion_id")),
    )
    op.create_index(op.f("ix_petition_submission_id"), "petition", ["submission_id"])
    op.create_index(op.f("ix_petition_state"), "petition", ["state"])
    op.create_table(
        "petition_event",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("petition_id", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.Column("actor_id", sa.Integer(), nullable=False),
        sa.Column("from_state", choice(PETITION_STATES, "from_state"), nullable=True),
        sa.Column("to_state", choice(PETITION_STATES, "to_state"), nullable=False),
        sa.Column("why", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["actor_id"], ["user.id"], name=op.f("fk_petition_event_actor_id_user")
        ),
        sa.ForeignKeyConstraint(
            ["petition_id"], ["petition.id"], name=op.f("fk_petition_event_petition_id_petition")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_petition_event")),
    )
    op.create_index(op.f("ix_petition_event_petition_id"), "petition_event", ["petition_id"])


def make_meetings() -> None:
    """Make the tables of children who want to be met; none can hold what was said."""
    op.create_table(
        "meeting",
        sa.Column("id", sa.String(length=16), nullable=False),
        sa.Column("called", sa.Text(), nullable=True),
        sa.Column("place", sa.Text(), nullable=True),
        sa.Column("time", sa.Text(), nullable=True),
        sa.Column("way", sa.Text(), nullable=True),
        sa.Column("wish", choice(WISHES, "meeting_wish"), nullable=False),
        sa.Column("state", choice(MEETING_STATES, "meeting_state"), nullable=False),
        sa.Column("asked_on", sa.Date(), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=False),
        sa.Column("taken_by", sa.Integer(), nullable=True),
        sa.Column("met_by", sa.Integer(), nullable=True),
        sa.Column("met_on", sa.Date(), nullable=True),
        sa.Column("ended_on", sa.Date(), nullable=True),
        sa.Column("ended_late", sa.Boolean(), nullable=True),
        sa.Column("forgotten_on", sa.Date(), nullable=True),
        sa.CheckConstraint(
            "state != 'met' OR (met_on IS NOT NULL AND met_by IS NOT NULL)",
            name=op.f("ck_meeting_met_told"),
        ),
        sa.CheckConstraint(
            "state IN ('waiting', 'handed_on') OR taken_by IS NOT NULL",
            name=op.f("ck_meeting_taken"),
        ),
        sa.CheckConstraint(
            "forgotten_on IS NULL OR (called IS NULL AND place IS NULL AND time IS NULL "
            "AND way IS NULL)",
            name=op.f("ck_meeting_forgotten"),
        ),
        sa.CheckConstraint(
            "state != 'handed_on' OR forgotten_on IS NOT NULL",
            name=op.f("ck_meeting_handed_clean"),
        ),
        sa.ForeignKeyConstraint(["met_by"], ["user.id"], name=op.f("fk_meeting_met_by_user")),
        sa.ForeignKeyConstraint(["taken_by"], ["user.id"], name=op.f("fk_meeting_taken_by_user")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_meeting")),
    )
    op.create_index(op.f("ix_meeting_state"), "meeting", ["state"])
    op.create_index(op.f("ix_meeting_asked_on"), "meeting", ["asked_on"])
    op.create_table(
        "meeting_event",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("meeting_id", sa.String(length=16), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.Column("actor_id", sa.Integer(), nullable=True),
        sa.Column("from_state", choice(MEETING_STATES, "from_state"), nullable=True),
        sa.Column("to_state", choice(MEETING_STATES, "to_state"), nullable=False),
        sa.ForeignKeyConstraint(
            ["actor_id"], ["user.id"], name=op.f("fk_meeting_event_actor_id_user")
        ),
        sa.ForeignKeyConstraint(
            ["meeting_id"], ["meeting.id"], name=op.f("fk_meeting_event_meeting_id_meeting")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_meeting_event")),
    )
    op.create_index(op.f("ix_meeting_event_meeting_id"), "meeting_event", ["meeting_id"])


def let_concerns_be_without_submission(may: bool) -> None:
    """Let a concern come from a child's wish to be met, which belongs to no submission.

    On SQLite the table is built anew from its own words, so that its checks, and the
    triggers that refuse deleting, are those it had.
    """
    bind = op.get_bind()
    if bind.dialect.name != "sqlite":
        op.alter_column("concern", "submission_id", existing_type=sa.String(16), nullable=may)
        return
    found = bind.execute(
        sa.text("SELECT type, sql FROM sqlite_master WHERE tbl_name = 'concern' AND sql NOT NULL")
    ).all()
    table = next(sql for kind, sql in found if kind == "table")
    wanted = "submission_id VARCHAR(16)" + ("" if may else " NOT NULL")
    table = re.sub(r"submission_id VARCHAR\(16\)( NOT NULL)?", wanted, table, count=1)
    for statement in (
        re.sub(r'CREATE TABLE "?concern"?', "CREATE TABLE concern_anew", table, count=1),
        "INSERT INTO concern_anew SELECT * FROM concern",
        "DROP TABLE concern",
        "ALTER TABLE concern_anew RENAME TO concern",
        *(sql for kind, sql in found if kind != "table"),
    ):
        bind.exec_driver_sql(statement)
