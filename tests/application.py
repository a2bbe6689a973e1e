"""The application by its settings' defaults, put together once, for tests that read its routes and its document off it.

It is never started.
"""

from stackspend.app import build
from stackspend.settings import read_settings

APPLICATION = build(read_settings({}))
