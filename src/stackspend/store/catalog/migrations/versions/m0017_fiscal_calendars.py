"""Months and quarters are those of an organization's fiscal year; those that exist begin theirs on 1 January."""

import sqlalchemy as sa
from alembic import op

revision = "0017"
down_revision = "0016"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("organizations", sa.Column("fiscal_month", sa.Integer(), nullable=False, server_default="1"))
    op.add_column("organizations", sa.Column("fiscal_day", sa.Integer(), nullable=False, server_default="1"))
