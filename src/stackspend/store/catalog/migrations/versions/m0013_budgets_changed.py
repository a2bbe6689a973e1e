"""A budget knows when it was last set, so that it is judged at once."""

import sqlalchemy as sa
from alembic import op

from stackspend.store.catalog.instants import Instant

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Known budgets were last set when they were made, as far as anybody knows."""
    op.add_column("budgets", sa.Column("changed_at", Instant(), nullable=True))
    op.execute("UPDATE budgets SET changed_at = created_at")
    with op.batch_alter_table("budgets") as table:
        table.alter_column("changed_at", nullable=False)
