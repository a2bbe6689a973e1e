"""What changed between two periods: the change in spend, split into what drove it, exactly.

`docs/what-changed.md` has the arithmetic with an example.

    units.py        money in whole numbers, which are quick to add up
    slices.py       what can be told apart, and what is compared with its like
    yardsticks.py   what requests and tokens cost in the earlier period
    list_prices.py  how much dearer one kind of token is than another
    parts.py        the change of each slice, valued step by step; what a step adds is a part
    totals.py       slices added up, as a whole and by name
    answer.py       the shapes of the answer
    told.py         totals -> answer: parts, who and what explains them most
    report.py       all of it behind one question
"""

from stackspend.reports.what_changed.answer import ExplainedChange
from stackspend.reports.what_changed.report import Comparison, read_periods, what_changed

__all__ = ["Comparison", "ExplainedChange", "read_periods", "what_changed"]
