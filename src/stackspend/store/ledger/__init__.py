"""The ledger in ClickHouse: embedded (chDB) or a server, one SQL dialect, one schema.

`database` opens it by URL and runs statements, `schema` is its tables, `rows` maps domain values to rows,
`append` writes, and the modules of `questions` read: each holds the SQL of one kind of question.
"""
