"""Who may do what: organizations, members, sessions, one-time sign-in links, API keys and their scopes.

`credential` mints and checks every secret, `keys` reads an API key off a request, `verify` answers whether a key may
do something, `door` is what the OTLP door asks of the catalog, `sign_in` turns a link into a session, `set_up` creates
what is missing. Nothing here reads a clock or a store: instants are arguments, and stores come as protocols.
"""
