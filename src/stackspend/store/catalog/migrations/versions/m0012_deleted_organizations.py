"""What stays of an organization that was deleted: who did that, when, and from where."""

import sqlalchemy as sa
from alembic import op

from stackspend.store.catalog.instants import Instant

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "deleted_organizations",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("name", sa.String(100), nullable=False),
        sa.Column("deleted_at", Instant(), nullable=False),
        sa.Column("by_kind", sa.String(20), nullable=False),
        sa.Column("by_id", sa.Uuid(), nullable=True),
        sa.Column("by_name", sa.String(300), nullable=False),
        sa.Column("address", sa.String(60), nullable=True),
        sa.Column("request_id", sa.String(64), nullable=True),
        sa.PrimaryKeyConstraint("id", name="pk_deleted_organizations"),
    )
