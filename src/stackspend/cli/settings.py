"""`stackspend settings`: every setting with its meaning and its value now."""

import os
import re
import textwrap

from stackspend.cli.terminal import say
from stackspend.settings import SETTINGS, Setting, Settings, read_settings

_PASSWORD = re.compile(r"(?P<before>://[^:@/]*:|[?&]password=)[^@&]+")


def settings() -> None:
    """Print every setting with its meaning and its value now."""
    current = read_settings(os.environ)
    say("\n\n".join(_describe(setting, current) for setting in SETTINGS))


def _describe(setting: Setting, current: Settings) -> str:
    value = _PASSWORD.sub(r"\g<before>***", _text(getattr(current, setting.name)))
    if setting.is_secret and value:
        value = "***"
    meaning = textwrap.fill(f"{setting.meaning} Default: {setting.default}", width=100, break_on_hyphens=False)
    return f"{setting.variable}={value}\n{textwrap.indent(meaning, '    ')}"


def _text(value: object) -> str:
    return {True: "yes", False: "no"}[value] if isinstance(value, bool) else str(value)
