"""The catalog in SQLite or PostgreSQL: organizations, members, sessions, providers, API keys, mapping rules, prices.

`rows` has the tables, `migrations` how they came to be, `engine` what each database needs to be told, `transactions`
the ways to talk to it. Each of `people`, `sign_in`, `connections`, `keys`, `mapping_rules`, `price_overrides` and
`set_up` asks one noun's questions, one method per question; `Catalog` is all of them.
"""

from stackspend.store.catalog.catalog import Catalog

__all__ = ["Catalog"]
