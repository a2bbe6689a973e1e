"""One working session of the sample: its requests with tokens and costs, and what came out of it."""

from datetime import datetime, timedelta
from decimal import Decimal
from random import Random

import msgspec

from stackspend.pricing import Consumption, ListCost, PriceList
from stackspend.sample.cast import AGENTS, MCP_TOOLS, PLUGIN_OF_SKILL, SKILLS
from stackspend.sample.season import HAIKU, NEW_OPUS, OPUS, SONNET, STALE_PRICES

_MOST_CONTEXT = 165_000
"""Where the client compacts a conversation."""
_MICRO = Decimal("0.000001")


class Request(msgspec.Struct, frozen=True):
    """One answer of the model. `cost` is what the client states, None if it does not; `context` the attributes that
    tell what it was for."""

    at: datetime
    prompt: int
    model: str
    tokens: dict[str, int]
    cost: Decimal | None
    context: dict[str, str]
    duration_ms: int
    tool: str | None


class Outcome(msgspec.Struct, frozen=True):
    """What a session led to."""

    commits: int = 0
    pull_requests: int = 0
    lines_added: int = 0
    lines_removed: int = 0
    edits_rejected: int = 0
    active_seconds: int = 0


class WorkSession(msgspec.Struct, frozen=True):
    """Requests in the order of time."""

    id: str
    version: str
    start: datetime
    requests: tuple[Request, ...]
    outcome: Outcome


class Manner(msgspec.Struct, frozen=True):
    """How a session is worked: its model, how many prompts, requests for each, seconds between them, and its extras."""

    model: str
    prompts: int
    requests: int
    pause: float
    effort: str | None = None
    speed: str = "normal"
    main: str = "repl_main_thread"
    extras: bool = True


class Working:
    """A session on its way: the context grows with every request until it is compacted."""

    def __init__(self, start: datetime, version: str, manner: Manner, prices: PriceList, chance: Random) -> None:
        self._at, self._version, self._manner = start, version, manner
        self._prices, self._chance = prices, chance
        self._context = chance.randint(18_000, 42_000)
        self._cached = False

    def requests(self) -> list[Request]:
        """All of them."""
        made: list[Request] = []
        for prompt in range(self._manner.prompts):
            self._at += timedelta(seconds=self._chance.expovariate(1 / self._manner.pause))
            made += self._answer(prompt)
        return made

    def _answer(self, prompt: int) -> list[Request]:
        """What one prompt leads to: a title for the first, requests of the main loop, and perhaps a subagent's."""
        chance, manner = self._chance, self._manner
        made = [self._auxiliary(prompt)] if prompt == 0 and manner.extras else []
        purpose = self._purpose() if manner.extras else {}
        many = max(1, round(chance.gauss(manner.requests, manner.requests / 3)))
        made += [self._request(prompt, manner.model, {"query_source": manner.main, **purpose}) for _ in range(many)]
        if manner.extras and chance.random() < 0.16:
            agent = chance.choice(AGENTS)
            model = HAIKU if agent == "Explore" else SONNET
            who = {"query_source": f"agent:builtin:{agent}", "agent.name": agent}
            made += [self._request(prompt, model, who, share=0.3) for _ in range(chance.randint(2, 7))]
        return made

    def _purpose(self) -> dict[str, str]:
        """The skill or the MCP server that a prompt is about, if it is about one."""
        chosen = self._chance.random()
        if chosen < 0.2:
            skill = self._chance.choice(SKILLS)
            plugin = PLUGIN_OF_SKILL.get(skill)
            return {"skill.name": skill} | ({"plugin.name": plugin} if plugin else {})
        if chosen < 0.34:
            server = self._chance.choice(sorted(MCP_TOOLS))
            return {"mcp_server.name": server, "mcp_tool.name": MCP_TOOLS[server]}
        return {}

    def _auxiliary(self, prompt: int) -> Request:
        tokens = {"input": self._chance.randint(300, 900), "output": self._chance.randint(10, 40)}
        at = {"query_source": "generate_session_title"}
        return self._made(prompt, HAIKU, tokens | {"cache_read": 0, "cache_creation": 0}, at)

    def _request(self, prompt: int, model: str, context: dict[str, str], *, share: float = 1.0) -> Request:
        """One request over the growing context, of which a subagent sees a `share`."""
        chance = self._chance
        added = round(chance.lognormvariate(8.5, 0.7) * share)
        seen = round(self._context * share)
        tokens = {
            "input": chance.randint(3, 60),
            "output": round(chance.lognormvariate(6.9, 0.8)),
            "cache_read": seen if self._cached else 0,
            "cache_creation": added if self._cached else seen + added,
        }
        if share == 1:
            self._cached = chance.random() > 0.02  # sometimes the cache has gone cold
            self._context = self._context + added if self._context < _MOST_CONTEXT else 45_000
        return self._made(prompt, model, tokens, context)

    def _made(self, prompt: int, model: str, tokens: dict[str, int], context: dict[str, str]) -> Request:
        duration = round(900 + tokens["output"] * 14 + self._chance.expovariate(1 / 800))
        self._at += timedelta(milliseconds=duration + self._chance.randint(200, 9_000))
        large = model in {OPUS, NEW_OPUS}
        stated = {"speed": self._manner.speed if large else "normal"}
        if self._manner.effort and large:
            stated["effort"] = self._manner.effort
        return Request(
            at=self._at,
            prompt=prompt,
            model=model,
            tokens=tokens,
            cost=self._cost(model, tokens, stated["speed"]),
            context=context | stated,
            duration_ms=duration,
            tool=None if self._chance.random() < 0.3 else self._chance.choice(_TOOLS),
        )

    def _cost(self, model: str, tokens: dict[str, int], speed: str) -> Decimal | None:
        """What this version of the client takes it to cost."""
        priced_as = OPUS if (self._version, model) == STALE_PRICES else model
        used = Consumption(
            input=tokens["input"],
            output=tokens["output"],
            cache_read=tokens["cache_read"],
            cache_creation=tokens["cache_creation"],
            cache_creation_5m=tokens["cache_creation"],
            cache_creation_1h=0,
            speed=speed,
        )
        found = self._prices.list_cost(priced_as, self._at, used)
        return found.amount.quantize(_MICRO) if isinstance(found, ListCost) else None


_TOOLS = ("Read", "Read", "Edit", "Edit", "Bash", "Bash", "Grep", "Write")


def work(
    session_id: str, start: datetime, version: str, manner: Manner, *, prices: PriceList, chance: Random
) -> WorkSession:
    """A whole session. What it leads to goes with how long it was."""
    requests = Working(start, version, manner, prices, chance).requests()
    edits = sum(one.tool in {"Edit", "Write"} for one in requests)
    commits = min(3, edits // 6) if chance.random() < 0.7 else 0
    return WorkSession(
        id=session_id,
        version=version,
        start=start,
        requests=tuple(requests),
        outcome=Outcome(
            commits=commits,
            pull_requests=1 if commits and chance.random() < 0.45 else 0,
            lines_added=round(edits * chance.uniform(4, 30)),
            lines_removed=round(edits * chance.uniform(1, 12)),
            edits_rejected=round(edits * chance.uniform(0, 0.15)),
            active_seconds=round((requests[-1].at - start).total_seconds() * 0.6),
        ),
    )
