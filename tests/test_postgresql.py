"""The tests' own PostgreSQL gives every test an empty database."""

import psycopg

from tests.postgresql import PostgreSQL


def test_two_databases_of_one_server_share_nothing(postgresql: PostgreSQL) -> None:
    first, second = (url.replace("+psycopg", "") for url in (postgresql.new_database(), postgresql.new_database()))

    with psycopg.connect(first) as connection:
        connection.execute("CREATE TABLE provider (name text)")

    with psycopg.connect(second) as connection:
        tables = connection.execute("SELECT tablename FROM pg_tables WHERE schemaname = 'public'").fetchall()
    assert tables == []
