"""One application for all walks over its routes, and the routes as they are."""

from collections.abc import Iterator

import pytest

from tests.web.matrix.world import World, a_world


@pytest.fixture(scope="module")
def world(tmp_path_factory: pytest.TempPathFactory) -> Iterator[World]:
    with a_world(tmp_path_factory.mktemp("matrix")) as running:
        yield running
