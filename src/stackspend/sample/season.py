"""How much is worked on a day, and which client version and models were there then."""

from datetime import date
from random import Random

DAYS = 90
_BY_WEEKDAY = (0.95, 1.1, 1.15, 1.05, 0.75, 0.05, 0.07)
_GROWTH = 0.7
"""How much more is worked now than at the beginning, by the same people."""

RUNAWAY_DAYS_AGO = 9
NEW_MODEL_DAYS_AGO = 30

HAIKU, SONNET, OPUS, NEW_OPUS = "claude-haiku-4-5", "claude-sonnet-4-6", "claude-opus-4-8", "claude-opus-5-5"
UNKNOWN_TO_PRICE_LISTS = "acme-distilled-7b"
"""A model behind the company's own gateway: nobody states what it costs, and no price list has it."""

_VERSIONS = ((90, "2.1.284"), (61, "2.1.311"), (27, "2.1.330"))
STALE_PRICES = ("2.1.311", NEW_OPUS)
"""A client whose own price table does not have the new model yet, and takes the old one's."""


def sessions_on(day: date, *, days_ago: int, appetite: float, chance: Random) -> int:
    """How many sessions somebody of this appetite has on a day."""
    mean = appetite * _BY_WEEKDAY[day.weekday()] * (1 + _GROWTH * (DAYS - days_ago) / DAYS)
    return int(mean + chance.random()) if chance.random() < 0.9 else 0


def client_version(days_ago: int, *, lag: int) -> str:
    """What a client that is updated `lag` days late was then."""
    seen = [version for since, version in _VERSIONS if days_ago <= since - lag]
    return seen[-1] if seen else _VERSIONS[0][1]


def large_model(days_ago: int, chance: Random) -> str:
    """The larger model that somebody chose: more and more often the new one, once there is one."""
    share = 0.2 + 0.5 * (NEW_MODEL_DAYS_AGO - days_ago) / NEW_MODEL_DAYS_AGO if days_ago <= NEW_MODEL_DAYS_AGO else 0
    return NEW_OPUS if chance.random() < share else OPUS
