"""Keys that are stamped, rotated and warned about before they expire, and who was seen with each."""

import sqlalchemy as sa
from alembic import op

from stackspend.store.catalog.instants import Instant

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("api_keys") as keys:
        keys.add_column(sa.Column("last_used_agent", sa.String(200), nullable=True))
        keys.add_column(sa.Column("last_used_network", sa.String(50), nullable=True))
        keys.add_column(sa.Column("created_by_key", sa.String(300), nullable=True))
        keys.add_column(sa.Column("stamp_team", sa.String(100), nullable=True))
        keys.add_column(sa.Column("stamp_project", sa.String(100), nullable=True))
        keys.add_column(sa.Column("predecessor_id", sa.Uuid(), nullable=True))
        keys.add_column(sa.Column("warned_days", sa.Integer(), nullable=True))
        keys.create_unique_constraint("uq_api_keys_organization_id_id", ["organization_id", "id"])
        keys.create_unique_constraint("uq_api_keys_predecessor_id", ["predecessor_id"])
    # By itself: SQLite copies the table, and the copy's rows must find what they refer to in the table as it was.
    with op.batch_alter_table("api_keys") as keys:
        keys.create_foreign_key(
            "fk_api_keys_organization_id_predecessor_id",
            "api_keys",
            ["organization_id", "predecessor_id"],
            ["organization_id", "id"],
        )
    op.create_table(
        "key_senders",
        sa.Column("organization_id", sa.Uuid(), nullable=False),
        sa.Column("key_id", sa.Uuid(), nullable=False),
        sa.Column("agent", sa.String(200), nullable=False),
        sa.Column("network", sa.String(50), nullable=False),
        sa.Column("first_seen_at", Instant(), nullable=False),
        sa.Column("last_seen_at", Instant(), nullable=False),
        sa.PrimaryKeyConstraint("key_id", "agent", "network", name="pk_key_senders"),
        sa.ForeignKeyConstraint(
            ["organization_id", "key_id"],
            ["api_keys.organization_id", "api_keys.id"],
            name="fk_key_senders_organization_id_key_id",
        ),
    )
