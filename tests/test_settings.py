"""Settings: defaults follow each other, options win, and a mistake is named in one sentence."""

from pathlib import Path

import pytest

from stackspend.errors import InvalidSetting
from stackspend.settings import SETTINGS, Settings, read_settings


def test_without_any_variable_everything_lives_under_the_data_folder() -> None:
    settings = read_settings({})
    folder = Path("data").absolute()
    assert settings.data_dir == folder
    assert settings.catalog_url == f"sqlite+aiosqlite:///{folder}/catalog.sqlite3"
    assert settings.ledger_url == f"chdb://{folder}/ledger"
    assert settings.public_url == "http://127.0.0.1:8080"


def test_a_variable_sets_what_the_later_defaults_are_built_from() -> None:
    settings = read_settings({"STACKSPEND_DATA_DIR": "/srv/spend", "STACKSPEND_PORT": "9000"})
    assert settings.ledger_url == "chdb:///srv/spend/ledger"
    assert settings.public_url == "http://127.0.0.1:9000"


@pytest.mark.parametrize(
    ("host", "address"),
    [
        pytest.param("0.0.0.0", "http://127.0.0.1:8080", id="every IPv4 network"),
        pytest.param("::", "http://127.0.0.1:8080", id="every network"),
        pytest.param("::1", "http://[::1]:8080", id="an IPv6 address is put in brackets"),
        pytest.param("spend.lan", "http://spend.lan:8080", id="a name"),
    ],
)
def test_the_public_url_follows_the_listening_address(host: str, address: str) -> None:
    assert read_settings({"STACKSPEND_HOST": host}).public_url == address


def test_a_command_line_option_wins_over_the_variable() -> None:
    assert read_settings({"STACKSPEND_PORT": "9000"}, port="9001").port == 9001


def test_an_empty_variable_counts_as_not_set() -> None:
    assert read_settings({"STACKSPEND_PORT": ""}).port == 8080


@pytest.mark.parametrize(
    ("variable", "value", "why"),
    [
        pytest.param("STACKSPEND_PORT", "eighty", "a whole number from 1 to 65535", id="no number"),
        pytest.param("STACKSPEND_PORT", "65536", "a whole number from 1 to 65535", id="too large a port"),
        pytest.param("STACKSPEND_PORT", "²", "a whole number from 1 to 65535", id="a digit that is not ASCII"),
        pytest.param("STACKSPEND_LOG_LEVEL", "loud", "one of debug, info, warning, error", id="not a choice"),
        pytest.param("STACKSPEND_HOST", "http://x", "a host name or an IP address", id="a URL for a host"),
        pytest.param("STACKSPEND_PUBLIC_URL", "spend.example.com", "the address that people", id="no scheme"),
        pytest.param("STACKSPEND_PUBLIC_URL", "https://x.com/spend", "must end after the host", id="a path"),
        pytest.param("STACKSPEND_TRUSTED_PROXIES", "proxy.lan", "a list of networks", id="a name for a network"),
        pytest.param("STACKSPEND_TRUSTED_PROXIES", "10.0.0.1/8", "has host bits set", id="an address with a length"),
        pytest.param("STACKSPEND_TRUSTED_PROXIES", "10.0.0.1,::/0", "nobody's word counts", id="everybody"),
        pytest.param("STACKSPEND_CATALOG_URL", "mysql://x", "sqlite+aiosqlite:// or postgresql", id="another store"),
        pytest.param("STACKSPEND_LEDGER_URL", "chdb:/x", "chdb:// or clickhouse://", id="a slash missing"),
    ],
)
def test_a_wrong_value_is_refused_with_its_name_and_the_reason(variable: str, value: str, why: str) -> None:
    with pytest.raises(InvalidSetting) as refusal:
        read_settings({variable: value})
    assert refusal.value.message.startswith(f"{variable} is {value!r}, but")
    assert why in refusal.value.message


def test_a_wrong_option_is_named_as_it_was_typed() -> None:
    with pytest.raises(InvalidSetting, match=r"^--raw-retention-days is '-1', but it must be a whole number"):
        read_settings({}, raw_retention_days="-1")


def test_a_misspelt_variable_is_refused_and_the_right_one_offered() -> None:
    with pytest.raises(InvalidSetting, match=r"no setting STACKSPEND_DATADIR; did you mean STACKSPEND_DATA_DIR\?"):
        read_settings({"STACKSPEND_DATADIR": "/srv"})


def test_a_variable_of_another_program_is_none_of_our_business() -> None:
    assert read_settings({"STACK": "1", "PORT": "x"}).port == 8080


def test_the_list_and_the_settings_name_the_same_things() -> None:
    assert tuple(setting.name for setting in SETTINGS) == Settings.__struct_fields__
