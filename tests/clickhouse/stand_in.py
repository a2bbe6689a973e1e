"""A program that answers ClickHouse's HTTP interface with chDB: the same engine, no server to install.

    python stand_in.py FOLDER PORT

It knows what clickhouse-connect asks: statements in the URL, the body or a multipart form, `param_*`, settings, the
database, inserts with their data in the body, compression both ways, and errors with their code in a header.
Not a ClickHouse server: no users, no sessions, no progress, no protocol version.
"""

import re
import sys
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import ClassVar

from chdb import ChdbError

from tests.clickhouse.compression import pack, unpack
from tests.clickhouse.engine import Engine
from tests.clickhouse.request import Statement, read_statement

UNKNOWN = {"60", "81"}  # a table, a database
ERROR_CODE = re.compile(r"Code: (\d+)\.")


class Handler(BaseHTTPRequestHandler):
    """One connection of a client; the engine is shared by all."""

    protocol_version = "HTTP/1.1"
    engine: ClassVar[Engine]

    def do_GET(self) -> None:
        if self.path.startswith("/ping"):
            self._answer(200, b"Ok.\n", {})
        else:
            self._run(read_statement(self.path, "", b""))

    def do_POST(self) -> None:
        body = unpack(self._body(), self.headers.get("Content-Encoding"))
        self._run(read_statement(self.path, self.headers.get("Content-Type") or "", body))

    def _run(self, statement: Statement) -> None:
        try:
            result = self.engine.run(statement)
        except ChdbError as error:
            code = found[1] if (found := ERROR_CODE.search(str(error))) else "1002"
            status = 404 if code in UNKNOWN else 500
            self._answer(status, f"{error}\n".encode(), {"X-ClickHouse-Exception-Code": code})
            return
        headers = {"X-ClickHouse-Timezone": "UTC", "X-ClickHouse-Summary": "{}"}
        if result:
            headers["X-ClickHouse-Format"] = statement.result_format
        self._answer(200, result, headers, compressed=statement.compressed)

    def _body(self) -> bytes:
        if "chunked" not in (self.headers.get("Transfer-Encoding") or ""):
            return self.rfile.read(int(self.headers.get("Content-Length") or 0))
        parts = []
        while size := int(self.rfile.readline(), 16):
            parts.append(self.rfile.read(size))
            self.rfile.readline()
        self.rfile.readline()
        return b"".join(parts)

    def _answer(self, status: int, body: bytes, headers: dict[str, str], *, compressed: bool = False) -> None:
        encoding = None
        if compressed:
            body, encoding = pack(body, self.headers.get("Accept-Encoding") or "")
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name, value)
        if encoding:
            self.send_header("Content-Encoding", encoding)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *args: object) -> None:
        """Say nothing: a failed test shows the client's error."""


def main(folder: str, port: str) -> None:
    Handler.engine = Engine(Path(folder))
    ThreadingHTTPServer(("127.0.0.1", int(port)), Handler).serve_forever()


if __name__ == "__main__":
    main(*sys.argv[1:])
