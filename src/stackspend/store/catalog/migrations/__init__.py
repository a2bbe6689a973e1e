"""How the catalog's tables came to be, in Alembic's order; one set for SQLite and PostgreSQL."""
