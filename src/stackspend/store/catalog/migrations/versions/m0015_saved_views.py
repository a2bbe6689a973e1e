"""Saved views of the Explorer."""

import sqlalchemy as sa
from alembic import op

from stackspend.store.catalog.instants import Instant

revision = "0015"
down_revision = "0014"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "saved_views",
        sa.Column("id", sa.Uuid(), primary_key=True),
        sa.Column("organization_id", sa.Uuid(), nullable=False),
        sa.Column("owner_id", sa.Uuid(), nullable=False),
        sa.Column("name", sa.String(100), nullable=False),
        sa.Column("question", sa.JSON(), nullable=False),
        sa.Column("is_shared", sa.Boolean(), nullable=False),
        sa.Column("changed_at", Instant(), nullable=False),
        sa.ForeignKeyConstraint(
            ["organization_id", "owner_id"],
            ["members.organization_id", "members.id"],
            name="fk_saved_views_organization_id_owner_id",
        ),
        sa.UniqueConstraint("organization_id", "owner_id", "name", name="uq_saved_views_organization_id_owner_id_name"),
    )
