"""Routing rules, extensions, pauses, kinds of closing.

Never imports a table of today: it must still run when those have changed.
"""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None

_OLD_STATES = (
    *("opened", "routed", "returned", "acknowledged", "in_progress", "answer_review"),
    *("answered", "reopened", "closed"),
)
_OLD_DECISIONS = ("will_do", "partly", "will_not")
_OLD_NOTES = ("note", "step")
_NEW_STATES = (*_OLD_STATES, "waiting_child")
_NEW_DECISIONS = (*_OLD_DECISIONS, "done", "explained", "referred_up", "out_of_scope")
_NEW_NOTES = (*_OLD_NOTES, "instruction")
_CLOSINGS = ("confirmed", "no_answer", "unreachable", "withdrawn", "referred_up")
_TERM_KINDS = ("routed", "extended", "waited", "reviewed", "reopened", "by_leader")
_REASONS = ("see_the_place", "ask_others", "find_money", "weather", "other")
# Table, name of the check, column, the values until now, the values from now on.
_CHOICES = (
    ("case", "case_state", "state", _OLD_STATES, _NEW_STATES),
    ("case", "decision", "decision", _OLD_DECISIONS, _NEW_DECISIONS),
    ("case_event", "from_state", "from_state", _OLD_STATES, _NEW_STATES),
    ("case_event", "to_state", "to_state", _OLD_STATES, _NEW_STATES),
    ("case_note", "note_kind", "kind", _OLD_NOTES, _NEW_NOTES),
    ("reply", "reply_decision", "decision", _OLD_DECISIONS, _NEW_DECISIONS),
)
# Checks over several columns of a case, by their names.
_CASE_CHECKS = {
    "paused_when": "state != 'waiting_child' OR paused_on IS NOT NULL",
    "twice_at_most": "extensions BETWEEN 0 AND 2",
    "no_negative_pause": "paused_days >= 0",
}
_CASE_COLUMNS = (
    *("publish_by", "published_late", "escalated_on", "extensions", "paused_on", "paused_days"),
    *("closing", "closed_on"),
)


def upgrade() -> None:
    """Take the step."""
    with op.batch_alter_table("case", schema=None) as batch_op:
        batch_op.add_column(sa.Column("publish_by", sa.Date(), nullable=True))
        batch_op.add_column(sa.Column("published_late", sa.Boolean(), nullable=True))
        batch_op.add_column(sa.Column("escalated_on", sa.Date(), nullable=True))
        batch_op.add_column(
            sa.Column("extensions", sa.Integer(), server_default="0", nullable=False)
        )
        batch_op.add_column(sa.Column("paused_on", sa.Date(), nullable=True))
        batch_op.add_column(
            sa.Column("paused_days", sa.Integer(), server_default="0", nullable=False)
        )
        batch_op.add_column(sa.Column("closing", sa.String(length=40), nullable=True))
        batch_op.add_column(sa.Column("closed_on", sa.Date(), nullable=True))
        batch_op.create_index(batch_op.f("ix_case_escalated_on"), ["escalated_on"], unique=False)
        batch_op.create_index("ix_case_state_due_on", ["state", "due_on"], unique=False)
        for name, rule in _CASE_CHECKS.items():
            batch_op.create_check_constraint(batch_op.f(f"ck_case_{name}"), rule)
        batch_op.create_check_constraint(
            batch_op.f("ck_case_closing"), _one_of("closing", _CLOSINGS)
        )
    with op.batch_alter_table("case_event", schema=None) as batch_op:
        batch_op.add_column(sa.Column("closing", sa.String(length=40), nullable=True))
        batch_op.create_check_constraint(
            batch_op.f("ck_case_event_event_closing"), _one_of("closing", _CLOSINGS)
        )
    with op.batch_alter_table("reply", schema=None) as batch_op:
        batch_op.add_column(
            sa.Column("referred_to", sa.String(length=200), server_default="", nullable=False)
        )
        batch_op.add_column(
            sa.Column("referred_number", sa.String(length=60), server_default="", nullable=False)
        )
    for table, name, column, _old, new in _CHOICES:
        _choose_from(table, name, column, new)
    _create_terms()
    _create_routing()


def downgrade() -> None:
    """Take it back: what the old house does not know becomes the nearest it knows."""
    op.drop_table("routing_helper")
    op.drop_table("routing_rule")
    op.drop_table("case_term")
    for table, column, gone, nearest in (
        ("case", "state", ("waiting_child",), "in_progress"),
        ("case_event", "from_state", ("waiting_child",), "in_progress"),
        ("case_event", "to_state", ("waiting_child",), "in_progress"),
        ("case_note", "kind", ("instruction",), "note"),
        ("case", "decision", ("done",), "will_do"),
        ("reply", "decision", ("done",), "will_do"),
        ("case", "decision", ("explained", "referred_up", "out_of_scope"), "will_not"),
        ("reply", "decision", ("explained", "referred_up", "out_of_scope"), "will_not"),
    ):
        found = sa.table(table, sa.column(column))
        op.execute(found.update().where(found.c[column].in_(gone)).values({column: nearest}))
    for table, name, column, old, _new in _CHOICES:
        _choose_from(table, name, column, old)
    with op.batch_alter_table("reply", schema=None) as batch_op:
        batch_op.drop_column("referred_number")
        batch_op.drop_column("referred_to")
    with op.batch_alter_table("case_event", schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f("ck_case_event_event_closing"), type_="check")
        batch_op.drop_column("closing")
    with op.batch_alter_table("case", schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f("ck_case_closing"), type_="check")
        for name in _CASE_CHECKS:
            batch_op.drop_constraint(batch_op.f(f"ck_case_{name}"), type_="check")
        batch_op.drop_index("ix_case_state_due_on")
        batch_op.drop_index(batch_op.f("ix_case_escalated_on"))
        for name in reversed(_CASE_COLUMNS):
            batch_op.drop_column(name)


def _one_of(column: str, values: tuple[str, ...]) -> str:
    return f"{column} IN ({', '.join(repr(value) for value in values)})"


def _choose_from(table: str, name: str, column: str, values: tuple[str, ...]) -> None:
    """Let *column* take these values and no others."""
    check = f"ck_{table}_{name}"
    with op.batch_alter_table(table, schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f(check), type_="check")
        batch_op.create_check_constraint(batch_op.f(check), _one_of(column, values))


def _choice(values: tuple[str, ...], name: str) -> sa.Enum:
    return sa.Enum(*values, name=name, native_enum=False, create_constraint=True, length=40)


def _create_terms() -> None:
    """Create the history of last days."""
    op.create_table(
        "case_term",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("case_id", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.Column("actor_id", sa.Integer(), nullable=True),
        sa.Column("kind", _choice(_TERM_KINDS, "term_kind"), nullable=False),
        sa.Column("was_due", sa.Date(), nullable=True),
        sa.Column("due_on", sa.Date(), nullable=False),
        sa.Column("by_law", sa.Boolean(), nullable=False),
        sa.Column("days", sa.Integer(), nullable=False),
        sa.Column("reason", _choice(_REASONS, "extension_reason"), nullable=True),
        sa.Column("why", sa.Text(), nullable=False),
        sa.CheckConstraint(
            "kind != 'extended' OR reason IS NOT NULL",
            name=op.f("ck_case_term_extension_explained"),
        ),
        sa.CheckConstraint("days >= 0", name=op.f("ck_case_term_no_negative_days")),
        sa.ForeignKeyConstraint(["actor_id"], ["user.id"], name=op.f("fk_case_term_actor_id_user")),
        sa.ForeignKeyConstraint(["case_id"], ["case.id"], name=op.f("fk_case_term_case_id_case")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_case_term")),
    )
    with op.batch_alter_table("case_term", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_case_term_case_id"), ["case_id"], unique=False)


def _create_routing() -> None:
    """Create the rules by which a case finds its lead."""
    op.create_table(
        "routing_rule",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("topic", sa.String(length=20), nullable=True),
        sa.Column("school_id", sa.Integer(), nullable=True),
        sa.Column("village_id", sa.Integer(), nullable=True),
        sa.Column("lead_body_id", sa.Integer(), nullable=True),
        sa.Column("own_school", sa.Boolean(), nullable=False),
        sa.Column("note", sa.String(length=300), nullable=False),
        sa.Column("made_by", sa.Integer(), nullable=False),
        sa.Column("made_at", sa.DateTime(), nullable=False),
        sa.Column("ended_by", sa.Integer(), nullable=True),
        sa.Column("ended_at", sa.DateTime(), nullable=True),
        sa.CheckConstraint(
            "(lead_body_id IS NULL) = own_school", name=op.f("ck_routing_rule_one_lead")
        ),
        sa.CheckConstraint(
            "topic IS NOT NULL OR school_id IS NOT NULL OR village_id IS NOT NULL",
            name=op.f("ck_routing_rule_says_when"),
        ),
        *(
            sa.ForeignKeyConstraint(
                [column],
                [f"{table}.{key}"],
                name=op.f(f"fk_routing_rule_{column}_{table}"),
            )
            for column, table, key in (
                ("topic", "topic", "code"),
                ("school_id", "school", "id"),
                ("village_id", "body", "id"),
                ("lead_body_id", "body", "id"),
                ("made_by", "user", "id"),
                ("ended_by", "user", "id"),
            )
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_routing_rule")),
    )
    with op.batch_alter_table("routing_rule", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_routing_rule_topic"), ["topic"], unique=False)
    op.create_table(
        "routing_helper",
        sa.Column("rule_id", sa.Integer(), nullable=False),
        sa.Column("body_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["body_id"], ["body.id"], name=op.f("fk_routing_helper_body_id_body")
        ),
        sa.ForeignKeyConstraint(
            ["rule_id"], ["routing_rule.id"], name=op.f("fk_routing_helper_rule_id_routing_rule")
        ),
        sa.PrimaryKeyConstraint("rule_id", "body_id", name=op.f("pk_routing_helper")),
    )
