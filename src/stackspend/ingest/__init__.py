"""From an accepted export to booked line items.

`accept` reads a request far enough to know that it is OTLP and puts it into the spool; `pump` takes it from there,
derives, books, and gives the spool its place back. The spool is the only thing that must survive a crash.
"""
