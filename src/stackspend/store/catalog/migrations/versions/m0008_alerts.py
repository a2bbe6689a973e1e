"""Alerts, when messages of them were sent, and what tunes detectors."""

import sqlalchemy as sa
from alembic import op

from stackspend.store.catalog.instants import Instant

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "alerts",
        sa.Column("id", sa.Uuid(), primary_key=True),
        sa.Column("organization_id", sa.Uuid(), nullable=False),
        sa.Column("key", sa.String(800), nullable=False),
        sa.Column("state", sa.String(20), nullable=False),
        sa.Column("kind", sa.String(20), nullable=False),
        sa.Column("opened_at", Instant(), nullable=False),
        sa.Column("is_settled", sa.Boolean(), nullable=False),
        sa.Column("content", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(["organization_id"], ["organizations.id"], name="fk_alerts_organization_id"),
        sa.UniqueConstraint("organization_id", "key", name="uq_alerts_organization_id_key"),
    )
    op.create_index("ix_alerts_organization_id_opened_at", "alerts", ["organization_id", "opened_at"])
    op.create_table(
        "watches",
        sa.Column("organization_id", sa.Uuid(), primary_key=True),
        sa.Column("sent", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(["organization_id"], ["organizations.id"], name="fk_watches_organization_id"),
    )
    op.create_table(
        "sensitivities",
        sa.Column("organization_id", sa.Uuid(), primary_key=True),
        sa.Column("kind", sa.String(20), primary_key=True),
        sa.Column("scope_key", sa.String(400), primary_key=True),
        sa.Column("scale", sa.Float(), nullable=False),
        sa.ForeignKeyConstraint(["organization_id"], ["organizations.id"], name="fk_sensitivities_organization_id"),
    )
