"""The stand-in answers what a client of ClickHouse's HTTP interface relies on."""

import gzip
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator

import clickhouse_connect
import pytest
from clickhouse_connect.driver.client import Client
from clickhouse_connect.driver.exceptions import DatabaseError

from tests.clickhouse.running import ClickHouse, running_clickhouse


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[ClickHouse]:
    with running_clickhouse(tmp_path_factory.mktemp("clickhouse")) as running:
        yield running


@pytest.fixture
def client(server: ClickHouse) -> Iterator[Client]:
    with clickhouse_connect.get_client(dsn=server.new_database(), form_encode_query_params=True) as connected:
        yield connected


def test_an_error_has_its_code_in_a_header(server: ClickHouse) -> None:
    with pytest.raises(urllib.error.HTTPError) as refused:
        server.run("SELECT * FROM nowhere")
    assert (refused.value.status, refused.value.headers["X-ClickHouse-Exception-Code"]) == (404, "60")
    refused.value.close()


def test_an_error_reaches_the_client_with_its_code(client: Client) -> None:
    with pytest.raises(DatabaseError, match="code: 62"):
        client.query("SELECT FROM 1")


def test_the_same_statement_goes_in_the_url_and_in_the_body(server: ClickHouse) -> None:
    with urllib.request.urlopen(server.address + "?query=SELECT%201%20%2B%201") as answer:
        assert (answer.read(), answer.headers["X-ClickHouse-Format"]) == (b"2\n", "TabSeparated")
    assert server.run("SELECT 1 + 1") == b"2\n"


def test_an_answer_is_compressed_when_that_is_asked_for(server: ClickHouse) -> None:
    headers = {"Accept-Encoding": "gzip"}
    asked = urllib.request.Request(server.address + "?enable_http_compression=1", b"SELECT 'x'", headers)
    with urllib.request.urlopen(asked) as answer:
        assert (gzip.decompress(answer.read()), answer.headers["Content-Encoding"]) == (b"x\n", "gzip")


def test_parameters_and_settings_count_for_their_own_statement_only(client: Client) -> None:
    asked = "SELECT {text:String}, getSetting('max_threads')"
    text = 'it\'s \\ "x"\n\té'
    assert client.query(asked, {"text": text}, settings={"max_threads": 3}).result_rows == [(text, 3)]
    assert client.query("SELECT getSetting('max_threads')").result_rows != [(3,)]


@pytest.mark.parametrize(("compression", "pack"), [(None, bytes), ("gzip", gzip.compress)], ids=["as is", "gzip"])
def test_rows_come_back_as_they_were_inserted(
    client: Client, compression: str | None, pack: Callable[[bytes], bytes]
) -> None:
    client.command("CREATE TABLE t (n UInt64, body String) ENGINE = MergeTree ORDER BY n")
    client.insert("t", [[1, bytes(range(256))], [2, b""]], column_names=["n", "body"])
    block = pack(b'{"n": 3, "body": "FORMAT x\\n"}')
    client.raw_insert("t", insert_block=block, fmt="JSONEachRow", compression=compression)
    found = client.query("SELECT body FROM t ORDER BY n", query_formats={"String": "bytes"}).result_rows
    assert [row[0] for row in found] == [bytes(range(256)), b"", b"FORMAT x\n"]


def test_two_databases_are_two(server: ClickHouse, client: Client) -> None:
    client.command("CREATE TABLE t (n UInt64) ENGINE = MergeTree ORDER BY n")
    with (
        clickhouse_connect.get_client(dsn=server.new_database()) as other,
        pytest.raises(DatabaseError, match="code: 60"),
    ):
        other.query("SELECT n FROM t")
