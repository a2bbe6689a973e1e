"""What is told, to whom, and how it is delivered: one module for each way out.

`channels` says who wants to hear what, `wording` what it reads like, `webhook`, `chat` and `letter` carry it, `targets`
refuses addresses inside the network, and `deliveries` says when a failed one is tried again.
"""
