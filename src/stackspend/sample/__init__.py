"""Ninety days of an invented company, to look around in before one's own telemetry arrives.

The sample lives in an organization of its own, marked as the sample of the one that asked for it, so it can never be
added to real spend and is removed as a whole. It is made of exports as the clients send them, which go through the
real booking: explanations, coverage and raw data work in it as they do on real telemetry. The same day and seed give
the same telemetry.

    cast.py       who works there, in which team, on what
    season.py     how much is worked on a day, and which clients and models were there then
    session.py    one working session: requests with their tokens and costs
    export.py     a session -> OTLP/JSON bodies
    telemetry.py  all of it -> raw batches, oldest first
    make.py       make a sample, say how far it is, remove it
"""
