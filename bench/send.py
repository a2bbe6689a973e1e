"""Send one export, as an exporter would."""

import http.client
from contextlib import closing

from bench.exports import Body
from bench.shots import Address, headers_of, new_ids, path_of, sent_content


def send(address: Address, body: Body, number: int) -> int:
    """The status that an export with the ids of this number is answered with."""
    connection = http.client.HTTPConnection(address.host, address.port, timeout=30)
    with closing(connection):
        content = sent_content(body, new_ids(number))
        connection.request("POST", path_of(address, body), content, headers_of(address, body))
        return connection.getresponse().status
