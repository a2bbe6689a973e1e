"""What stands before an organization's amounts."""

import sqlalchemy as sa
from alembic import op

revision = "0018"
down_revision = "0017"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("organizations", sa.Column("currency_label", sa.String(5), nullable=False, server_default="$"))
