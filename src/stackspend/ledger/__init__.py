"""The heart: observations in, line items out, every dollar once. The rules stand in this folder's README.md.

`observation` is what one record said, `reconcile` decides what of it is booked, `line_item` is the booked row,
`storage` is the protocol that the stores make real. Pure: no clock, no I/O.
"""
