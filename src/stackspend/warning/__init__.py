"""Early warning: numbers and an instant go in, what is due comes out. No clock, no input or output, no SQL in here.

`windows` says which days belong together, `history` what spend of days looks like, `forecast` where it will end.
`synthetic` makes organizations whose truth is known, and `backtest` measures the forecast on them and on real history.
"""
