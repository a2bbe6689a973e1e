"""Bytes to OTLP and back: the three signals, their two encodings, and the answers an exporter understands.

`export` holds the shapes, `json` and `protobuf` decode into them, `body` bounds and unpacks what came over the wire,
`answer` writes export responses and `Status` bodies. Nothing here knows what Claude Code is.

Source: https://opentelemetry.io/docs/specs/otlp/ and opentelemetry-proto.
"""
