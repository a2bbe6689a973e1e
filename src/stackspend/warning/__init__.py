"""Early warning: numbers and an instant go in, what is due comes out. No clock, no input or output, no SQL in here.

`windows` says which days belong together, `history` what spend of days looks like, `forecast` where it will end.
`scopes` says what a budget is about, `spend` and `spend_reader` what is known of it, `budgets`, `standings` and
`outlook` how it fares. `anomaly` is what detectors find: `detect` in spend by day and hour, `runaway` in sessions,
`unit_costs` in what a token costs, `silence` in what does not come. `synthetic` and `labelled` make organizations whose
truth is known; `backtest` measures the forecast on them, `measure` the detectors.
"""
