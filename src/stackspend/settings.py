"""What may be set about one StackSpend: a list of settings as data, read from the environment and checked once.

Each setting is the environment variable `STACKSPEND_` + its name in upper case. A command-line option of the same name
wins over the variable. `stackspend settings` prints this list, and the documentation is tested against it.
"""

import difflib
import ipaddress
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import msgspec

from stackspend.errors import InvalidSetting

PREFIX = "STACKSPEND_"
LOG_LEVELS = ("debug", "info", "warning", "error")
CATALOG_SCHEMES = ("sqlite+aiosqlite", "postgresql+psycopg")
LEDGER_SCHEMES = ("chdb", "clickhouse")


class Settings(msgspec.Struct, frozen=True, kw_only=True):
    """Every setting, checked; `data_dir` is absolute and `public_url` has no trailing slash."""

    data_dir: Path
    host: str
    port: int
    public_url: str
    trusted_proxies: str
    catalog_url: str
    ledger_url: str
    raw_retention_days: int
    api_requests_per_minute: int
    ingest_records_per_second: int
    private_targets: bool
    smtp_url: str
    smtp_from: str
    oidc_issuer: str
    oidc_client_id: str
    oidc_client_secret: str
    oidc_name: str
    oidc_domains: str
    oidc_default_role: str
    log_level: str


class Setting(msgspec.Struct, frozen=True):
    """One row of the list; `default` may name settings that stand before it, as in `{data_dir}`."""

    name: str
    default: str
    meaning: str
    read: Callable[[str], Any]
    is_secret: bool = False

    @property
    def variable(self) -> str:
        """The environment variable that sets it."""
        return PREFIX + self.name.upper()


def _read_folder(text: str) -> Path:
    if not text:
        raise ValueError("it must name a folder")
    return Path(text).expanduser().absolute()


def _read_host(text: str) -> str:
    if not text or any(character in text for character in " /@"):
        raise ValueError("it must be a host name or an IP address, as in 127.0.0.1")
    return text


def _read_whole_number(lowest: int, highest: int) -> Callable[[str], int]:
    def read(text: str) -> int:
        if not (text.isascii() and text.isdigit() and lowest <= int(text) <= highest):
            raise ValueError(f"it must be a whole number from {lowest} to {highest}")
        return int(text)

    return read


def _read_choice(choices: tuple[str, ...]) -> Callable[[str], str]:
    def read(text: str) -> str:
        if text not in choices:
            raise ValueError(f"it must be one of {', '.join(choices)}")
        return text

    return read


def _read_yes_or_no(text: str) -> bool:
    if text not in {"yes", "no"}:
        raise ValueError("it must be yes or no")
    return text == "yes"


def _read_smtp_url(text: str) -> str:
    parts = urlsplit(text)
    if text and (parts.scheme not in {"smtp", "smtps"} or not parts.hostname):
        raise ValueError("it must start with smtp:// or smtps:// and name a host")
    return text


def _read_store_url(schemes: tuple[str, ...]) -> Callable[[str], str]:
    def read(text: str) -> str:
        scheme, separator, rest = text.partition("://")
        if scheme not in schemes or not separator or not rest:
            raise ValueError(f"it must start with {' or '.join(f'{scheme}://' for scheme in schemes)}")
        return text

    return read


def _read_public_url(text: str) -> str:
    parts = urlsplit(text)
    if parts.scheme not in {"http", "https"} or not parts.hostname or parts.username is not None:
        raise ValueError("it must be the address that people and senders use, as in https://spend.example.com")
    if parts.query or parts.fragment or parts.path.strip("/"):
        # Cookies, redirects and the built pages all live at the root of their host.
        raise ValueError("it must end after the host and port; a path, query or fragment is not possible")
    return text.rstrip("/")


def _read_networks(text: str) -> str:
    try:
        networks = [ipaddress.ip_network(one.strip()) for one in text.split(",") if one.strip()]
    except ValueError as problem:
        raise ValueError(f"it must be a list of networks, as in 10.0.0.0/8,192.0.2.7 ({problem})") from problem
    if any(network.prefixlen == 0 for network in networks):
        raise ValueError("it must name proxies: of a network that is everybody, nobody's word counts")
    return ",".join(map(str, networks))


def _read_issuer(text: str) -> str:
    parts = urlsplit(text)
    if text and (parts.scheme not in {"http", "https"} or not parts.hostname or parts.query or parts.fragment):
        raise ValueError("it must be the issuer's address, as in https://accounts.google.com")
    if parts.scheme == "http" and parts.hostname not in {"127.0.0.1", "localhost", "::1"}:
        raise ValueError("it must start with https://, for whoever can change the answers can be anybody")
    return text


def _read_domains(text: str) -> str:
    domains = [domain.strip().lower() for domain in text.split(",") if domain.strip()]
    if any("@" in domain or "." not in domain for domain in domains):
        raise ValueError("it must be a list of domains, as in example.com,example.org")
    return ",".join(domains)


SETTINGS: tuple[Setting, ...] = (
    Setting(
        "data_dir",
        "data",
        "The folder of the embedded stores and of the spool. Back up this folder; one server owns it at a time.",
        _read_folder,
    ),
    Setting(
        "host",
        "127.0.0.1",
        "The address to listen on. The default is reachable from this machine only; 0.0.0.0 listens on every network.",
        _read_host,
    ),
    Setting("port", "8080", "The TCP port to listen on.", _read_whole_number(1, 65535)),
    Setting(
        "public_url",
        "http://{host}:{port}",
        "The address by which browsers and senders reach this server; it stands in every endpoint and sign-in link. "
        "Behind TLS it begins with https://, and then cookies are sent over TLS only.",
        _read_public_url,
    ),
    Setting(
        "trusted_proxies",
        "",
        "The networks of the proxies before this server, as in 10.0.0.0/8,192.0.2.7. Of requests that come from them, "
        "X-Forwarded-For says who asks: for limits, sessions, the audit and the use of keys. Empty: nobody's does.",
        _read_networks,
    ),
    Setting(
        "catalog_url",
        "sqlite+aiosqlite:///{data_dir}/catalog.sqlite3",
        "Where organizations, members, providers and API keys are kept: an SQLite file, or "
        "postgresql+psycopg://user:password@host/database when several nodes share it.",
        _read_store_url(CATALOG_SCHEMES),
    ),
    Setting(
        "ledger_url",
        "chdb://{data_dir}/ledger",
        "Where raw batches and line items are kept: a folder of the embedded chDB, or "
        "clickhouse://user:password@host:8123/database.",
        _read_store_url(LEDGER_SCHEMES),
    ),
    Setting(
        "raw_retention_days",
        "400",
        "For how many days raw batches are kept as they were received; 0 keeps them for ever. A replay can rebuild "
        "only what is kept.",
        _read_whole_number(0, 36500),
    ),
    Setting(
        "api_requests_per_minute",
        "60",
        "How many requests a minute each API key may make of the public API, on each node; 0 sets no limit.",
        _read_whole_number(0, 1_000_000),
    ),
    Setting(
        "ingest_records_per_second",
        "500000",
        "How many records (log records, data points, spans) a second each API key may send, to each node; 0 sets no "
        "limit.",
        _read_whole_number(0, 100_000_000),
    ),
    Setting(
        "private_targets",
        "no",
        "Whether webhooks and chats may lead into the own network, to addresses that are not public: yes or no.",
        _read_yes_or_no,
    ),
    Setting(
        "smtp_url",
        "",
        "The mail server for alerts, invitations and passwords: smtp://user:password@host:587, which uses STARTTLS, or "
        "smtps://user:password@host:465. Empty: links are copied by hand, and passwords are reset by command.",
        _read_smtp_url,
    ),
    Setting("smtp_from", "", "The sender of letters, as in StackSpend <stackspend@example.com>.", str),
    Setting(
        "oidc_issuer",
        "",
        "The issuer of an OpenID provider to sign in with, as in https://accounts.google.com. Empty: none.",
        _read_issuer,
    ),
    Setting("oidc_client_id", "", "The client ID that the OpenID provider gave.", str),
    Setting("oidc_client_secret", "", "The client secret that the OpenID provider gave.", str, is_secret=True),
    Setting("oidc_name", "single sign-on", "What the sign-in page calls the OpenID provider.", str),
    Setting(
        "oidc_domains",
        "",
        "E-mail domains whose people may sign in with the OpenID provider, with commas between. Empty: all.",
        _read_domains,
    ),
    Setting(
        "oidc_default_role",
        "",
        "The role of people of these domains who sign in with the OpenID provider without an invitation, if there is "
        "one organization: member or viewer. Empty: only who is invited gets in.",
        _read_choice(("", "member", "viewer")),
    ),
    Setting("log_level", "info", f"How much is logged: {', '.join(LOG_LEVELS)}.", _read_choice(LOG_LEVELS)),
)


# A setting that is of no use without another one.
_TOGETHER = (("smtp_url", "smtp_from"), ("oidc_issuer", "oidc_client_id"), ("oidc_default_role", "oidc_domains"))


def read_settings(environment: Mapping[str, str], **options: str | None) -> Settings:
    """Read all settings; `options` are command-line options by setting name and win unless `None`.

    Raises `InvalidSetting` for the first value that breaks its rule, and for an unknown `STACKSPEND_` variable, because
    a misspelt setting that is silently ignored would start a server that is not the one meant.
    """
    _refuse_unknown(environment)
    known: dict[str, Any] = {}
    for setting in SETTINGS:
        known[setting.name] = _read_one(setting, environment, options.get(setting.name), known)
    for name, needed in _TOGETHER:
        if known[name] and not known[needed]:
            raise InvalidSetting(f"{PREFIX}{name.upper()} is set, so {PREFIX}{needed.upper()} must be set too.")
    return Settings(**known)


def _refuse_unknown(environment: Mapping[str, str]) -> None:
    variables = [setting.variable for setting in SETTINGS]
    for variable in sorted(environment):
        if variable.startswith(PREFIX) and variable not in variables:
            near = difflib.get_close_matches(variable, variables, n=1)
            cure = f"did you mean {near[0]}?" if near else '"stackspend settings" lists those that exist.'
            raise InvalidSetting(f"There is no setting {variable}; {cure}")


def _read_one(setting: Setting, environment: Mapping[str, str], option: str | None, known: dict[str, Any]) -> Any:
    """The checked value: the option, else the variable, else the default. An empty variable counts as not set."""
    if option is not None:
        name, text = "--" + setting.name.replace("_", "-"), option
    else:
        name, text = setting.variable, environment.get(setting.variable, "") or _default(setting, known)
    try:
        return setting.read(text.strip())
    except ValueError as problem:
        raise InvalidSetting(f"{name} is {text!r}, but {problem}.") from problem


def _default(setting: Setting, known: Mapping[str, Any]) -> str:
    return setting.default.format(**{**known, "host": _reachable(str(known.get("host", "")))})


def _reachable(host: str) -> str:
    """A listening address as it is written in a URL: a wildcard is no address that a browser can open."""
    try:
        address = ipaddress.ip_address(host)
    except ValueError:
        return host
    if address.is_unspecified:
        return "127.0.0.1"
    return f"[{host}]" if address.version == 6 else host
