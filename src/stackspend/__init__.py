"""StackSpend: what Claude agents cost, who and what spends it, from OpenTelemetry.

The folders follow the flow of the data: `otlp` reads bytes, `sources` derive observations, `ledger` books each dollar
once, `ingest` moves accepted exports through these steps, `reports` answer questions, `web` is all HTTP. `access` and
`providers` say who may do what; `store` makes the protocols real; `app` wires everything.
"""

__version__ = "0.1.0"
