"""What moderators decide: second readers, pauses, who has which sheet open.

Never imports a table of today: it must still run when those have changed.
"""

from collections.abc import Sequence
from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

_BEFORE = ("received", "screening", "accepted", "not_accepted", "split", "in_case")
_NEW = ("needs_info", "refusal_proposed", "withdrawn", "petition")


def upgrade() -> None:
    """Let an opinion be asked about, refused by two, withdrawn; know who has which sheet open."""
    with op.batch_alter_table("opinion") as batch:
        _allow(batch, "ck_opinion_opinion_state", "state", (*_BEFORE, *_NEW))
        batch.add_column(sa.Column("turn", sa.Integer(), server_default="1", nullable=False))
        batch.add_column(sa.Column("proposed_by", sa.Integer(), nullable=True))
        batch.add_column(sa.Column("paused_since", sa.Date(), nullable=True))
        batch.add_column(sa.Column("paused_days", sa.Integer(), server_default="0", nullable=False))
        batch.add_column(sa.Column("appealed_on", sa.Date(), nullable=True))
        batch.add_column(sa.Column("follows_id", sa.String(length=16), nullable=True))
        batch.add_column(
            sa.Column("identifies", sa.String(length=200), server_default="", nullable=False)
        )
        batch.create_foreign_key(
            op.f("fk_opinion_proposed_by_user"), "user", ["proposed_by"], ["id"]
        )
        batch.create_foreign_key(
            op.f("fk_opinion_follows_id_opinion"), "opinion", ["follows_id"], ["id"]
        )
    op.create_index(
        "ix_opinion_queue",
        "opinion",
        [
            *("state", "received_on", "submission_id", "risk", "moderation_due", "round_id"),
            *("school_id", "topic", "suggested_topic", "survey", "band", "identifies"),
        ],
    )
    op.create_index("ix_opinion_follows_id", "opinion", ["follows_id"])
    _allow_in_events((*_BEFORE, *_NEW))
    _create_open_sheet()
    _create_undoable()
    op.create_table(
        "case_number_free",
        sa.Column("number", sa.String(length=20), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("number", name=op.f("pk_case_number_free")),
    )


def downgrade() -> None:
    """Take it back; what is in a state of its own then is being read again."""
    for table in ("case_number_free", "undoable", "open_sheet"):
        op.drop_table(table)
    op.execute(_read_again("opinion", "state"))
    op.execute(_read_again("opinion_event", "to_state"))
    op.execute(_read_again("opinion_event", "from_state"))
    _allow_in_events(_BEFORE)
    op.drop_index("ix_opinion_follows_id", "opinion")
    op.drop_index("ix_opinion_queue", "opinion")
    with op.batch_alter_table("opinion") as batch:
        _allow(batch, "ck_opinion_opinion_state", "state", _BEFORE)
        batch.drop_constraint("fk_opinion_follows_id_opinion", type_="foreignkey")
        batch.drop_constraint("fk_opinion_proposed_by_user", type_="foreignkey")
        for name in (
            "identifies",
            "follows_id",
            "appealed_on",
            "paused_days",
            "paused_since",
            "proposed_by",
            "turn",
        ):
            batch.drop_column(name)


def _create_open_sheet() -> None:
    op.create_table(
        "open_sheet",
        sa.Column("submission_id", sa.String(length=16), nullable=False),
        sa.Column("user_id", sa.Integer(), nullable=False),
        sa.Column("seen_at", sa.DateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["submission_id"],
            ["submission.id"],
            name=op.f("fk_open_sheet_submission_id_submission"),
        ),
        sa.ForeignKeyConstraint(["user_id"], ["user.id"], name=op.f("fk_open_sheet_user_id_user")),
        sa.PrimaryKeyConstraint("submission_id", "user_id", name=op.f("pk_open_sheet")),
    )


def _create_undoable() -> None:
    op.create_table(
        "undoable",
        sa.Column("opinion_id", sa.String(length=16), nullable=False),
        sa.Column("actor_id", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.Column("turn", sa.Integer(), nullable=False),
        sa.Column("topic", sa.String(length=20), nullable=True),
        sa.Column("first", sa.Boolean(), nullable=False),
        sa.Column("opened_case", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(["actor_id"], ["user.id"], name=op.f("fk_undoable_actor_id_user")),
        sa.ForeignKeyConstraint(
            ["opinion_id"], ["opinion.id"], name=op.f("fk_undoable_opinion_id_opinion")
        ),
        sa.PrimaryKeyConstraint("opinion_id", name=op.f("pk_undoable")),
    )


def _one_of(column: str, values: Sequence[str]) -> str:
    return f"{column} IN ({', '.join(repr(value) for value in values)})"


def _allow(batch: Any, check: str, column: str, states: Sequence[str]) -> None:
    """Let *column* hold *states* and nothing else."""
    batch.drop_constraint(op.f(check), type_="check")
    batch.create_check_constraint(op.f(check), _one_of(column, states))


def _allow_in_events(states: Sequence[str]) -> None:
    with op.batch_alter_table("opinion_event") as batch:
        for column in ("from_state", "to_state"):
            _allow(batch, f"ck_opinion_event_{column}", column, states)


def _read_again(table: str, column: str) -> sa.Update:
    kept = sa.table(table, sa.column(column))
    return sa.update(kept).where(kept.c[column].in_(_NEW)).values({column: "screening"})
