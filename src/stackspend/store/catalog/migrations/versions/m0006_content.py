"""Whether a provider keeps text of people; those that exist do not either."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("connections", sa.Column("keeps_content", sa.Boolean(), nullable=False, server_default=sa.false()))
