"""The people of the sample, their teams, and what they work with. All names are invented; example.com is nobody's."""

import msgspec

from stackspend.ledger.mapping import MappingKind, MappingRule


class Team(msgspec.Struct, frozen=True):
    """A team. One that does not declare itself in its clients' settings is found by mapping rules."""

    name: str
    cost_centre: str
    project: str
    declares: bool


class Person(msgspec.Struct, frozen=True):
    """Somebody: `appetite` is the mean number of sessions on a full working day, `opus` the share of them on the larger
    models, `since` how many days ago the person began."""

    name: str
    team: Team | None
    appetite: float
    opus: float
    since: int = 90
    works: str = "code"

    @property
    def email(self) -> str:
        """first.last@example.com"""
        return f"{self.name.lower().replace(' ', '.')}@example.com"


PLATFORM = Team("Platform", "CC-410", "deployments", declares=True)
PAYMENTS = Team("Payments", "CC-420", "checkout", declares=False)
MOBILE = Team("Mobile", "CC-430", "ios-app", declares=False)
DATA = Team("Data", "CC-440", "warehouse", declares=True)
SUPPORT = Team("Support", "CC-510", "help-centre", declares=False)
TEAMS = (PLATFORM, PAYMENTS, MOBILE, DATA, SUPPORT)

PEOPLE = (
    Person("Amara Okafor", PLATFORM, 2.4, 0.75),
    Person("Bo Lindqvist", PLATFORM, 1.6, 0.35),
    Person("Chiara Ricci", PLATFORM, 1.9, 0.5),
    Person("Dmitri Sokolov", PLATFORM, 1.0, 0.2, since=61),
    Person("Elif Demir", PAYMENTS, 2.0, 0.6),
    Person("Felipe Castro", PAYMENTS, 1.4, 0.3),
    Person("Grace Njoroge", PAYMENTS, 1.5, 0.45, since=47),
    Person("Hiro Tanaka", PAYMENTS, 0.9, 0.15),
    Person("Nora Moreau", MOBILE, 1.8, 0.4),
    Person("Jonas Weber", MOBILE, 1.2, 0.25),
    Person("Kavya Iyer", MOBILE, 1.4, 0.55, since=33),
    Person("Liam Byrne", DATA, 2.1, 0.65),
    Person("Mei Chen", DATA, 1.3, 0.3),
    Person("Noah Adeyemi", DATA, 1.1, 0.5, since=19),
    Person("Olga Novak", None, 0.8, 0.2),
    Person("Pedro Alves", SUPPORT, 0.9, 0.1, works="cowork"),
    Person("Quinn Harper", SUPPORT, 0.6, 0.1, since=54, works="cowork"),
    Person("Rosa Jensen", SUPPORT, 0.6, 0.0, since=40, works="office"),
)
_BY_NAME = {person.name: person for person in PEOPLE}

RUNAWAY = _BY_NAME["Noah Adeyemi"]
"""Whose session ran on by itself for a night."""

METRICS_ONLY = _BY_NAME["Hiro Tanaka"]
"""Whose client is set to send metrics and no events."""

SKILLS = ("code-review", "write-tests", "release-notes", "security-review", "migrate-schema")
PLUGIN_OF_SKILL = {"security-review": "acme-security", "migrate-schema": "acme-data"}
AGENTS = ("Explore", "general-purpose", "test-runner")
MCP_TOOLS = {"github": "get_pull_request", "linear": "search_issues", "postgres": "query", "sentry": "get_issue"}


def mapping_rules() -> list[MappingRule]:
    """The rules that find the teams which do not declare themselves."""
    return [
        MappingRule(
            kind=MappingKind.EMAIL,
            pattern=person.email,
            team=person.team.name,
            cost_centre=person.team.cost_centre,
            project=person.team.project,
        )
        for person in PEOPLE
        if person.team and not person.team.declares
    ]
