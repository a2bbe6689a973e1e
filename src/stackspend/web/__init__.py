"""All HTTP: the OTLP door, the public API, the app API, sign-in, the built pages, and one table of problems."""
