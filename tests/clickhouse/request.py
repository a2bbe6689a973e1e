"""What a client's HTTP request asks for."""

import re
from email.parser import BytesParser
from email.policy import HTTP
from urllib.parse import parse_qsl, urlsplit

import msgspec

_INSERT = re.compile(rb"\s*INSERT\s.*?\bFORMAT\s+(\w+)[ \t]*(\n|$)", re.IGNORECASE | re.DOTALL)
_FORMAT = re.compile(r"\bFORMAT\s+(\w+)\s*;?\s*$", re.IGNORECASE)
# Parameters of the interface itself; every other one is a setting.
_RESERVED = {
    "query", "database", "default_format", "query_id", "session_id", "session_timeout", "session_check", "compress",
    "decompress", "enable_http_compression", "wait_end_of_query", "send_progress_in_http_headers",
    "http_headers_progress_interval_ms", "client_protocol_version", "cancel_http_readonly_queries_on_client_close",
}  # fmt: skip


class Statement(msgspec.Struct, frozen=True):
    """A statement to run. `rows` are the data of an INSERT in `rows_format`; None if it is none."""

    sql: str
    database: str | None
    parameters: dict[str, str]
    settings: dict[str, str]
    compressed: bool
    rows: bytes | None = None
    rows_format: str = ""

    @property
    def result_format(self) -> str:
        """The format that the statement names, else ClickHouse's default over HTTP."""
        found = _FORMAT.search(self.sql)
        return found[1] if found else "TabSeparated"


def read_statement(path: str, content_type: str, body: bytes) -> Statement:
    """From the URL, the Content-Type and the unpacked body; as in ClickHouse, `query` in the URL goes before it."""
    asked = dict(parse_qsl(urlsplit(path).query, keep_blank_values=True))
    if content_type.startswith("multipart/form-data"):
        asked |= _form(content_type, body)
        body = b""
    text = b"\n".join(part for part in (asked.get("query", "").encode(), body) if part)
    insert = _INSERT.match(text)
    return Statement(
        sql=(insert[0] if insert else text).decode(),
        database=asked.get("database"),
        parameters={name.removeprefix("param_"): value for name, value in asked.items() if name.startswith("param_")},
        settings={
            name: value for name, value in asked.items() if name not in _RESERVED and not name.startswith("param_")
        },
        compressed=asked.get("enable_http_compression") == "1",
        rows=text[insert.end() :] if insert else None,
        rows_format=insert[1].decode() if insert else "",
    )


def _form(content_type: str, body: bytes) -> dict[str, str]:
    whole = BytesParser(policy=HTTP).parsebytes(b"Content-Type: " + content_type.encode() + b"\r\n\r\n" + body)
    fields = {}
    for part in whole.iter_parts():
        content = part.get_payload(decode=True)
        assert isinstance(content, bytes)
        fields[str(part.get_param("name", header="content-disposition"))] = content.decode()
    return fields
