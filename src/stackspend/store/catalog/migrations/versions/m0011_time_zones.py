"""An organization's days are those of its time zone."""

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("organizations", sa.Column("time_zone", sa.String(64), nullable=False, server_default="UTC"))
