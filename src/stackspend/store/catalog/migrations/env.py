"""What Alembic runs: the migrations, on the connection that `stackspend.store.catalog.migrate` hands over."""

from alembic import context

from stackspend.store.catalog.rows import Row

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=Row.metadata,
    # SQLite can roll DDL back too, and half a migration must never stay.
    transactional_ddl=True,
    # SQLite cannot alter most of a table; Alembic then copies it, which PostgreSQL does not need.
    render_as_batch=True,
)
with context.begin_transaction():
    context.run_migrations()
