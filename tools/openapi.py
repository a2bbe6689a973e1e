"""Write `ui/openapi.json`, from which the web app's types are made: what the application says of its routes."""

from pathlib import Path

import msgspec

from stackspend.app import build
from stackspend.settings import read_settings

WRITTEN = Path(__file__).parents[1] / "ui" / "openapi.json"


def described() -> bytes:
    """The OpenAPI document of an application with every setting as it is by default."""
    document = build(read_settings({})).openapi_schema.to_schema()
    return msgspec.json.format(msgspec.json.encode(document), indent=2) + b"\n"


if __name__ == "__main__":
    WRITTEN.write_bytes(described())
