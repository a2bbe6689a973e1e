"""Questions to the ledger and the shapes of their answers.

A number on a page and the same number in the API come from the same function. `question` says what may be asked
(period, filters, groups), `answer` what comes back, `reader` who answers; the SQL stands in `stackspend.store.ledger`.
"""
