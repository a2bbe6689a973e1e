"""When reports are wanted, and which were told."""

import sqlalchemy as sa
from alembic import op

from stackspend.store.catalog.instants import Instant

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "report_times",
        sa.Column("organization_id", sa.Uuid(), primary_key=True),
        sa.Column("content", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(["organization_id"], ["organizations.id"], name="fk_report_times_organization_id"),
    )
    op.create_table(
        "told_reports",
        sa.Column("organization_id", sa.Uuid(), primary_key=True),
        sa.Column("kind", sa.String(10), primary_key=True),
        sa.Column("day", sa.Date(), primary_key=True),
        sa.Column("told_at", Instant(), nullable=False),
        sa.ForeignKeyConstraint(["organization_id"], ["organizations.id"], name="fk_told_reports_organization_id"),
    )
