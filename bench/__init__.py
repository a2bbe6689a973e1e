"""Measurements of StackSpend beside its peers: one command, one run, one machine.

`exports` makes the bodies, `shots` turns them into requests of which no two are equal, `contestants` are the servers
that are raced, `wrk` and `pace` the two loaders (as fast as possible; at a constant rate). Each of `accept`,
`end_to_end`, `questions` and `footprint` measures one part and answers a `Section`; `targets` holds what was to be
reached, and `page` writes docs/performance.md.
"""
