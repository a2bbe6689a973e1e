"""Read mapping rules as people state them: fold what they go by, and refuse with a sentence what cannot be meant."""

import re
from collections.abc import Collection, Iterable
from uuid import UUID

import msgspec

from stackspend.errors import InvalidInput
from stackspend.ledger.mapping import MappingKind, MappingRule
from stackspend.ledger.mapping_change import Subject, subject_of

LONGEST_PATTERN = 300
LONGEST_FIELD = 100
MOST_RULES = 10_000
_MOST_FAULTS_TOLD = 5

_DOMAIN = re.compile(r"[\w-]+(\.[\w-]+)+")
_LOCAL_PART = re.compile(r"[^@\s]+")


class StatedRule(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """A rule as somebody wrote it; a field that is empty is left to other rules."""

    kind: str
    pattern: str
    team: str | None = None
    cost_centre: str | None = None
    project: str | None = None


def read_rules(stated: Iterable[tuple[str, StatedRule]], *, keys: Collection[UUID]) -> list[MappingRule]:
    """All of them, each given beside its place, as in "Line 4". `keys` are the ids of the organization's API keys.

    Raises InvalidInput that tells the first faults with their places. Two rules for the same thing are a fault: nobody
    could see which of them holds.
    """
    rules: dict[Subject, tuple[str, MappingRule]] = {}
    faults: list[str] = []
    for place, one in stated:
        try:
            rule = read_rule(one, keys=keys)
        except InvalidInput as fault:
            faults.append(f"{place}: {fault.message}")
            continue
        first, _ = rules.setdefault(subject_of(rule), (place, rule))
        if first != place:
            faults.append(f"{place}: {first} has a rule for the {rule.kind} {rule.pattern} already; keep one of them.")
    if faults:
        more = len(faults) - _MOST_FAULTS_TOLD
        rest = [f"Faults beyond these: {more}."] if more > 0 else []
        raise InvalidInput(" ".join((*faults[:_MOST_FAULTS_TOLD], *rest)))
    return [rule for _, rule in rules.values()]


def read_rule(stated: StatedRule, *, keys: Collection[UUID]) -> MappingRule:
    """One rule. Raises InvalidInput when its kind, its pattern or a field is wrong, or it maps to nothing."""
    kind, pattern = read_subject(stated.kind, stated.pattern)
    if kind is MappingKind.KEY and pattern not in {str(key) for key in keys}:
        raise InvalidInput(f"There is no API key with the id {pattern} in this organization.")
    rule = MappingRule(
        kind,
        pattern,
        team=_read_field("team", stated.team),
        cost_centre=_read_field("cost_centre", stated.cost_centre),
        project=_read_field("project", stated.project),
    )
    if rule.team is rule.cost_centre is rule.project is None:
        raise InvalidInput(f"The rule for the {kind} {pattern} maps to nothing; name a team, cost_centre or project.")
    return rule


def read_subject(kind: str, pattern: str) -> Subject:
    """What a rule goes by, folded as telemetry is. Raises InvalidInput when it does not have the shape of its kind."""
    known = _read_kind(kind)
    text = pattern.strip()
    if len(text) > LONGEST_PATTERN or not text.isprintable():
        raise InvalidInput(
            f"A pattern is one line of plain text with at most {LONGEST_PATTERN} characters; this one is {text[:80]!r}."
        )
    return known, _FOLDS[known](text)


def refuse_too_many(count: int) -> None:
    """Raises InvalidInput when an organization would have more than `MOST_RULES`."""
    if count > MOST_RULES:
        raise InvalidInput(f"An organization has at most {MOST_RULES:,} mapping rules; these would be {count:,}.")


def _read_kind(text: str) -> MappingKind:
    try:
        return MappingKind(text.strip().lower())
    except ValueError:
        raise InvalidInput(f"There is no kind of rule {text!r}; choose among {', '.join(MappingKind)}.") from None


def _fold_email(text: str) -> str:
    # As the ledger folds a stated e-mail; see `ledger.observation.Identity`.
    local, _, domain = text.casefold().partition("@")
    if not (_LOCAL_PART.fullmatch(local) and domain and _LOCAL_PART.fullmatch(domain)):
        raise InvalidInput(f"{text!r} is not an e-mail address; write it as in alice@example.com.")
    return f"{local}@{domain}"


def _fold_domain(text: str) -> str:
    domain = text.casefold().removeprefix("@")
    if not _DOMAIN.fullmatch(domain):
        raise InvalidInput(f"{text!r} is not a domain; write what follows the @ of its addresses, as in example.com.")
    return domain


def _fold_key(text: str) -> str:
    try:
        return str(UUID(text))
    except ValueError:
        # The text is not repeated: it may be a key's secret.
        raise InvalidInput(
            "A rule for a key goes by the key's id, a UUID; not by the key itself or its prefix."
        ) from None


def _fold_tag(text: str) -> str:
    name, equals, value = (part.strip() for part in text.lower().partition("="))
    if not (name and equals and value):
        raise InvalidInput(f"{text!r} is not a tag with its value; write it as in cost_center=4711.")
    return f"{name}={value}"


_FOLDS = {
    MappingKind.EMAIL: _fold_email,
    MappingKind.KEY: _fold_key,
    MappingKind.TAG: _fold_tag,
    MappingKind.DOMAIN: _fold_domain,
}


def _read_field(name: str, text: str | None) -> str | None:
    value = (text or "").strip()
    if len(value) > LONGEST_FIELD:
        raise InvalidInput(f"{name} has {len(value)} characters; {LONGEST_FIELD} are the most.")
    if not value.isprintable():
        # Line breaks and direction marks would let a name pretend to be another in a report.
        raise InvalidInput(f"{name} is {value!r}, which holds a character that cannot be seen; write plain text.")
    return value or None
