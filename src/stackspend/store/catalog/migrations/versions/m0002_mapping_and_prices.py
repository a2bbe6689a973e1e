"""What an organization maintains: mapping rules, price overrides, and which cost it goes by."""

import sqlalchemy as sa
from alembic import op

from stackspend.store.catalog.instants import Instant

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("organizations", sa.Column("cost_basis", sa.String(20), nullable=False, server_default="reported"))
    op.create_table(
        "mapping_rules",
        sa.Column("organization_id", sa.Uuid(), nullable=False),
        sa.Column("kind", sa.String(20), nullable=False),
        sa.Column("pattern", sa.String(300), nullable=False),
        sa.Column("team", sa.String(100), nullable=True),
        sa.Column("cost_centre", sa.String(100), nullable=True),
        sa.Column("project", sa.String(100), nullable=True),
        sa.Column("created_at", Instant(), nullable=False),
        sa.Column("created_by", sa.String(300), nullable=False),
        sa.PrimaryKeyConstraint("organization_id", "kind", "pattern", name="pk_mapping_rules"),
        sa.ForeignKeyConstraint(["organization_id"], ["organizations.id"], name="fk_mapping_rules_organization_id"),
    )
    op.create_table(
        "price_overrides",
        sa.Column("organization_id", sa.Uuid(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("entry", sa.JSON(), nullable=False),
        sa.Column("created_at", Instant(), nullable=False),
        sa.Column("created_by", sa.String(300), nullable=False),
        sa.PrimaryKeyConstraint("organization_id", "position", name="pk_price_overrides"),
        sa.ForeignKeyConstraint(["organization_id"], ["organizations.id"], name="fk_price_overrides_organization_id"),
    )
