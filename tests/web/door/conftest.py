"""One server for all tests of the door; those that count what is booked make an organization of their own on it."""

from collections.abc import Iterator

import pytest

from tests.running import RunningServer, running_server


@pytest.fixture(scope="package")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunningServer]:
    """Acme's server."""
    with running_server(tmp_path_factory.mktemp("door")) as running:
        yield running
