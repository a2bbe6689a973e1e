"""The ledger in ClickHouse: embedded (chDB) or a server, one SQL dialect, one schema.

`database` opens it by URL and runs statements, `schema` is its tables. `append` writes: `rows` and `line_item_columns`
map domain values to columns, and `native` puts those into blocks. The other modules read: each holds the SQL of one
kind of question.
"""
