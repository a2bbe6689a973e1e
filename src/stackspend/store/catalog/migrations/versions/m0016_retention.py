"""How long an organization keeps its telemetry; those that exist keep it for ever."""

import sqlalchemy as sa
from alembic import op

revision = "0016"
down_revision = "0015"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("organizations", sa.Column("raw_days", sa.Integer()))
    op.add_column("organizations", sa.Column("item_months", sa.Integer()))
    op.add_column("organizations", sa.Column("kept_since", sa.Date()))
