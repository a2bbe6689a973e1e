"""`stackspend serve` on what another process has: a sentence, not a traceback, and nothing touched."""

from pathlib import Path

from stackspend.store.spool import LogSpool
from tests.cli.conftest import Shell
from tests.running import free_port


def test_a_spool_that_a_server_has_is_left_alone(shell: Shell, tmp_path: Path) -> None:
    spool = LogSpool(tmp_path / "data" / "spool")

    refused = shell("serve", "--port", str(free_port()))

    spool.close()
    assert refused.code == 1
    assert "Another StackSpend process has the spool" in refused.stderr
