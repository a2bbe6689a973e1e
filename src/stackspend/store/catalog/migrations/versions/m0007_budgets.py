"""Budgets."""

import sqlalchemy as sa
from alembic import op

from stackspend.store.catalog.instants import Instant

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "budgets",
        sa.Column("id", sa.Uuid(), primary_key=True),
        sa.Column("organization_id", sa.Uuid(), nullable=False),
        sa.Column("scope_kind", sa.String(20), nullable=False),
        sa.Column("scope_value", sa.String(300), nullable=False),
        sa.Column("window", sa.String(10), nullable=False),
        sa.Column("amount", sa.String(40), nullable=False),
        sa.Column("thresholds", sa.JSON(), nullable=False),
        sa.Column("warn_of_forecast", sa.Boolean(), nullable=False),
        sa.Column("created_at", Instant(), nullable=False),
        sa.ForeignKeyConstraint(["organization_id"], ["organizations.id"], name="fk_budgets_organization_id"),
        sa.UniqueConstraint(
            "organization_id",
            "scope_kind",
            "scope_value",
            "window",
            name="uq_budgets_organization_id_scope_kind_scope_value_window",
        ),
    )
